import { JOB_KINDS, type JobRunCard, type LiveJobs } from "@/lib/domain/job-run";
import { mayDo } from "@/lib/domain/permissions";
import { Prisma } from "@/prisma/generated/client";
import type { Place } from "@/lib/schemas/place";
import { inViewerScope, type Db } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import type { Viewer } from "./viewer";

/** Longer than anyone who watches waits between two looks. */
const JUST_NOW = Prisma.sql`interval '30 seconds'`;

/** A newer release may have left runs of kinds that this one has no words for. */
const KNOWN = Prisma.sql`r.kind::text = ANY (${[...JOB_KINDS]}::text[])`;

const PEOPLE = Prisma.sql`LEFT JOIN app_user u ON u.id = r.requested_by LEFT JOIN app_user c ON c.id = r.cancel_requested_by`;

const CARD = Prisma.sql`
  r.id, r.kind, r.status, u.name AS "requestedBy", to_char(r.requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "requestedAt", to_char(r.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "startedAt",
  to_char(r.finished_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "finishedAt", extract(epoch FROM coalesce(r.finished_at, now()) - r.started_at)::float8 AS seconds, r.attempts,
  r.cancel_requested_at IS NOT NULL AS "isCancelRequested", c.name AS "cancelledBy", r.retry_of IS NOT NULL AS "isRetry",
  EXISTS (SELECT 1 FROM job_run later WHERE later.retry_of = r.id) AS "isRetried", r.phase,
  coalesce(extract(epoch FROM coalesce(r.finished_at, now()) - r.phase_started_at), 0)::float8 AS "phaseSeconds",
  r.done::float8 AS done, r.total::float8 AS total, r.result, r.error`;

/** With each kind written out the server knows how rare it is: it does not look for one among all runs. */
const LAST_OF_EACH_KIND = Prisma.join(
  JOB_KINDS.map((kind) => Prisma.sql`
    (SELECT kind, phases FROM job_run WHERE kind = ${Prisma.raw(`'${kind}'`)} AND status = 'SUCCEEDED' ORDER BY requested_at DESC, id DESC LIMIT 1)`),
  " UNION ALL ",
);

/** The run that was asked for last of a delivery, preview or import; null before the first. */
export async function latestRunOf(db: Db, deliveryId: string): Promise<JobRunCard | null> {
  const [run] = await db.$queryRaw<JobRunCard[]>`
    SELECT ${CARD}, NULL AS "lastPhases" FROM job_run r ${PEOPLE}
    WHERE r.payload ->> 'deliveryId' = ${deliveryId} ORDER BY r.requested_at DESC, r.id DESC LIMIT 1`;
  return run ?? null;
}

/** What a page of runs that goes on by itself shows; for anyone but an administrator, nothing. */
export async function listLiveJobs(viewer: Viewer): Promise<LiveJobs> {
  if (!mayDo(viewer.role, "jobs.manage")) return { runs: [], workers: 0 };
  return inViewerScope(viewer, async (db) => {
    const [runs, [count]] = await Promise.all([
      db.$queryRaw<JobRunCard[]>`
        SELECT ${CARD}, last.phases AS "lastPhases"
        FROM job_run r ${PEOPLE} LEFT JOIN (${LAST_OF_EACH_KIND}) last ON last.kind = r.kind
        WHERE r.id IN (SELECT id FROM job_run WHERE status IN ('QUEUED', 'RUNNING') UNION ALL SELECT id FROM job_run WHERE finished_at > now() - ${JUST_NOW})
          AND ${KNOWN}
        ORDER BY (r.status = 'RUNNING') DESC, r.requested_at, r.id`,
      db.$queryRaw<{ workers: number }[]>`SELECT job_worker_count() AS workers`,
    ]);
    return { runs, workers: count?.workers ?? 0 };
  });
}

const BY_REQUEST: Keyset = {
  parts: [
    { sql: Prisma.sql`r.requested_at`, type: "timestamptz" },
    { sql: Prisma.sql`r.id`, type: "uuid" },
  ],
  descending: true,
};

/** The runs that are over, the one asked for last first; for anyone but an administrator, none. */
export async function listJobHistory(viewer: Viewer, place: Place | null): Promise<Page<JobRunCard>> {
  if (!mayDo(viewer.role, "jobs.manage")) return { rows: [], from: 0, previous: null, next: null };
  return inViewerScope(viewer, async (db) => {
    const read = await db.$queryRaw<(JobRunCard & { key: string[] })[]>`
      SELECT ${CARD}, NULL AS "lastPhases", ${keyText(BY_REQUEST)} AS key
      FROM (
        SELECT r.*, ${keyColumns(BY_REQUEST)} FROM job_run r
        WHERE r.status IN ('SUCCEEDED', 'FAILED', 'CANCELLED') AND ${KNOWN} AND ${pastPlace(BY_REQUEST, place)}
        ORDER BY ${keyOrder(BY_REQUEST, place)} LIMIT ${PAGE_SIZE + 1}
      ) r ${PEOPLE}
      ORDER BY ${keyOrder(BY_REQUEST, place)}`;
    return pageOf(read, place);
  });
}
