import { addDays, type Day } from "./dates";
import { REVIEW_DAYS } from "./next-actions";

/** How a client stands with their portfolio review. NEVER: none is known. */
export const REVIEW_STANDINGS = ["LATE", "NEVER", "SOON", "FINE"] as const;
export type ReviewStanding = (typeof REVIEW_STANDINGS)[number];

/** A review that falls due within so many days is prepared now. */
export const SOON_DAYS = 30;

export type ReviewDays = { lastReviewOn: Day | null; /** Agreed with the client in the last review. */ nextReviewOn: Day | null };

/** When the next review is due: on the day agreed, else at the cadence after the last one; null when there was none. */
export function reviewDueOn({ lastReviewOn, nextReviewOn }: ReviewDays): Day | null {
  if (lastReviewOn === null) return null;
  return nextReviewOn ?? addDays(lastReviewOn, REVIEW_DAYS);
}

/** Due today is not late. Twin: `STANDING` in lib/data/review-desk.ts. */
export function reviewStanding(days: ReviewDays, today: Day): ReviewStanding {
  const dueOn = reviewDueOn(days);
  if (dueOn === null) return "NEVER";
  if (dueOn < today) return "LATE";
  return dueOn <= addDays(today, SOON_DAYS) ? "SOON" : "FINE";
}
