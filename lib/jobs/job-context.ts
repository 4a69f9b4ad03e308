import type { JobKind, JobProgress, JobResult } from "@/lib/domain/job-run";
import type { JobPayload } from "@/lib/schemas/job-payload";

/** What watches a piece of work: it stops soon after `signal`, and tells how far it is as often as it likes. */
export type WorkWatch = { signal?: AbortSignal; progress?: (progress: JobProgress) => void };

/**
 * What a handler gets. `ownerUrl`: it runs as the owner of the tables. `progress` may be called for every row: it is
 * written twice a second, outside the work's own transaction. `signal`: a person cancelled, or the worker is leaving;
 * give it to `inOwnerTransaction`, and look at it between pieces of work.
 */
export type JobContext<K extends JobKind> = Required<WorkWatch> & {
  runId: string;
  ownerUrl: string;
  payload: JobPayload<K>;
  /** Null: the calendar, or a command. */
  requestedBy: number | null;
};

/**
 * Does the work and returns its counts. A worker may be killed in the middle of it, and just after its end: run again,
 * it must end in the same state. It throws a JobFailure for a reason that trying again would not mend.
 */
export type JobHandler<K extends JobKind> = (job: JobContext<K>) => Promise<JobResult>;
