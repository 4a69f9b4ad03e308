import { z } from "zod";
import { fieldRule, REVIEW_FIELD_NAMES, type ReviewAnswers, type ReviewField } from "@/lib/domain/portfolio-review";
import { REVIEW_CHANNELS } from "@/lib/domain/review-document";
import { clientId } from "./client";
import { day } from "./day";

const LONGEST_ANSWER = 2_000;

/** What one field may hold; empty is not yet noted. */
function answerOf(field: ReviewField): z.ZodType<string | undefined> {
  const { kind, choices = [] } = fieldRule(field);
  const nothing = z.literal("");
  if (kind === "CHOICE") return z.union([z.enum(choices as [string, ...string[]]), nothing]).optional();
  if (kind === "EUROS") return z.string().regex(/^\d{0,10}$/, "amount").optional();
  if (kind === "DAY") return z.union([nothing, z.iso.date("day")]).optional();
  return z.string().max(LONGEST_ANSWER, "tooLong").optional();
}

/** What was noted, without the fields in which nothing was. */
const answers = z
  .strictObject(Object.fromEntries(REVIEW_FIELD_NAMES.map((field) => [field, answerOf(field)])))
  .transform((given): ReviewAnswers => Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim())));

/** `id` is the key of the review: sent twice, it begins one. */
export const startReviewInput = z.strictObject({ clientId, id: z.uuid(), correctsId: z.uuid().nullable().default(null) });
export type StartReviewInput = z.infer<typeof startReviewInput>;

const draft = { clientId, id: z.uuid(), version: z.int().min(1) };

export const saveReviewInput = z.strictObject({ ...draft, answers });
export type SaveReviewInput = z.infer<typeof saveReviewInput>;

export const discardReviewInput = z.strictObject(draft);
export type DiscardReviewInput = z.infer<typeof discardReviewInput>;

export const completeReviewInput = z.strictObject({ ...draft, reviewedOn: day, channel: z.enum(REVIEW_CHANNELS, "channelMissing") });
export type CompleteReviewInput = z.infer<typeof completeReviewInput>;

/** The key of a review in an address; null for what cannot be one. */
export function reviewIdOf(segment: string): string | null {
  const parsed = z.uuid().safeParse(segment);
  return parsed.success ? parsed.data : null;
}
