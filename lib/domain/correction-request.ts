import { daysBetween, type Day } from "./dates";
import type { InteractionChannel } from "./contact-policy";
import type { InteractionOutcome } from "./interaction-log";
import { holdsPortfolio, type Role } from "./permissions";

/** What is wrong with an entry, as whoever asks for its correction sees it. */
export const CORRECTION_REASONS = ["OUTCOME", "NOTES", "PRODUCTS", "CONSENT", "NEXT_STEP", "NOT_THIS_CLIENT", "OTHER"] as const;
export type CorrectionReason = (typeof CORRECTION_REASONS)[number];

/** The steps of a request. CORRECTED by a new entry, STANDS: answered that the entry is right; both wait to be judged. */
export const REQUEST_STEPS = ["ASKED", "CORRECTED", "STANDS", "ACCEPTED", "ASKED_AGAIN", "WITHDRAWN"] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];
export type RemarkKind = "COMMENT" | RequestStep;

/** OPEN: the holder of the portfolio is to answer. ANSWERED: who supervises is to judge. The others are the end. */
export const REQUEST_STATES = ["ANSWERED", "OPEN", "ACCEPTED", "WITHDRAWN"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

const STATE_AFTER: Record<RequestStep, RequestState> = {
  ASKED: "OPEN",
  CORRECTED: "ANSWERED",
  STANDS: "ANSWERED",
  ACCEPTED: "ACCEPTED",
  ASKED_AGAIN: "OPEN",
  WITHDRAWN: "WITHDRAWN",
};

/** How a request stands after its last step. Twin: REQUEST_STATE in lib/data/correction-requests.ts. */
export function stateAfter(last: RequestStep): RequestState {
  return STATE_AFTER[last];
}

/** HOLDER: of the client's portfolio; SUPERVISOR: of the client's branch. */
export type RequestSide = "HOLDER" | "SUPERVISOR";

const NEXT_STEPS: Record<RequestState, Record<RequestSide, readonly RequestStep[]>> = {
  OPEN: { HOLDER: ["CORRECTED", "STANDS"], SUPERVISOR: ["WITHDRAWN"] },
  ANSWERED: { HOLDER: [], SUPERVISOR: ["ACCEPTED", "ASKED_AGAIN"] },
  ACCEPTED: { HOLDER: [], SUPERVISOR: [] },
  WITHDRAWN: { HOLDER: [], SUPERVISOR: [] },
};

/** The steps that this side may take now. */
export function nextSteps(state: RequestState, side: RequestSide | null): readonly RequestStep[] {
  return side === null ? [] : NEXT_STEPS[state][side];
}

export function sideOf(role: Role): RequestSide | null {
  if (holdsPortfolio(role)) return "HOLDER";
  return role === "SUPERVISOR" ? "SUPERVISOR" : null;
}

/** An answer that has not come by the day it was asked for. */
export function isLate(state: RequestState, dueOn: Day, today: Day): boolean {
  return state === "OPEN" && dueOn < today;
}

/** A correction is asked for within so many days, from today on. */
const LONGEST_DAYS = 90;
export const USUAL_ANSWER_DAYS = 7;

/** The fault of a day until which a correction is asked for, as a message key; null: none. */
export function dueDayFault(dueOn: Day, today: Day): "dayNotAhead" | "dayTooFar" | null {
  const days = daysBetween(today, dueOn);
  if (days < 0) return "dayNotAhead";
  return days > LONGEST_DAYS ? "dayTooFar" : null;
}

/** So long after it was written a comment may be taken back by its author. */
const WITHDRAWABLE_HOURS = 24;

type Withdrawable = { kind: RemarkKind; userId: number; writtenAt: string; withdrawn: boolean };

/** Whether this user may still take back this comment. A request is taken back by a step of its own. */
export function isWithdrawable(remark: Withdrawable, userId: number, now: Date): boolean {
  const age = now.getTime() - Date.parse(remark.writtenAt);
  return remark.kind === "COMMENT" && !remark.withdrawn && remark.userId === userId && age <= WITHDRAWABLE_HOURS * 3_600_000;
}

/** Something said of an entry; instants in ISO 8601. */
export type Remark = {
  id: string;
  kind: RemarkKind;
  userId: number;
  userName: string;
  text: string;
  mentionedNames: readonly string[];
  requestId: string | null;
  step: number | null;
  reason: CorrectionReason | null;
  dueOn: Day | null;
  correctionId: string | null;
  withdrawn: boolean;
  writtenAt: string;
};

/** A request as its remarks tell it: the step it is at, and until when the last of those who asked wants an answer. */
export type EntryRequest = { id: string; state: RequestState; step: number; dueOn: Day };

/** The requests among the remarks of an entry, the first first. */
export function requestsOf(remarks: readonly Remark[]): EntryRequest[] {
  const ids = [...new Set(remarks.flatMap(({ requestId }) => (requestId === null ? [] : [requestId])))];
  return ids.flatMap((id) => requestOf(id, remarks.filter(({ requestId }) => requestId === id)));
}

function requestOf(id: string, remarks: readonly Remark[]): EntryRequest[] {
  const steps = remarks.flatMap(({ kind, step, dueOn }) => (kind === "COMMENT" || step === null ? [] : [{ kind, step, dueOn }])).sort((a, b) => a.step - b.step);
  const last = steps.at(-1);
  const dueOn = steps.findLast((one) => one.dueOn !== null)?.dueOn;
  return last && dueOn ? [{ id, state: stateAfter(last.kind), step: last.step, dueOn }] : [];
}

/** A request in a list; `waitsSince` the day of its last step. */
export type RequestCard = {
  id: string;
  clientId: number;
  firstName: string;
  lastName: string;
  advisorName: string;
  interactionId: string;
  occurredOn: Day;
  channel: InteractionChannel;
  outcome: InteractionOutcome;
  reason: CorrectionReason;
  text: string;
  askedBy: string;
  askedOn: Day;
  dueOn: Day;
  lastStep: RequestStep;
  lastText: string;
  lastOn: Day;
  state: RequestState;
  isLate: boolean;
};

/** A remark in which one was named. */
export type MentionCard = { id: string; clientId: number; firstName: string; lastName: string; interactionId: string; text: string; userName: string; writtenOn: Day };

/** How many requests stand so; `late` of those that are open. */
export type RequestCounts = Record<RequestState, number> & { late: number };
