import { z } from "zod";
import { TIMELINE_PARTS, type TimelinePart } from "@/lib/domain/client-sheet";
import type { SearchParams } from "./portfolio-filter";

/** Client numbers are 32-bit in the database; what cannot be one is nobody's. */
const MAX_ID = 2_147_483_647;

export const clientId = z.int().positive().max(MAX_ID);

/** The client number of an address; null for what cannot be one. */
export function clientIdOf(segment: string): number | null {
  const parsed = /^[1-9]\d{0,9}$/.test(segment) ? clientId.safeParse(Number(segment)) : null;
  return parsed?.success ? parsed.data : null;
}

const instant = z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?[+-]\d{2}(:\d{2})?$/);

const timelinePart = z.enum(TIMELINE_PARTS).nullable();
const namedPart = timelinePart.catch(null);

/** The part of the timeline that an address names (`timeline=CONTACTS`); null: the whole. */
export function timelinePartOf(params: SearchParams): TimelinePart | null {
  return namedPart.parse(params.timeline ?? null);
}

/** The entries of a client's timeline, or of a part of it, that are older than the last one shown. */
export const timelineInput = z.strictObject({
  clientId,
  part: timelinePart.default(null),
  after: z.strictObject({ at: instant, recordedAt: instant, id: z.string().min(1).max(200) }),
});
