import { z } from "zod";

/** What may be asked for with one click: an import is asked for where its files are. */
export const requestJobInput = z.strictObject({ kind: z.enum(["SCORE_BANK", "NIGHTLY_REFRESH"]) });

/** One run, to be cancelled or tried again. */
export const jobRunInput = z.strictObject({ id: z.uuid() });
