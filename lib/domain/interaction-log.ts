import type { AskedProduct, ConsentChannel, ContactFacts, InteractionChannel } from "./contact-policy";
import { addDays, type Day } from "./dates";
import type { NextActionKind } from "./next-actions";
import type { MaritalStatus, ServiceModel } from "./profile";
import type { Score } from "./score-pnb";
import type { Segment } from "./segments";

export const INTERACTION_OUTCOMES = [
  "DISCUSSED",
  "APPOINTMENT_MADE",
  "SOLD",
  "DECLINED",
  "NO_ANSWER",
  "COMPLAINT_RECEIVED",
  "COMPLAINT_RESOLVED",
] as const;
export type InteractionOutcome = (typeof INTERACTION_OUTCOMES)[number];

/** How far back an interaction may be logged. */
const OLDEST_DAYS = 365;

/** Why a contact cannot have been on that day; null: it can. */
export function contactDayFault(occurredOn: Day, today: Day): "dayInFuture" | "dayTooOld" | null {
  if (occurredOn > today) return "dayInFuture";
  return occurredOn < addDays(today, -OLDEST_DAYS) ? "dayTooOld" : null;
}

/** Scores at one moment; null for a new client. */
export type ScoreSummary = { pnbScore: Score | null; mireScore: Score | null; combinedScore: number | null; segment: Segment | null };

/** What a logged interaction did to a client. */
export type ScoreMove = { before: ScoreSummary; after: ScoreSummary };

/** The fields of a profile that an advisor corrects as the client tells them. Amounts in cents. */
export type EditableProfile = {
  maritalStatus: MaritalStatus | null;
  dependentChildren: number | null;
  /** INSEE PCS level 1: 1–8. */
  occupation: number | null;
  incomeCents: number | null;
  serviceModel: ServiceModel;
  email: string | null;
  phone: string | null;
};

export type LogProduct = AskedProduct & { code: string; nameFr: string; nameEn: string; isHeld: boolean };

/** What the log dialog knows of a client when it opens. */
export type LogContext = {
  today: Day;
  /** Of the bank's clock, since midnight, when the dialog opened. */
  minute: number;
  products: readonly LogProduct[];
  profile: EditableProfile;
  highValue: boolean;
  /** What the contact policy looks at: the dialog warns, it does not prevent. */
  contact: ContactFacts;
  /** Days to the next contact by the client's segment, and the day that makes. */
  cadenceDays: number;
  nextStepOn: Day;
};

/** An entry of the timeline, as a correction starts from it. */
export type LoggedEntry = {
  id: string;
  occurredOn: Day;
  channel: InteractionChannel;
  outcome: InteractionOutcome;
  review: boolean;
  notes: string;
  productsDiscussed: readonly string[];
  productsSold: readonly string[];
  satisfaction: number | null;
  nextStepOn: Day | null;
  /** Of the bank's clock, since midnight, and how long it takes; null: at some time of that day. */
  nextStepMinute: number | null;
  nextStepLength: number | null;
};

export type ConsentChoices = Partial<Record<ConsentChannel, boolean>>;
/** Where the evidence of a granted consent is kept. */
export type ConsentProofs = Partial<Record<ConsentChannel, string>>;

/** The action due first after an interaction was logged. */
export type FollowingAction = { kind: NextActionKind; productNameFr: string | null; productNameEn: string | null; dueOn: Day };

/** The action that an entry answers, when it was closed before the entry came (ISO 8601): it stays so, and the entry is kept beside it. */
export type ClosedAction = { kind: NextActionKind; status: "DONE" | "DISMISSED" | "WITHDRAWN"; closedAt: string; /** Null: the rules withdrew it. */ closedByName: string | null };

/** What the advisor is shown at once. `repeated`: this submission had been saved before, and changed nothing now. */
export type LoggedEffect = ScoreMove & { repeated: boolean; closedAction: ClosedAction | null; nextAction: FollowingAction | null };
