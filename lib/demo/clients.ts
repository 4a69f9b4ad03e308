import { addDays, daysBetween, type Day } from "@/lib/domain/dates";
import type { MonthOfActivity } from "@/lib/domain/score-pnb";
import type { MaritalStatus, ServiceModel, Zone } from "@/lib/domain/profile";
import type { Segment } from "@/lib/domain/segments";
import type { ClientStatus } from "@/prisma/generated/enums";
import { activityOf } from "./activity";
import { withAgreedStep, type DemoStep } from "./agreed-steps";
import { withBalances } from "./balances";
import { consentsOf, type DemoConsent, type DemoConsentChange } from "./consents";
import { contactsOf, roughSegment, type DemoContacts, type DemoInteraction } from "./contacts";
import { holdingsOf, type DemoHolding } from "./equipment";
import { invitationsOf, type DemoInvitation } from "./events";
import type { DemoFrame } from "./frame";
import { mailboxOf } from "./names";
import { pastActionsOf, type DemoPastAction } from "./past-actions";
import { personAt, type Person } from "./people";
import { chance, randomOf, wholeBetween, type Random } from "./random";
import { remarksOf, type DemoRemarks } from "./remarks";
import { reviewsOf, type DemoReview } from "./reviews";
import { answersOf, type DemoAnswer } from "./satisfaction";

/** The client's own row. Amounts in cents; what the bank does not know is null. */
export type DemoClientRow = {
  id: number;
  externalRef: string;
  advisorId: number;
  branchId: number;
  householdId: number | null;
  firstName: string;
  lastName: string;
  birthOn: Day;
  maritalStatus: MaritalStatus;
  dependentChildren: number;
  occupation: number | null;
  incomeCents: number | null;
  wealthCents: number;
  email: string | null;
  phone: string | null;
  commune: string;
  postalCode: string;
  zone: Zone;
  region: string;
  serviceModel: ServiceModel;
  interests: string[];
  clientSinceOn: Day;
  status: ClientStatus;
  isProtected: boolean;
  isFragile: boolean;
  profilingObjectedOn: Day | null;
  highValue: boolean;
  lastContactOn: Day | null;
  lastReviewOn: Day | null;
  nextReviewOn: Day | null;
  complaintOpenSince: Day | null;
};

/** A client with everything they own. */
export type DemoClient = {
  row: DemoClientRow;
  consents: DemoConsent[];
  consentChanges: DemoConsentChange[];
  holdings: DemoHolding[];
  activity: MonthOfActivity[];
  interactions: DemoInteraction[];
  /** What was agreed with the client and is still to be done. */
  step: DemoStep | null;
  /** What was suggested over the last year, and what became of it. */
  pastActions: DemoPastAction[];
  answers: DemoAnswer[];
  reviews: DemoReview[];
  invitations: DemoInvitation[];
  /** What was said of an entry, and the entry that corrects it. */
  said: DemoRemarks;
  /** For the outcomes of offers before there was a score. */
  roughSegment: Segment;
};

/** The client at a place from 0, drawn from the seed and the place alone. */
export function demoClient(frame: DemoFrame, place: number): DemoClient {
  const person = personAt(frame, place);
  const holdings = withBalances(frame, person, holdingsOf(frame, person));
  const { consents, changes } = consentsOf(frame, person);
  const contacts = contactsOf(frame, person, holdings, consents);
  const { interactions, step } = withAgreedStep(frame, person, contacts.interactions);
  const row = clientRow(frame, person, contacts);
  const reviews = reviewsOf(frame, row, contacts.interactions, holdings);
  const segment = roughSegment(person, holdings);
  const invitations = invitationsOf(frame, row, contacts.interactions);
  return {
    row: { ...row, nextReviewOn: reviews.find(({ reviewedOn }) => reviewedOn !== null)?.nextReviewOn ?? null },
    consents,
    consentChanges: changes,
    holdings,
    activity: activityOf(frame, person, holdings),
    interactions,
    step,
    pastActions: pastActionsOf(frame, person, segment, { interactions, holdings }),
    answers: answersOf(frame, person, interactions),
    reviews,
    invitations,
    said: remarksOf(frame, row, interactions, new Set(invitations.map(({ interactionId }) => interactionId))),
    roughSegment: segment,
  };
}

function clientRow(frame: DemoFrame, person: Person, contacts: DemoContacts): DemoClientRow {
  const random = randomOf(frame.seed, person.place, "row");
  const { home } = person;
  return {
    id: person.id,
    externalRef: `C${String(person.id).padStart(8, "0")}`,
    advisorId: person.holderId,
    branchId: home.branchId,
    householdId: person.householdId,
    firstName: person.firstName,
    lastName: person.lastName,
    birthOn: person.birthOn,
    maritalStatus: person.maritalStatus,
    dependentChildren: person.children,
    occupation: knownOr(random, 0.02, person.occupation),
    incomeCents: knownOr(random, 0.025, person.incomeEuros * 100),
    wealthCents: person.wealthEuros * 100,
    email: knownOr(random, person.age >= 75 ? 0.4 : 0.05, `${mailboxOf(person.firstName, person.lastName)}.${person.id}@courriel.example`),
    phone: knownOr(random, 0.03, drawPhone(random, person)),
    commune: home.commune.name,
    postalCode: home.commune.postalCode,
    zone: home.commune.zone,
    region: home.place.region,
    serviceModel: person.serviceModel,
    interests: drawInterests(random, person),
    clientSinceOn: person.clientSinceOn,
    status: STATUS[person.standing],
    isProtected: person.isProtected,
    ...standingOf(frame, person),
    highValue: person.highValue,
    lastContactOn: contacts.interactions.findLast(({ outcome }) => outcome !== "NO_ANSWER")?.occurredOn ?? null,
    lastReviewOn: contacts.interactions.findLast(({ review }) => review)?.occurredOn ?? null,
    nextReviewOn: null,
    complaintOpenSince: contacts.complaintOpenSince,
  };
}

const STATUS: Readonly<Record<Person["standing"], ClientStatus>> = {
  USUAL: "ACTIVE",
  NEW: "ACTIVE",
  LEAVING: "ACTIVE",
  CLOSED: "CLOSED",
  DECEASED: "DECEASED",
};

/** What keeps the bank from selling: a hard time, and an objection to being compared with others. Drawn apart from all else. */
function standingOf(frame: DemoFrame, person: Person): Pick<DemoClientRow, "isFragile" | "profilingObjectedOn"> {
  const random = randomOf(frame.seed, person.place, "standing");
  const isPoor = person.age >= 18 && person.incomeEuros < 18_000 && person.wealthEuros < 4_000;
  const isFragile = chance(random, isPoor ? 0.2 : 0) && person.standing !== "CLOSED";
  const days = wholeBetween(random, 1, Math.min(700, Math.max(1, daysBetween(person.clientSinceOn, frame.today))));
  return { isFragile, profilingObjectedOn: chance(random, 0.012) ? addDays(frame.today, -days) : null };
}

const INTERESTS: readonly (readonly [code: string, share: (person: Person) => number])[] = [
  ["TRAVEL", () => 0.3],
  ["SPORT", (p) => (p.age < 45 ? 0.34 : 0.16)],
  ["GREEN", () => 0.2],
  ["FAMILY", (p) => (p.children > 0 || p.age > 65 ? 0.4 : 0.1)],
  ["CULTURE", () => 0.24],
  ["TECH", (p) => (p.age < 40 ? 0.34 : 0.1)],
  ["GARDENING", (p) => (p.home.commune.zone === "URBAN" ? 0.08 : 0.28)],
  ["INVESTING", (p) => (p.highValue ? 0.6 : p.incomeEuros > 40_000 ? 0.24 : 0.07)],
];

function drawInterests(random: Random, person: Person): string[] {
  return INTERESTS.filter(([, share]) => chance(random, share(person))).map(([code]) => code);
}

/** Numbers that the French regulator keeps for fiction. */
function drawPhone(random: Random, person: Person): string {
  const prefix = chance(random, person.age >= 70 ? 0.55 : 0.08) ? person.home.place.landline : "063998";
  return prefix + String(wholeBetween(random, 0, 9_999)).padStart(4, "0");
}

function knownOr<T>(random: Random, unknownShare: number, value: T): T | null {
  return chance(random, unknownShare) ? null : value;
}
