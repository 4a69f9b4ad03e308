import { addDays, daysBetween, earlierOf, laterOf, type Day } from "@/lib/domain/dates";
import type { DismissalReason } from "@/lib/domain/action-rest";
import { CADENCE_DAYS, type NextActionKind } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import { CATALOGUE } from "@/prisma/catalogue";
import { bankDay } from "./bank-days";
import type { DemoInteraction } from "./contacts";
import { suits, type DemoHolding } from "./equipment";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { chance, logNormal, pick, pickWeighted, randomOf, uuid, wholeBetween, type Random, type Weighted } from "./random";

/** A suggestion of the past year. The planner takes up an open one of the same kind: what it says is of today, since when it stands is not. */
export type DemoPastAction = {
  id: string;
  kind: NextActionKind;
  status: "OPEN" | "DONE" | "DISMISSED" | "WITHDRAWN";
  productCode: string | null;
  createdOn: Day;
  dueOn: Day;
  closedAt: string | null;
  dismissalReason: DismissalReason | null;
  interactionId: string | null;
};

type History = { random: Random; frame: DemoFrame; person: Person; segment: Segment; contacts: readonly DemoInteraction[]; holdings: readonly DemoHolding[]; since: Day };

/** Further back than anyone looks: a suggestion that was ignored in the first month shown had stood before it. */
const DAYS_BACK = 520;

/** What was dismissed rests so long (lib/domain/next-actions.ts): beyond it, what is drawn here leaves today's suggestions alone. */
const LONGEST_REST_OF_A_KIND = 61;
const LONGEST_REST_OF_AN_OFFER = 181;
const REST_WHEN_DONE = 31;

/**
 * What the workbench suggested over the last year and some months, and what became of it: answered by the contacts there were,
 * dismissed with a reason, left lying, or still open. Drawn apart from all else. A client who has left had none.
 */
export function pastActionsOf(frame: DemoFrame, person: Person, segment: Segment, { interactions, holdings }: { interactions: readonly DemoInteraction[]; holdings: readonly DemoHolding[] }): DemoPastAction[] {
  if (person.departedOn !== null) return [];
  const history = {
    random: randomOf(frame.seed, person.place, "past actions"), frame, person, segment, holdings,
    since: laterOf(addDays(person.clientSinceOn, 1), addDays(frame.today, -DAYS_BACK)),
    contacts: interactions.filter(({ outcome }) => outcome !== "NO_ANSWER"),
  };
  // Someone too new for a segment is welcomed, and offered nothing yet.
  if (person.standing === "NEW") return [...answered(history), ...stillOpen(history)];
  return [...answered(history), ...dismissed(history), ...leftLying(history), ...missedAlerts(history), ...stillOpen(history)];
}

/** Most contacts answered something: what their course shows. A suggestion stands from the contact before it. */
function answered({ random, frame, person, segment, contacts, since }: History): DemoPastAction[] {
  return contacts.flatMap((contact, place) => {
    const before = contacts[place - 1];
    if (contact.occurredOn < since || contact.outcome === "COMPLAINT_RECEIVED" || !chance(random, 0.82)) return [];
    const kind = kindAnswered(random, { contact, before, segment, person, today: frame.today });
    const earliest = laterOf(before ? addDays(before.occurredOn, 1) : addDays(person.clientSinceOn, 1), addDays(contact.occurredOn, -120));
    const [createdOn, dueOn] = standing(random, kind, { earliest, contact, cadence: CADENCE_DAYS[segment] });
    return [{
      id: uuid(random), kind, status: "DONE" as const, productCode: kind === "TARGETED_OFFER" ? (contact.productsDiscussed[0] ?? null) : null,
      createdOn, dueOn, closedAt: contact.occurredAt, dismissalReason: null, interactionId: contact.id,
    }];
  });
}

type Answer = { contact: DemoInteraction; before: DemoInteraction | undefined; segment: Segment; person: Person; today: Day };

function kindAnswered(random: Random, { contact, before, segment, person, today }: Answer): NextActionKind {
  if (contact.review) return "PORTFOLIO_REVIEW";
  if (contact.outcome === "COMPLAINT_RESOLVED") return "COMPLAINT_FOLLOW_UP";
  if (!before && daysBetween(person.clientSinceOn, contact.occurredOn) <= 90) return "WELCOME";
  const isRested = contact.occurredOn < addDays(today, -REST_WHEN_DONE);
  if (contact.commercial) return isRested && segment === "BUILD" ? "RE_ENGAGEMENT" : isRested || ["SOLD", "DECLINED"].includes(contact.outcome) ? "TARGETED_OFFER" : "PERSONAL_FOLLOW_UP";
  return isRested && chance(random, segment === "MAINTAIN" ? 0.16 : 0.07) ? "CHURN_WATCH" : "PERSONAL_FOLLOW_UP";
}

/** From which day it stood, and for which: a sign of leaving and a complaint ask at once, a cadence from the contact before. */
function standing(random: Random, kind: NextActionKind, { earliest, contact, cadence }: { earliest: Day; contact: DemoInteraction; cadence: number }): [createdOn: Day, dueOn: Day] {
  if (kind === "CHURN_WATCH" || kind === "COMPLAINT_FOLLOW_UP") {
    const createdOn = laterOf(earliest, addDays(contact.occurredOn, -Math.round(logNormal(random, 9, 0.6))));
    return [earlierOf(createdOn, contact.occurredOn), addDays(earlierOf(createdOn, contact.occurredOn), 3)];
  }
  const createdOn = earlierOf(earliest, contact.occurredOn);
  // A cadence that ended long ago was not kept: half of those contacts came about their day, the others late.
  const late = chance(random, 0.45) ? 0 : Math.round(logNormal(random, 9, 0.8));
  return [createdOn, laterOf(createdOn, addDays(contact.occurredOn, -Math.min(late, cadence)))];
}

const REASONS: Weighted<DismissalReason> = [["NOT_INTERESTED", 31], ["BAD_TIMING", 27], ["ALREADY_DONE", 16], ["NOT_SUITABLE", 11], ["ALREADY_EQUIPPED_ELSEWHERE", 9], ["WRONG_SUGGESTION", 6]];

/** Not of what would be suggested today: what is dismissed rests, and the open actions of a demo bank shall be those of its rules. */
function dismissed({ random, frame, segment, person, holdings, since }: History): DemoPastAction[] {
  const days = daysBetween(since, frame.today) - 2;
  const wanted = days < 10 ? 0 : (chance(random, 0.5) ? 1 : 0) + (chance(random, 0.2) ? 1 : 0);
  return Array.from({ length: wanted }).flatMap(() => {
    const closedOn = bankDay(addDays(since, wholeBetween(random, 1, days)), addDays(frame.today, -1));
    const dismissalReason = pickWeighted(random, REASONS);
    const about = dismissedAbout(random, { reason: dismissalReason, closedOn, today: frame.today, segment, person, holdings });
    if (!about) return [];
    const createdOn = laterOf(since, addDays(closedOn, -wholeBetween(random, 0, 25)));
    return [{
      id: uuid(random), ...about, status: "DISMISSED" as const, createdOn, dueOn: addDays(createdOn, wholeBetween(random, 0, 12)),
      closedAt: `${closedOn}T${String(wholeBetween(random, 8, 16)).padStart(2, "0")}:20:00.000Z`, dismissalReason, interactionId: null,
    }];
  });
}

type Dismissal = { reason: DismissalReason; closedOn: Day; today: Day; segment: Segment; person: Person; holdings: readonly DemoHolding[] };

function dismissedAbout(random: Random, { reason, closedOn, today, segment, person, holdings }: Dismissal): Pick<DemoPastAction, "kind" | "productCode"> | null {
  const daysAgo = daysBetween(closedOn, today);
  if ((reason === "BAD_TIMING" || reason === "ALREADY_DONE") && daysAgo >= LONGEST_REST_OF_A_KIND) {
    return { kind: segment === "BUILD" ? "RE_ENGAGEMENT" : "PERSONAL_FOLLOW_UP", productCode: null };
  }
  const held = holdings.filter((one) => one.closedOn === null);
  const products = reason === "NOT_SUITABLE" || reason === "WRONG_SUGGESTION"
    ? CATALOGUE.filter((product) => !suits(product, person) && held.every((one) => one.product.code !== product.code))
    : reason === "ALREADY_DONE" ? held.filter((one) => one.openedOn <= closedOn).map(({ product }) => product) : productsTurnedDown(person, held, { closedOn, daysAgo });
  return products.length === 0 ? null : { kind: "TARGETED_OFFER", productCode: pick(random, products).code };
}

/** Taken later all the same; or, when it has rested, any that could have been offered. */
function productsTurnedDown(person: Person, held: readonly DemoHolding[], { closedOn, daysAgo }: { closedOn: Day; daysAgo: number }) {
  const takenLater = held.filter((one) => one.openedOn > closedOn).map(({ product }) => product);
  if (daysAgo < LONGEST_REST_OF_AN_OFFER || takenLater.length > 0) return takenLater;
  return CATALOGUE.filter((product) => !product.notOffered && suits(product, person) && held.every((one) => one.product.code !== product.code));
}

/** Between two contacts far apart some suggestions were left lying, until the next contact made them pointless. */
function leftLying({ random, frame, segment, contacts, since }: History): DemoPastAction[] {
  return contacts.flatMap((contact, place) => {
    const next = contacts[place + 1]?.occurredOn ?? addDays(frame.today, -1);
    const from = laterOf(since, addDays(contact.occurredOn, wholeBetween(random, 2, 12)));
    if (daysBetween(from, next) < 36 || !chance(random, 0.22)) return [];
    const dueOn = addDays(from, wholeBetween(random, 0, Math.min(20, daysBetween(from, next) - 34)));
    const kind: NextActionKind = segment === "BUILD" ? "RE_ENGAGEMENT" : chance(random, 0.6) ? "TARGETED_OFFER" : "PERSONAL_FOLLOW_UP";
    return [{ id: uuid(random), kind, status: "WITHDRAWN" as const, productCode: null, createdOn: from, dueOn, closedAt: `${next}T02:00:00.000Z`, dismissalReason: null, interactionId: null }];
  });
}

/** Signs of leaving that nobody answered, until they had gone. */
function missedAlerts({ random, frame, since }: History): DemoPastAction[] {
  const days = daysBetween(since, frame.today) - 64;
  if (days < 1 || !chance(random, 0.07)) return [];
  const createdOn = addDays(since, wholeBetween(random, 0, days));
  const closedOn = addDays(createdOn, wholeBetween(random, 16, 60));
  return [{ id: uuid(random), kind: "CHURN_WATCH", status: "WITHDRAWN", productCode: null, createdOn, dueOn: addDays(createdOn, 4), closedAt: `${closedOn}T02:00:00.000Z`, dismissalReason: null, interactionId: null }];
}

/** What the rules suggest today has stood for a while; what they do not suggest, they withdraw. Offers outlive contacts. */
function stillOpen({ random, frame, person, segment, contacts, since }: History): DemoPastAction[] {
  const last = contacts.at(-1)?.occurredOn;
  const openSince = last ? laterOf(since, addDays(last, 1)) : since;
  const offeredSince = chance(random, 0.6) ? addDays(since, wholeBetween(random, 0, Math.max(0, daysBetween(since, openSince)))) : openSince;
  const isFollowedUp = segment === "MAINTAIN" || segment === "DEVELOP" || chance(random, 0.3);
  const kinds: [NextActionKind, Day][] = [];
  if (person.standing === "NEW") kinds.push(...(last ? [] : [["WELCOME", addDays(person.clientSinceOn, 1)] satisfies [NextActionKind, Day]]));
  else if (segment !== "MAINTAIN") kinds.push([segment === "BUILD" ? "RE_ENGAGEMENT" : "TARGETED_OFFER", offeredSince]);
  if (person.standing !== "NEW" && isFollowedUp) kinds.push(["PERSONAL_FOLLOW_UP", openSince]);
  if (person.highValue) kinds.push(["PORTFOLIO_REVIEW", openSince]);
  if (person.standing === "LEAVING") kinds.push(["CHURN_WATCH", alertDay(random, { frame, since, last })]);
  return kinds.filter(([, createdOn]) => createdOn < frame.today).map(([kind, createdOn]) => (
    { id: uuid(random), kind, status: "OPEN" as const, productCode: null, createdOn, dueOn: frame.today, closedAt: null, dismissalReason: null, interactionId: null }
  ));
}

/** Some advisors have called, and the signs have not gone yet. */
function alertDay(random: Random, { frame, since, last }: { frame: DemoFrame; since: Day; last: Day | undefined }): Day {
  const isCalled = last !== undefined && daysBetween(last, frame.today) < 60 && chance(random, 0.7);
  return laterOf(since, addDays(isCalled ? last : frame.today, -wholeBetween(random, 1, isCalled ? 12 : 30)));
}
