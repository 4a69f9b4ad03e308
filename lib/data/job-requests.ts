import { randomUUID } from "node:crypto";
import type { JobKind } from "@/lib/domain/job-run";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import { JOB_PAYLOADS, type JobPayload } from "@/lib/schemas/job-payload";
import { recordAudit } from "./audit";
import { inViewerTransaction, type Db } from "./database";
import type { Viewer } from "./viewer";

/**
 * Asks for a run in the viewer's name and returns its id; a worker begins it when its turn comes. FORBIDDEN for whoever
 * may not; CONFLICT where one that would do the same has not begun yet.
 */
export function requestJob<K extends JobKind>(viewer: Viewer, kind: K, payload: JobPayload<K>): Promise<string> {
  return inJobTransaction(viewer, (db) => addJobRun(db, viewer, kind, payload));
}

/** As requestJob, inside the caller's transaction, after the caller's own look at who may. */
export async function addJobRun<K extends JobKind>(db: Db, viewer: Viewer, kind: K, payload: JobPayload<K>): Promise<string> {
  const id = randomUUID();
  const given = JSON.stringify(JOB_PAYLOADS[kind].parse(payload));
  const added = await db.$executeRaw`
    INSERT INTO job_run (id, kind, payload, requested_by) VALUES (${id}::uuid, ${kind}::job_kind, ${given}::jsonb, ${viewer.userId})
    ON CONFLICT DO NOTHING`;
  if (added === 0) throw new AppError("CONFLICT", `a run of ${kind} is waiting already`);
  await recordAudit(db, viewer, "job.request", { details: { runId: id, kind } });
  return id;
}

/** Ends a run that waits, and has one that runs stopped by its worker. CONFLICT when it is over, or being stopped. */
export function cancelJob(viewer: Viewer, { id }: { id: string }): Promise<void> {
  return inJobTransaction(viewer, async (db) => {
    const stopped = await db.$executeRaw`
      UPDATE job_run SET cancel_requested_at = now(), cancel_requested_by = ${viewer.userId}
      WHERE id = ${id}::uuid AND status IN ('QUEUED', 'RUNNING') AND cancel_requested_at IS NULL`;
    if (stopped === 0) throw new AppError("CONFLICT", `run ${id} is over`);
    await recordAudit(db, viewer, "job.cancel", { details: { runId: id } });
  });
}

/**
 * Asks for the same again, where it failed or was cancelled, and returns the new run's id. CONFLICT otherwise; for the run
 * of an upload also when it would not be the same: the upload has changed, or something else was asked of it since.
 */
export function retryJob(viewer: Viewer, { id }: { id: string }): Promise<string> {
  return inJobTransaction(viewer, async (db) => {
    const newId = randomUUID();
    const added = await db.$executeRaw`
      INSERT INTO job_run (id, kind, payload, requested_by, retry_of)
      SELECT ${newId}::uuid, r.kind, r.payload, ${viewer.userId}, r.id FROM job_run r
      WHERE r.id = ${id}::uuid AND r.status IN ('FAILED', 'CANCELLED') AND (r.kind NOT IN ('IMPORT_PREVIEW', 'IMPORT') OR (
        EXISTS (SELECT 1 FROM import_upload u WHERE u.id::text = r.payload ->> 'deliveryId' AND u.changed_at <= r.requested_at)
        AND NOT EXISTS (SELECT 1 FROM job_run later WHERE later.payload ->> 'deliveryId' = r.payload ->> 'deliveryId' AND later.requested_at > r.requested_at)))
      ON CONFLICT DO NOTHING`;
    if (added === 0) throw new AppError("CONFLICT", `run ${id} cannot be tried again`);
    await recordAudit(db, viewer, "job.retry", { details: { runId: newId, retryOf: id } });
    return newId;
  });
}

async function inJobTransaction<T>(viewer: Viewer, write: (db: Db) => Promise<T>): Promise<T> {
  if (!mayDo(viewer.role, "jobs.manage")) throw new AppError("FORBIDDEN", "jobs are not for this role");
  return inViewerTransaction(viewer, write);
}
