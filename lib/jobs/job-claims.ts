import type pg from "pg";
import type { JobError, JobProgress, JobResult, PassedPhase } from "@/lib/domain/job-run";

/** A run that this worker has begun. `changesBank`: no other such job may run beside it. */
export type ClaimedRun = { id: string; kind: string; payload: unknown; requestedBy: number | null; attempts: number; changesBank: boolean };

/** Whose run it is: nothing below touches a run that another worker has taken over. */
export type Claim = { runId: string; worker: string };

export type Ending =
  | { status: "SUCCEEDED"; result: JobResult }
  | { status: "FAILED"; error: JobError }
  | { status: "CANCELLED" }
  | { status: "QUEUED"; delaySeconds: number };

/** Begins a waiting run; null when it is not waiting: cancelled meanwhile, or begun by someone else. */
export async function claimRun(pool: pg.Pool, { runId, worker }: Claim): Promise<ClaimedRun | null> {
  const { rows } = await pool.query<ClaimedRun>(
    `UPDATE job_run SET status = 'RUNNING', worker = $2, attempts = attempts + 1, started_at = now(), phase = NULL, phase_started_at = NULL,
            done = 0, total = NULL, phases = '[]', progress_at = now()
     WHERE id = $1 AND status = 'QUEUED'
     RETURNING id, kind::text, payload, requested_by AS "requestedBy", attempts, job_queue(kind) = 'bank' AS "changesBank"`,
    [runId, worker],
  );
  return rows[0] ?? null;
}

/** Whether the run is still this worker's, and whether someone wants it stopped. */
export async function readClaim(pool: pg.Pool, { runId, worker }: Claim): Promise<{ isOurs: boolean; isCancelled: boolean }> {
  const { rows } = await pool.query<{ isCancelled: boolean }>(
    `SELECT cancel_requested_at IS NOT NULL AS "isCancelled" FROM job_run WHERE id = $1 AND worker = $2 AND status = 'RUNNING'`,
    [runId, worker],
  );
  return { isOurs: rows.length > 0, isCancelled: rows[0]?.isCancelled === true };
}

/** Notes how far the run is; `phase_started_at` moves with the phase. */
export async function writeProgress(pool: pg.Pool, { runId, worker }: Claim, progress: JobProgress, passed: readonly PassedPhase[]): Promise<void> {
  await pool.query(
    `UPDATE job_run SET phase_started_at = CASE WHEN phase IS DISTINCT FROM $3 THEN now() ELSE phase_started_at END,
            phase = $3, done = $4, total = $5, phases = $6, progress_at = now()
     WHERE id = $1 AND worker = $2 AND status = 'RUNNING'`,
    [runId, worker, progress.phase, progress.done ?? 0, progress.total ?? null, JSON.stringify(passed)],
  );
}

/** Ends the run, or gives it back to the queue, all in one transaction. */
export async function settleRun(pool: pg.Pool, { runId, worker }: Claim, ending: Ending, passed: readonly PassedPhase[]): Promise<void> {
  const ours = [runId, worker];
  if (ending.status === "QUEUED") {
    await pool.query(
      `WITH given AS (UPDATE job_run SET status = 'QUEUED', worker = NULL WHERE id = $1 AND worker = $2 AND status = 'RUNNING' RETURNING id, kind)
       SELECT enqueue_job_run(id, kind, make_interval(secs => $3)) FROM given`,
      [...ours, ending.delaySeconds],
    );
    return;
  }
  await pool.query(
    `UPDATE job_run SET status = $3::job_status, worker = NULL, finished_at = now(), progress_at = now(), phases = $4, result = $5, error = $6
     WHERE id = $1 AND worker = $2 AND status = 'RUNNING'`,
    [...ours, ending.status, JSON.stringify(passed), jsonOf("result" in ending && ending.result), jsonOf("error" in ending && ending.error)],
  );
}

function jsonOf(value: object | false): string | null {
  return value ? JSON.stringify(value) : null;
}
