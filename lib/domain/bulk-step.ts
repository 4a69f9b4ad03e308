import { isCommercial, isProfiled } from "./action-policy";
import { contactAnswer, type AskedProduct, type ContactAnswer, type ContactBlock, type ContactFacts, type ContactRule, type InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { DismissalReason } from "./action-rest";
import type { NextActionKind } from "./next-actions";

/** So many clients at most have a step done at once; more of them are no list that anyone has looked at. */
export const BULK_LIMIT = 2_000;
/** So many in one request, which is one transaction: short enough to be stopped after, and to be waited for. */
export const BULK_CHUNK = 100;

/**
 * What is done with each client of a selection. REMIND: one speaks with them on that day; an open action that is due by
 * then comes back that day, and where there is none a follow-up is planned for it. SNOOZE: their open action is hidden
 * until that day.
 */
export type BulkStep = { kind: "REMIND"; untilOn: Day } | { kind: "SNOOZE"; untilOn: Day } | { kind: "DISMISS"; reason: DismissalReason };
export type BulkStepKind = BulkStep["kind"];

/** Why a client is left out. CHANGED: not as it stood when one was asked, or as the step had left it. */
export type BulkRefusal = "NO_ACTION" | "SNOOZED" | "DEPARTED" | "NOT_OWN" | "CHANGED" | ContactBlock;

/** The action a step is about: the one the list is of, else the first of the client's. */
export type BulkAction = { id: string; kind: NextActionKind; channel: InteractionChannel; product: AskedProduct | null; dueOn: Day; isSnoozed: boolean };

/** `answer` null: the step is no contact. */
export type BulkVerdict = { applies: true; answer: ContactAnswer | null } | { applies: false; refusal: BulkRefusal };

/** The action that the step changes; null: none. What is due only after the day of a reminder would not come back on it. */
export function actionOf<Action extends BulkAction>(step: BulkStep, action: Action | null): Action | null {
  return action !== null && step.kind === "REMIND" && action.dueOn > step.untilOn ? null : action;
}

/** Does a step apply to a client with this action? A reminder asks the contact policy, on its day. */
export function bulkVerdict(step: BulkStep, action: BulkAction | null, contact: ContactFacts): BulkVerdict {
  if (step.kind === "REMIND") return reminderVerdict(step.untilOn, actionOf(step, action), contact);
  if (action === null) return { applies: false, refusal: "NO_ACTION" };
  return action.isSnoozed ? { applies: false, refusal: "SNOOZED" } : { applies: true, answer: null };
}

/** A follow-up of one's own serves the client; the action of a campaign sells, and is asked about as such. */
function reminderVerdict(day: Day, action: BulkAction | null, contact: ContactFacts): BulkVerdict {
  if (contact.status === "CLOSED") return { applies: false, refusal: "DEPARTED" };
  const { kind, channel, product } = action ?? { kind: "PERSONAL_FOLLOW_UP" as const, channel: "PHONE" as const, product: null };
  const answer = contactAnswer(contact, { commercial: isCommercial(kind), channel, product, profiled: isProfiled(kind, product !== null, contact), at: { day, minute: null } });
  // Without a minute in the question no calling hour is in the answer.
  if (answer.verdict === "FORBIDDEN" && answer.rule !== "CALL_HOURS") return { applies: false, refusal: answer.rule };
  return { applies: true, answer };
}

/** Someone whom a step leaves out; the name of someone else's client is not known. */
export type LeftOut = { clientId: number; name: string | null; refusal: BulkRefusal };

/** A client with the action the step is about; null: a follow-up is planned. */
export type BulkTarget = readonly [clientId: number, actionId: string | null];

/** What a step would do. With more clients than BULK_LIMIT it would do nothing, and says of nobody. */
export type BulkPlan = {
  /** How many clients the selection has now. */
  total: number;
  targets: readonly BulkTarget[];
  /** Of the targets, by what is done with them; null: a follow-up is planned. */
  kinds: readonly { kind: NextActionKind | null; count: number }[];
  /** Of the targets of a reminder, by the rule that allows the contact. */
  rules: readonly { rule: ContactRule; count: number }[];
  leftOut: readonly LeftOut[];
};

/** What was done with some of them, or undone. */
export type BulkAnswer = { done: readonly number[]; refused: readonly LeftOut[] };
