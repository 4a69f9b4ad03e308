"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { completeReview, discardReview, saveReview, startReview } from "@/lib/data/review-draft";
import { completeReviewInput, discardReviewInput, saveReviewInput, startReviewInput } from "@/lib/schemas/portfolio-review";

export const startReviewAction = serverAction("review.prepare", startReviewInput, (viewer, input) => startReview(viewer, input));

/** While it is typed no page is drawn anew. */
export const saveReviewAction = serverAction("review.prepare", saveReviewInput, (viewer, input) => saveReview(viewer, input));

export const discardReviewAction = serverAction("review.prepare", discardReviewInput, (viewer, input) => discardReview(viewer, input));

export const completeReviewAction = serverAction("review.prepare", completeReviewInput, async (viewer, input) => {
  const completed = await completeReview(viewer, input);
  revalidatePath("/", "layout");
  return completed;
});
