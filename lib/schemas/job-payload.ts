import { z } from "zod";
import type { JobKind } from "@/lib/domain/job-run";

/** What each kind of job is given: ids and codes, nothing personal. Checked when it is asked for and when it runs. */
export const JOB_PAYLOADS = {
  SCORE_BANK: z.strictObject({}),
  NIGHTLY_REFRESH: z.strictObject({}),
} satisfies Record<JobKind, z.ZodType>;

export type JobPayload<K extends JobKind> = z.output<(typeof JOB_PAYLOADS)[K]>;
