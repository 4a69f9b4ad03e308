import { actionsOfKind, type TrailEntry, type TrailPerson } from "@/lib/domain/audit-trail";
import { EXPORT_LIMIT } from "@/lib/domain/client-export";
import { mayDo } from "@/lib/domain/permissions";
import { AppError } from "@/lib/errors";
import type { TrailFilter } from "@/lib/schemas/trail-filter";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit, type AuditDetails } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import { PAGE_SIZE, pageOf, type Page } from "./keyset";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/**
 * The trail of a client or of a person, the latest first; asking is in the trail itself, in the same transaction. Empty
 * for a client who does not exist for the viewer, and for a person who works in none of their branches: nothing is noted.
 */
export async function listTrail(viewer: Viewer, filter: TrailFilter): Promise<Page<TrailEntry>> {
  const { subject, place: sealed } = filter;
  const place = sealed?.value ?? null;
  if (subject === null || !mayDo(viewer.role, "looks.view") || !(await isSubject(viewer, subject))) return { rows: [], from: 0, previous: null, next: null };
  return inViewerTransaction(viewer, async (db) => {
    const rows = await db.$queryRaw<TrailRow[]>(trailRows(viewer, filter, PAGE_SIZE + 1));
    await recordAudit(db, viewer, "looks.view", aboutTrail(filter));
    return { ...pageOf(rows, place?.side === "after" ? place : null), previous: null };
  });
}

type TrailRow = TrailEntry & { key: string[] };

function trailRows(viewer: Viewer, filter: TrailFilter, most: number): Prisma.Sql {
  return Prisma.sql`
    SELECT e.id::text AS id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.user_id AS "userId", coalesce(u.name, '') AS "userName", e.action, coalesce(e.details ->> 'list', e.details ->> 'part') AS where,
      c.id AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", e.shown, ARRAY[e.at::text, e.id::text] AS key
    FROM ${trailOf(filter, most)} e LEFT JOIN app_user u ON u.id = e.user_id LEFT JOIN client c ON c.id = e.client_id AND ${visibleClients(viewer)}
    ORDER BY e.at DESC, e.id DESC`;
}

/** What the trail says of reading it: of whom, which days, and which kind of look. */
function aboutTrail({ subject, from, until, kind }: TrailFilter): { clientId?: number; details: AuditDetails } {
  return { clientId: subject?.kind === "client" ? subject.id : undefined, details: { person: subject?.kind === "person" ? subject.id : null, from, until, kind } };
}

/** So many of the latest rows from a place on; the functions check the viewer again. A page leads on, never back. */
function trailOf({ subject, from, until, kind, place }: TrailFilter, most: number): Prisma.Sql {
  const [at, id] = place?.value.side === "after" && place.value.key.length === 2 ? place.value.key : ["infinity", "9223372036854775807"];
  const name = Prisma.raw(subject?.kind === "client" ? "trail_of_client" : "trail_of_person");
  const { actions, others } = kind === null ? { actions: null, others: false } : actionsOfKind(kind);
  return Prisma.sql`${name}(${subject?.id ?? 0}::int, ${from}::date::timestamp AT TIME ZONE 'Europe/Paris', (${until}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris',
    ${at}::text::timestamptz, ${id}::text::bigint, ${most}::int, ${actions}::text[], ${others}::boolean)`;
}

/**
 * Notes that a trail is taken out of the workbench, before any of it leaves: of whom, which days, how many lines. NOT_FOUND
 * for a subject who does not exist for the viewer; INVALID for no line, or for more than EXPORT_LIMIT.
 */
export async function beginTrailExport(viewer: Viewer, filter: TrailFilter): Promise<void> {
  if (filter.subject === null || !mayDo(viewer.role, "looks.export") || !(await isSubject(viewer, filter.subject))) throw new AppError("NOT_FOUND", "this trail does not exist for this viewer");
  await inViewerTransaction(viewer, async (db) => {
    const [{ count } = { count: 0 }] = await db.$queryRaw<{ count: number }[]>(Prisma.sql`SELECT count(*)::int AS count FROM ${trailOf({ ...filter, place: null }, EXPORT_LIMIT + 1)} e`);
    if (count === 0) throw new AppError("INVALID", "nothing to export");
    if (count > EXPORT_LIMIT) throw new AppError("INVALID", "too many to export");
    const { clientId, details } = aboutTrail(filter);
    await recordAudit(db, viewer, "looks.export", { clientId, details: { ...details, count } });
  });
}

const EXPORTED_AT_ONCE = 500;

/** The lines of a trail, the latest first, in pages as they are taken. Begin with beginTrailExport(). */
export async function* trailToExport(viewer: Viewer, filter: TrailFilter): AsyncGenerator<TrailEntry[]> {
  if (filter.subject === null || !mayDo(viewer.role, "looks.export") || !(await isSubject(viewer, filter.subject))) return;
  let place: TrailFilter["place"] = null;
  for (let left = EXPORT_LIMIT; left > 0; left -= EXPORTED_AT_ONCE) {
    const rows: TrailRow[] = await readAs<TrailRow>(viewer, trailRows(viewer, { ...filter, place }, EXPORTED_AT_ONCE));
    if (rows.length > 0) yield rows.map(({ key: _key, ...row }) => row);
    const last = rows.at(-1);
    if (!last || rows.length < EXPORTED_AT_ONCE) return;
    place = { token: "", value: { side: "after", key: last.key, offset: 0 } };
  }
}

/** The first wall: the client exists for the viewer, or the person works where the viewer supervises. */
async function isSubject(viewer: Viewer, { kind, id }: NonNullable<TrailFilter["subject"]>): Promise<boolean> {
  if (kind === "person") return (await listTrailPeople(viewer)).some((person) => person.id === id);
  const found = await readAs<object>(viewer, Prisma.sql`SELECT 1 AS found FROM client c WHERE c.id = ${id} AND ${visibleClients(viewer)}`);
  return found.length > 0;
}

/** The name of a client whom the viewer may see; null for any other. */
export async function findTrailClient(viewer: Viewer, clientId: number): Promise<string | null> {
  const [client] = await readAs<{ name: string }>(viewer, Prisma.sql`
    SELECT c.first_name || ' ' || c.last_name AS name FROM client c WHERE c.id = ${clientId} AND ${visibleClients(viewer)} AND ${mayDo(viewer.role, "looks.view")}`);
  return client?.name ?? null;
}

/** Those who work in the viewer's branches or supervise them, by name. */
export function listTrailPeople(viewer: Viewer): Promise<TrailPerson[]> {
  const branches = [...viewer.supervisedBranchIds];
  return readAs<TrailPerson>(viewer, Prisma.sql`
    SELECT p.id, p.name, p.role FROM trail_people() p JOIN app_user u ON u.id = p.id
    WHERE ${mayDo(viewer.role, "looks.view")} AND (u.branch_id = ANY (${branches}::int[]) OR EXISTS (SELECT 1 FROM supervised_branch s WHERE s.user_id = p.id AND s.branch_id = ANY (${branches}::int[])))
    ORDER BY p.name COLLATE "und-x-icu", p.id`);
}
