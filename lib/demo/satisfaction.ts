import { addDays, laterOf, daysBetween, type Day } from "@/lib/domain/dates";
import type { SatisfactionKind } from "@/prisma/generated/enums";
import type { DemoInteraction } from "./contacts";
import type { DemoFrame } from "./frame";
import { VERBATIMS } from "./notes";
import type { Person } from "./people";
import { chance, pick, pickWeighted, randomOf, uuid, wholeBetween, type Random } from "./random";

export type DemoAnswer = { id: string; kind: SatisfactionKind; score: number; answeredOn: Day; verbatim: string | null; interactionId: string | null };

/** The answers behind the interactions' satisfaction, and the yearly question whether one would recommend the bank. */
export function answersOf(frame: DemoFrame, person: Person, interactions: readonly DemoInteraction[]): DemoAnswer[] {
  const random = randomOf(frame.seed, person.place, "satisfaction");
  const answers = interactions.flatMap((interaction) => csatAfter(random, interaction));
  const nps = npsOf(random, frame, person);
  return nps ? [...answers, nps] : answers;
}

function csatAfter(random: Random, { id, satisfaction, occurredOn }: DemoInteraction): DemoAnswer[] {
  if (satisfaction === null) return [];
  const mood = satisfaction >= 4 ? "content" : satisfaction === 3 ? "lukewarm" : "unhappy";
  return [{ id: uuid(random), kind: "CSAT", score: satisfaction, answeredOn: occurredOn, verbatim: verbatim(random, mood), interactionId: id }];
}

function npsOf(random: Random, frame: DemoFrame, person: Person): DemoAnswer | null {
  const earliest = laterOf(addDays(person.clientSinceOn, 30), addDays(frame.today, -365));
  const latest = addDays(person.departedOn ?? frame.today, -1);
  if (!chance(random, 0.32) || earliest > latest) return null;
  const range = pickWeighted(random, npsRanges(person));
  const mood = range[0] >= 9 ? "content" : range[0] >= 7 ? "lukewarm" : "unhappy";
  const answeredOn = addDays(earliest, wholeBetween(random, 0, daysBetween(earliest, latest)));
  return { id: uuid(random), kind: "NPS", score: wholeBetween(random, ...range), answeredOn, verbatim: verbatim(random, mood), interactionId: null };
}

/** Promoters, passives, detractors. */
function npsRanges(person: Person): readonly (readonly [range: readonly [number, number], weight: number])[] {
  return person.standing === "LEAVING" ? [[[9, 10], 10], [[7, 8], 30], [[1, 6], 60]] : [[[9, 10], 38], [[7, 8], 38], [[2, 6], 24]];
}

function verbatim(random: Random, mood: keyof typeof VERBATIMS): string | null {
  return chance(random, 0.25) ? pick(random, VERBATIMS[mood]) : null;
}
