import type { ActionResult } from "@/lib/errors";
import type { SaveReview } from "./use-review-draft";

export type StartReview = (input: unknown) => Promise<ActionResult<{ id: string }>>;
export type DiscardReview = (input: unknown) => Promise<ActionResult<void>>;

/** What a relationship manager does with a review. */
export type ReviewCommands = { save: SaveReview; complete: StartReview; discard: DiscardReview };
