import type { ActionCard, KindCounts } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import { ALL_DUE, todayQuery, type TodayFilter, type TodayView } from "@/lib/schemas/today-filter";
import { Prisma } from "@/prisma/generated/client";
import { inViewerScope, readAs, type Db } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { listLook, noteLook } from "./looks";
import { BLOCKED, SHOWN, TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** Who comes before and after a client in the list. Not in it any more: no place, and its first client is next. */
export type TodayNeighbours = { previousId: number | null; nextId: number | null; position: number | null; total: number };

/**
 * The viewer's open actions, a page at a time: the highest priority first, and after those the ones that the contact
 * policy forbids. Source: domain, *Priority*, *Contact policy*.
 */
export async function listToday(viewer: Viewer, filter: TodayFilter): Promise<Page<ActionCard>> {
  const place = filter.place?.value ?? null;
  const read = await readAs<ActionCard & { key: string[] }>(viewer, Prisma.sql`
    SELECT ${CARD}, ${keyText(RANK)} AS key
    FROM (
      SELECT ${RANKED_COLUMNS} FROM ${RANKED}
      WHERE ${visibleClients(viewer)} AND ${listed(filter)} AND ${pastPlace(RANK, place)}
      ORDER BY ${keyOrder(RANK, place)} LIMIT ${PAGE_SIZE + 1}
    ) a ORDER BY ${keyOrder(RANK, place)}`);
  const page = pageOf(read, place);
  noteLook(viewer, listLook("today", todayQuery(filter), page.rows.map(({ clientId }) => clientId)));
  return page;
}

/** How many there are of each kind; for after the rows, which never wait for it. */
export function countToday(viewer: Viewer): Promise<KindCounts[]> {
  return readAs<KindCounts>(viewer, Prisma.sql`
    SELECT n.kind::text AS kind,
      (count(*) FILTER (WHERE ${IN_VIEW.overdue}))::int AS overdue, (count(*) FILTER (WHERE ${IN_VIEW.today}))::int AS today,
      (count(*) FILTER (WHERE ${IN_VIEW.soon}))::int AS soon,
      (count(*) FILTER (WHERE ${IN_VIEW.taken}))::int AS taken, (count(*) FILTER (WHERE ${IN_VIEW.snoozed}))::int AS snoozed
    FROM client c JOIN next_action n ON n.client_id = c.id
    WHERE ${visibleClients(viewer)} AND n.status = 'OPEN'
    GROUP BY n.kind`);
}

/** Every open action of one client, snoozed ones too, in the same order. Another's client has none. */
export function listClientActions(viewer: Viewer, clientId: number): Promise<ActionCard[]> {
  return readAs<ActionCard>(viewer, Prisma.sql`
    SELECT ${CARD}
    FROM (SELECT ${RANKED_COLUMNS} FROM ${RANKED} WHERE ${visibleClients(viewer)} AND c.id = ${clientId} AND n.status = 'OPEN') a
    ORDER BY ${keyOrder(RANK, null)}`);
}

/** Who comes before and after a client, each in the place of their first action in the whole list of this filter. */
export async function todayNeighbours(viewer: Viewer, clientId: number, filter: TodayFilter = ALL_DUE): Promise<TodayNeighbours> {
  const [row] = await readAs<TodayNeighbours & { id: number }>(viewer, Prisma.sql`
    WITH ranked AS (
      SELECT DISTINCT ON (n.client_id) n.client_id AS id, ${BLOCKED} AS blocked, r.priority
      FROM ${RANKED} WHERE ${visibleClients(viewer)} AND ${listed(filter)} ORDER BY n.client_id, blocked, r.priority DESC
    ), placed AS (
      SELECT id, lag(id) OVER w AS "previousId", lead(id) OVER w AS "nextId", (row_number() OVER w)::int AS position, (count(*) OVER ())::int AS total
      FROM ranked WINDOW w AS (ORDER BY blocked, priority DESC, id)
    )
    SELECT * FROM placed WHERE id = ${clientId} OR position = 1 ORDER BY id = ${clientId} DESC LIMIT 1`);
  if (!row) return { previousId: null, nextId: null, position: null, total: 0 };
  const { id, ...place } = row;
  return id === clientId ? place : { previousId: null, nextId: id, position: null, total: place.total };
}

/** The day of the bank's calendar. */
export function getToday(viewer: Viewer): Promise<Day> {
  return inViewerScope(viewer, readToday);
}

export async function readToday(db: Db): Promise<Day> {
  const [row] = await db.$queryRaw<{ today: Day }[]>(Prisma.sql`SELECT bank_today()::text AS today`);
  if (!row) throw new Error("the database does not tell the day");
  return row.today;
}

/** `c` the client, `n` the action, `r` its rank; `s` the score, which a new client may lack. */
const RANKED = Prisma.sql`client c JOIN next_action n ON n.client_id = c.id LEFT JOIN client_score s ON s.client_id = c.id
  CROSS JOIN LATERAL (SELECT action_urgency(n.due_on, ${TODAY}) AS urgency) u
  CROSS JOIN LATERAL (SELECT u.urgency, n.success_chance * n.value_cents * u.urgency / 100 AS priority) r`;

/** What may be done comes before what may not, each by priority; client and id tell equals apart. */
const RANK: Keyset = {
  parts: [
    { sql: Prisma.sql`${BLOCKED}::int`, type: "int" },
    { sql: Prisma.sql`-r.priority`, type: "float8" },
    { sql: Prisma.sql`n.client_id`, type: "int" },
    { sql: Prisma.sql`n.id`, type: "uuid" },
  ],
  descending: false,
};

const RANKED_COLUMNS = Prisma.sql`n.*, c.first_name, c.last_name, s.segment, r.urgency, r.priority, ${BLOCKED} AS blocked, ${keyColumns(RANK)}`;

/** An ActionCard, from `a`: the columns above. */
const CARD = Prisma.sql`
  a.client_id AS "clientId", a.first_name || ' ' || a.last_name AS "clientName", a.segment::text AS segment, a.id::text AS id, a.kind::text AS kind,
  a.origin::text AS origin, a.product_code AS "productCode", a.reason, a.channel::text AS channel, a.due_on::text AS "dueOn",
  a.snoozed_until_on::text AS "snoozedUntilOn", a.taken_at IS NOT NULL AS "isTaken", a.success_chance AS "successChance", a.value_cents AS "valueCents", a.urgency, a.priority,
  a.ground::text AS ground, CASE WHEN a.blocked THEN a.blocked_by::text END AS "blockedBy", CASE WHEN a.blocked THEN a.blocked_until_on::text END AS "blockedUntilOn",
  (SELECT coalesce(json_object_agg(p.code, json_build_object('fr', p.name_fr, 'en', p.name_en)), '{}') FROM product p
   WHERE p.code = a.product_code OR p.code IN (SELECT signal ->> 'productCode' FROM jsonb_path_query(a.reason, '$.signals[*]') AS signal)) AS "productNames"`;

const IN_VIEW: Record<TodayView, Prisma.Sql> = {
  due: Prisma.sql`(${SHOWN} AND n.due_on <= ${TODAY})`,
  overdue: Prisma.sql`(${SHOWN} AND n.due_on < ${TODAY})`,
  today: Prisma.sql`(${SHOWN} AND n.due_on = ${TODAY})`,
  soon: Prisma.sql`(${SHOWN} AND n.due_on > ${TODAY} AND n.due_on <= ${TODAY} + 7)`,
  taken: Prisma.sql`(${SHOWN} AND n.taken_at IS NOT NULL)`,
  snoozed: Prisma.sql`n.snoozed_until_on > ${TODAY}`,
};

/** Who is in this list, once for each of their actions, with what it is ordered by. */
export function todayOrder(viewer: Viewer, filter: TodayFilter): { keyset: Keyset; rows: Prisma.Sql } {
  return { keyset: RANK, rows: Prisma.sql`SELECT n.client_id AS id, ${keyColumns(RANK)} FROM ${RANKED} WHERE ${visibleClients(viewer)} AND ${listed(filter)}` };
}

function listed({ view, kind }: TodayFilter): Prisma.Sql {
  const ofKind = kind === null ? Prisma.sql`true` : Prisma.sql`n.kind = ${kind}::next_action_kind`;
  return Prisma.sql`n.status = 'OPEN' AND ${IN_VIEW[view]} AND ${ofKind}`;
}
