import { z } from "zod";
import { BULK_CHUNK } from "@/lib/domain/bulk-step";
import { DISMISSAL_REASONS } from "@/lib/domain/action-rest";
import { clientId } from "./client";
import { day } from "./day";
import { selectionInput } from "./client-selection";

const step = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("REMIND"), untilOn: day }),
  z.strictObject({ kind: z.literal("SNOOZE"), untilOn: day }),
  z.strictObject({ kind: z.literal("DISMISS"), reason: z.enum(DISMISSAL_REASONS, "dismissalReasonMissing") }),
]);

/** What a step would do with a selection. */
export const planBulkStepInput = z.strictObject({ selection: selectionInput, step });

/** A part of a step that was planned. `batchId`: the key of the whole step; a part sent twice is done once. */
export const applyBulkStepInput = z.strictObject({ batchId: z.uuid(), step, targets: z.array(z.tuple([clientId, z.uuid().nullable()])).min(1).max(BULK_CHUNK) });
export type ApplyBulkStepInput = z.infer<typeof applyBulkStepInput>;

/** Takes a step back from some of its clients. */
export const undoBulkStepInput = z.strictObject({ batchId: z.uuid(), clientIds: z.array(clientId).min(1).max(BULK_CHUNK) });
export type UndoBulkStepInput = z.infer<typeof undoBulkStepInput>;
