import type { TrailEntry, TrailPerson } from "@/lib/domain/audit-trail";
import { mayDo } from "@/lib/domain/permissions";
import { CUSTOM_DAYS, unusualDays, type ReadingDay, type UnusualDay } from "@/lib/domain/unusual-reading";
import type { TrailFilter } from "@/lib/schemas/trail-filter";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
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
    const rows = await db.$queryRaw<(TrailEntry & { key: string[] })[]>(Prisma.sql`
      SELECT e.id::text AS id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.user_id AS "userId", coalesce(u.name, '') AS "userName", e.action, coalesce(e.details ->> 'list', e.details ->> 'part') AS where,
        c.id AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", e.shown, ARRAY[e.at::text, e.id::text] AS key
      FROM ${trailOf(filter)} e LEFT JOIN app_user u ON u.id = e.user_id LEFT JOIN client c ON c.id = e.client_id AND ${visibleClients(viewer)}
      ORDER BY e.at DESC, e.id DESC`);
    const details = { person: subject.kind === "person" ? subject.id : null, from: filter.from, until: filter.until };
    await recordAudit(db, viewer, "looks.view", { clientId: subject.kind === "client" ? subject.id : undefined, details });
    return { ...pageOf(rows, place?.side === "after" ? place : null), previous: null };
  });
}

/** The rows of a page and one more; the functions check the viewer again. A page leads on, never back. */
function trailOf({ subject, from, until, place }: TrailFilter): Prisma.Sql {
  const [at, id] = place?.value.side === "after" && place.value.key.length === 2 ? place.value.key : ["infinity", "9223372036854775807"];
  const name = Prisma.raw(subject?.kind === "client" ? "trail_of_client" : "trail_of_person");
  return Prisma.sql`${name}(${subject?.id ?? 0}::int, ${from}::date::timestamp AT TIME ZONE 'Europe/Paris', (${until}::date + 1)::timestamp AT TIME ZONE 'Europe/Paris',
    ${at}::text::timestamptz, ${id}::text::bigint, ${PAGE_SIZE + 1}::int)`;
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

/** Days of unusual reading of the last sixty, among the viewer's people and clients. */
export async function listUnusualDays(viewer: Viewer): Promise<(UnusualDay & { userName: string })[]> {
  if (!mayDo(viewer.role, "looks.view")) return [];
  const [people, days] = await Promise.all([listTrailPeople(viewer), readAs<ReadingDay>(viewer, Prisma.sql`
    SELECT d.user_id AS "userId", d.day::text AS day, d.clients, d.after_hours AS "afterHours", d.foreign_clients AS "foreignClients"
    FROM trail_days(now() - make_interval(days => ${CUSTOM_DAYS})) d`)]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return unusualDays(days.filter(({ userId }) => names.has(userId)), new Map(people.map(({ id, role }) => [id, role]))).map((day) => ({ ...day, userName: names.get(day.userId) ?? "" }));
}
