import { addDays, earlierOf, type Day } from "@/lib/domain/dates";
import { firstAnswers, latestNextReview, type ReviewAnswers, type ReviewedClient } from "@/lib/domain/portfolio-review";
import type { InteractionChannel } from "@/prisma/generated/enums";
import type { DemoClientRow } from "./clients";
import type { DemoInteraction } from "./contacts";
import type { DemoHolding } from "./equipment";
import type { DemoFrame } from "./frame";
import { chance, pick, randomOf, uuid, wholeBetween, type Random } from "./random";
import { REVIEW_CASES } from "./review-cases";

/** A draft has no day and no client kept with it. */
export type DemoReview = {
  id: string;
  answers: ReviewAnswers;
  facts: ReviewedClient | null;
  updatedAt: string;
  channel: InteractionChannel | null;
  reviewedOn: Day | null;
  nextReviewOn: Day | null;
};

const REVIEWED_IN = new Set<InteractionChannel>(["BRANCH", "VIDEO", "PHONE"]);

/** The last review that was logged has its document two times out of three; of some the next one is being prepared. */
export function reviewsOf(frame: DemoFrame, row: DemoClientRow, interactions: readonly DemoInteraction[], holdings: readonly DemoHolding[]): DemoReview[] {
  const random = randomOf(frame.seed, row.id, "reviews");
  const last = interactions.findLast(({ review }) => review);
  const story = pick(random, REVIEW_CASES);
  const kept = last && REVIEWED_IN.has(last.channel) && chance(random, 0.66) ? [keptReview(random, row, last, { story, holdings })] : [];
  const isPreparing = row.highValue && row.status === "ACTIVE" && chance(random, 0.07);
  return isPreparing ? [...kept, draftReview(random, frame, row, kept[0]?.answers ?? null)] : kept;
}

type Told = { story: ReviewAnswers; holdings: readonly DemoHolding[] };

function keptReview(random: Random, row: DemoClientRow, { id, occurredOn, occurredAt, channel }: DemoInteraction, { story, holdings }: Told): DemoReview {
  const nextReviewOn = earlierOf(addDays(occurredOn, wholeBetween(random, 60, 240)), latestNextReview(occurredOn));
  const answers = { ...story, ...firstAnswers(null, row), nextReviewOn };
  return { id, answers: { income: "0", ...answers }, facts: reviewedClient(row, holdings), updatedAt: occurredAt, channel, reviewedOn: occurredOn, nextReviewOn };
}

/** Begun within the last days: what was known, and little more. */
function draftReview(random: Random, frame: DemoFrame, row: DemoClientRow, last: ReviewAnswers | null): DemoReview {
  const updatedAt = `${addDays(frame.today, -wholeBetween(random, 1, 9))}T14:20:00.000Z`;
  return { id: uuid(random), answers: firstAnswers(last, row), facts: null, updatedAt, channel: null, reviewedOn: null, nextReviewOn: null };
}

function reviewedClient(row: DemoClientRow, holdings: readonly DemoHolding[]): ReviewedClient {
  const open = holdings.filter(({ closedOn }) => closedOn === null);
  const universes = [...new Set(open.map(({ product }) => product.universe))].map((universe) => {
    const own = open.filter(({ product }) => product.universe === universe);
    const known = own.flatMap(({ balanceCents }) => (balanceCents === null ? [] : [balanceCents]));
    return { universe, contracts: own.length, cents: known.length === 0 ? null : known.reduce((sum, cents) => sum + cents, 0) };
  });
  const { externalRef, birthOn, occupation, maritalStatus, dependentChildren, clientSinceOn, incomeCents, wealthCents } = row;
  return { name: `${row.firstName} ${row.lastName}`, externalRef, birthOn, occupation, maritalStatus, dependentChildren, clientSinceOn, incomeCents, wealthCents, universes };
}
