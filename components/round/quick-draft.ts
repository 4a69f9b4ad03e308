import { newDraft, withOutcome, type LogDraft, type LogSubject } from "@/components/interactions/log-draft";
import { addDays } from "@/lib/domain/dates";
import type { InteractionOutcome, LogContext } from "@/lib/domain/interaction-log";

/** When one speaks again after each outcome; by rhythm: as the segment asks. Without an answer the action comes back by itself. */
const STEP_AFTER: Record<InteractionOutcome, "CADENCE" | "NONE" | number> = {
  DISCUSSED: "CADENCE",
  APPOINTMENT_MADE: 7,
  SOLD: "CADENCE",
  DECLINED: "CADENCE",
  NO_ANSWER: "NONE",
  COMPLAINT_RECEIVED: 7,
  COMPLAINT_RESOLVED: "CADENCE",
};

/** The form as it opens in a round: channel of the action, today, next step by rhythm. */
export function quickDraft(subject: LogSubject): LogDraft {
  return { ...newDraft(subject), nextStepOn: subject.context.nextStepOn };
}

/** The draft with another outcome. The next step follows the outcome, until it was chosen by hand. */
export function withQuickOutcome(draft: LogDraft, outcome: InteractionOutcome, { action, context }: LogSubject): LogDraft {
  const isProposed = draft.nextStepOn === proposedAfter(draft.outcome, context);
  const next = withOutcome(draft, outcome, action);
  return isProposed ? { ...next, nextStepOn: proposedAfter(outcome, context) } : next;
}

/** Of an outcome that takes products, the draft with one of them ticked or no longer ticked. */
export function withProduct(draft: LogDraft, code: string): LogDraft {
  const field = draft.outcome === "SOLD" ? "sold" : "discussed";
  const codes = draft[field];
  return { ...draft, [field]: codes.includes(code) ? codes.filter((other) => other !== code) : [...codes, code] };
}

/** The product that a letter stands for: `a` the first of the catalogue, so that a hand learns them. */
export function productOfKey({ products }: Pick<LogContext, "products">, key: string): string | null {
  const place = /^[a-z]$/i.test(key) ? key.toLowerCase().charCodeAt(0) - "a".charCodeAt(0) : -1;
  return products[place]?.code ?? null;
}

export function keyOfProduct({ products }: Pick<LogContext, "products">, code: string): string | null {
  const place = products.findIndex((product) => product.code === code);
  return place >= 0 && place < 26 ? String.fromCharCode("A".charCodeAt(0) + place) : null;
}

function proposedAfter(outcome: InteractionOutcome | null, { today, nextStepOn }: LogContext): string {
  const step = STEP_AFTER[outcome ?? "DISCUSSED"];
  if (step === "CADENCE") return nextStepOn;
  return step === "NONE" ? "" : addDays(today, step);
}
