import { z } from "zod";
import { BULK_CHUNK } from "@/lib/domain/bulk-step";
import { REASSIGN_LIMIT, REASSIGNMENT_KINDS } from "@/lib/domain/assignment";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import type { ClientSelection } from "./client-selection";
import { selectionInput } from "./client-selection";
import { clientId } from "./client";
import { day } from "./day";

const userId = clientId;
/** Of a colleague: so many at most share a portfolio. */
const MOST_RECEIVERS = 20;

/** Whose clients: some of a list; all that one advisor holds, those who left included; or so many of a segment of theirs. */
const whom = z.discriminatedUnion("of", [
  z.strictObject({ of: z.literal("SELECTION"), selection: selectionInput }),
  z.strictObject({ of: z.literal("PORTFOLIO"), advisorId: userId }),
  z.strictObject({ of: z.literal("PART"), advisorId: userId, segment: z.enum(SEGMENTS).nullable(), count: z.int().min(1).max(REASSIGN_LIMIT) }),
]);
export type Whom = { of: "SELECTION"; selection: ClientSelection } | { of: "PART"; advisorId: number; segment: Segment | null; count: number } | { of: "PORTFOLIO"; advisorId: number };

const receivers = z.array(userId).min(1, "receiverMissing").max(MOST_RECEIVERS);

/** Who would go to whom. */
export const planReassignmentInput = z.strictObject({ whom, toAdvisorIds: receivers });

export const listColleaguesInput = z.strictObject({});

/** A part of a decision that was planned. `id`: its key; a part sent twice is done once. */
export const applyReassignmentInput = z.strictObject({
  id: z.uuid(),
  kind: z.enum(REASSIGNMENT_KINDS),
  /** The last day of an absence. */
  untilOn: day.nullable(),
  note: z.string().trim().max(1_000),
  /** Whose absence it is, when a whole portfolio is handed over for one: they are away from today on. */
  absentId: userId.nullable(),
  targets: z.array(z.tuple([clientId, userId, userId])).min(1).max(BULK_CHUNK),
});
export type ApplyReassignmentInput = z.infer<typeof applyReassignmentInput>;

/** Gives some clients of a decision back. */
export const giveBackInput = z.strictObject({ id: z.uuid(), clientIds: z.array(clientId).min(1).max(BULK_CHUNK) });
export type GiveBackInput = z.infer<typeof giveBackInput>;

export const reassignmentInput = z.strictObject({ id: z.uuid() });
export const extendAbsenceInput = z.strictObject({ id: z.uuid(), untilOn: day });
