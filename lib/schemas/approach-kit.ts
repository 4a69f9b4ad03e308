import { z } from "zod";
import { APPROACH_SEGMENTS, KIT_TEXT_LENGTH, LIFE_STAGES, type ApproachSegment } from "@/lib/domain/approach";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import { ZONES } from "@/lib/domain/profile";
import type { SearchParams } from "./portfolio-filter";

/** What an advisor reads in one line: no line of its own, nothing that turns the text around. */
const kitText = z
  .string()
  .trim()
  .min(1, "required")
  .max(KIT_TEXT_LENGTH, "tooLong")
  .refine((text) => !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(text), "invalid");

const segment = z.enum(APPROACH_SEGMENTS);
const subSegment = { segment, lifeStage: z.enum(LIFE_STAGES), zone: z.enum(ZONES) };
/** Of the kit that was edited; null where the sub-segment had none. */
const version = z.int().positive();

export const saveApproachKitInput = z.strictObject({
  ...subSegment,
  version: version.nullable(),
  openingFr: kitText,
  openingEn: kitText,
  angleFr: kitText,
  angleEn: kitText,
  channel: z.enum(INTERACTION_CHANNELS).nullable(),
});
export type SaveApproachKitInput = z.infer<typeof saveApproachKitInput>;

export const resetApproachKitInput = z.strictObject({ ...subSegment, version });
export type ResetApproachKitInput = z.infer<typeof resetApproachKitInput>;

const namedSegment = segment.catch("MAINTAIN");

/** The segment that an address names (`segment=BUILD`); the first where it names none. */
export function approachSegmentOf(params: SearchParams): ApproachSegment {
  return namedSegment.parse(params.segment);
}
