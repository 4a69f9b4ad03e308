import { z } from "zod";
import { LONGEST_NOTE } from "@/lib/domain/assignment";
import { clientId } from "./client";

/** What whoever takes a client over must know. `id`: the key of the submission; sent twice, it is written once. */
export const handOverNoteInput = z.strictObject({ id: z.uuid(), clientId, text: z.string().trim().min(1, "remarkMissing").max(LONGEST_NOTE, "remarkTooLong") });
export type HandOverNoteInput = z.infer<typeof handOverNoteInput>;
