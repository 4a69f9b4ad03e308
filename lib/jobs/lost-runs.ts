import type pg from "pg";
import { logEvent } from "@/lib/log";
import { MAX_ATTEMPTS } from "./run-job";

/** The class of the advisory locks that workers hold while they live; job_worker_count() counts them. */
const WORKER_LOCK_CLASS = 72707371;

/** From now on this worker lives, until `identity` is closed: by itself, or by the server when the process is gone. */
export async function holdWorkerLock(identity: pg.Client, worker: string): Promise<void> {
  await identity.query("SELECT pg_advisory_lock($1, hashtext($2))", [WORKER_LOCK_CLASS, worker]);
}

type LostRun = { id: string; kind: string; status: string };

/**
 * Gives back what dead workers had begun, and unlocks their places in the queue: a worker whose lock is free is dead.
 * Also queues again what waits without being in the queue. Any worker may do it at any time, two at once too. `self` is
 * never dead.
 */
export async function recoverLostRuns(pool: pg.Pool, self: string | null): Promise<void> {
  const db = await pool.connect();
  try {
    await db.query("BEGIN");
    const dead = await deadWorkers(db, self);
    if (dead.length > 0) await takeFrom(db, dead);
    await db.query(
      `SELECT enqueue_job_run(id, kind) FROM job_run r
       WHERE status = 'QUEUED' AND NOT EXISTS (SELECT 1 FROM graphile_worker.jobs j WHERE j.key = r.id::text AND j.attempts < j.max_attempts)`,
    );
    await db.query("COMMIT");
  } catch (error) {
    await db.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    db.release();
  }
}

/** The try-locks last as long as the transaction: of two who look at once, one finds each dead worker. */
async function deadWorkers(db: pg.ClientBase, self: string | null): Promise<string[]> {
  const { rows } = await db.query<{ worker: string }>(
    `SELECT worker FROM (
       SELECT worker FROM job_run WHERE status = 'RUNNING' AND worker IS NOT NULL
       UNION SELECT locked_by FROM graphile_worker.jobs WHERE locked_by IS NOT NULL OFFSET 0
     ) known
     WHERE worker IS DISTINCT FROM $2 AND pg_try_advisory_xact_lock($1, hashtext(worker))`,
    [WORKER_LOCK_CLASS, self],
  );
  return rows.map(({ worker }) => worker);
}

async function takeFrom(db: pg.ClientBase, dead: readonly string[]): Promise<void> {
  await db.query("SELECT graphile_worker.force_unlock_workers($1)", [dead]);
  const { rows } = await db.query<LostRun>(
    `UPDATE job_run SET worker = NULL,
            status = CASE WHEN cancel_requested_at IS NOT NULL THEN 'CANCELLED' WHEN attempts >= $2 THEN 'FAILED' ELSE 'QUEUED' END::job_status,
            finished_at = CASE WHEN cancel_requested_at IS NOT NULL OR attempts >= $2 THEN now() END,
            error = CASE WHEN cancel_requested_at IS NULL AND attempts >= $2 THEN '{"code": "WORKER_DIED"}'::jsonb END
     WHERE status = 'RUNNING' AND worker = ANY ($1) RETURNING id, kind::text, status::text`,
    [dead, MAX_ATTEMPTS],
  );
  for (const { id, kind, status } of rows) {
    if (status === "QUEUED") await db.query("SELECT enqueue_job_run($1, $2)", [id, kind]);
    else await db.query("SELECT graphile_worker.remove_job($1)", [id]);
    logEvent("job.recovered", { runId: id, kind, status });
  }
}
