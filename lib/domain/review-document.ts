import type { Day } from "./dates";
import type { ReviewAnswers, ReviewedClient } from "./portfolio-review";

/** A review is a conversation. */
export const REVIEW_CHANNELS = ["BRANCH", "VIDEO", "PHONE"] as const;
export type ReviewChannel = (typeof REVIEW_CHANNELS)[number];

/** A review that is being prepared. `version` goes back with each change of it. */
export type ReviewDraft = { id: string; version: number; answers: ReviewAnswers; correctsId: string | null; updatedAt: Date; updatedBy: string };

/** A completed review in the list of those that are kept. */
export type ReviewEntry = { id: string; reviewedOn: Day; nextReviewOn: Day; completedBy: string; /** The review that took its place. */ correctedBy: string | null };

/** A completed review as it was, with the client as the bank knew them then. */
export type ReviewDocument = ReviewEntry & {
  answers: ReviewAnswers;
  client: ReviewedClient;
  channel: ReviewChannel;
  completedAt: Date;
  correctsId: string | null;
  correctsOn: Day | null;
};

/** Where a client's reviews stand, for who prepares one or looks them up. */
export type ReviewFile = {
  today: Day;
  clientId: number;
  status: "ACTIVE" | "CLOSED" | "DECEASED";
  highValue: boolean;
  lastReviewOn: Day | null;
  nextReviewOn: Day | null;
  client: ReviewedClient;
  draft: ReviewDraft | null;
  kept: ReviewEntry[];
};
