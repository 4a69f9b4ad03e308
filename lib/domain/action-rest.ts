import { addDays, type Day } from "./dates";
import type { NextActionKind } from "./next-actions";

export const DISMISSAL_REASONS = ["NOT_INTERESTED", "NOT_SUITABLE", "ALREADY_EQUIPPED_ELSEWHERE", "BAD_TIMING", "ALREADY_DONE", "WRONG_SUGGESTION"] as const;
export type DismissalReason = (typeof DISMISSAL_REASONS)[number];

/** A suggestion that was answered (`dismissalReason` null) or dismissed. */
export type ClosedAction = { kind: NextActionKind; productCode: string | null; closedOn: Day; dismissalReason: DismissalReason | null };

/** After a dismissal or an answer the same suggestion rests for so many days. Source: decision 0006. */
const REST_DAYS: Record<DismissalReason, number> = {
  NOT_INTERESTED: 180,
  NOT_SUITABLE: 365,
  ALREADY_EQUIPPED_ELSEWHERE: 365,
  BAD_TIMING: 30,
  ALREADY_DONE: 60,
  WRONG_SUGGESTION: 180,
};
const REST_DAYS_DONE: Record<NextActionKind, number> = {
  PERSONAL_FOLLOW_UP: 0,
  CHURN_WATCH: 30,
  TARGETED_OFFER: 30,
  RE_ENGAGEMENT: 30,
  PORTFOLIO_REVIEW: 0,
  WELCOME: 365,
  COMPLAINT_FOLLOW_UP: 0,
};

/** Until the day before this one the same is not suggested again. */
export function restsUntil({ kind, closedOn, dismissalReason }: ClosedAction): Day {
  return addDays(closedOn, dismissalReason === null ? REST_DAYS_DONE[kind] : REST_DAYS[dismissalReason]);
}

/** Was the product turned down or dismissed so lately that it is not proposed again? */
export function isOfferResting(productCode: string, closedActions: readonly ClosedAction[], today: Day): boolean {
  return closedActions.some((closed) => closed.productCode === productCode && today < restsUntil(closed));
}
