import { z } from "zod";
import type { JobKind } from "@/lib/domain/job-run";

/** What each kind of job is given: ids and codes, nothing personal. Checked when it is asked for and when it runs. */
export const JOB_PAYLOADS = {
  IMPORT_PREVIEW: z.strictObject({ deliveryId: z.uuid() }),
  IMPORT: z.strictObject({ deliveryId: z.uuid() }),
  SCORE_BANK: z.strictObject({}),
  NIGHTLY_REFRESH: z.strictObject({}),
} satisfies Record<JobKind, z.ZodType>;

export type JobPayload<K extends JobKind> = z.output<(typeof JOB_PAYLOADS)[K]>;
