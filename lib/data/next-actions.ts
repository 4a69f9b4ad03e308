import type { ActionCard } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { NextActionKind } from "@/lib/domain/next-actions";
import { ALL_DUE, type TodayCursor, type TodayFilter, type TodayView } from "@/lib/schemas/today-filter";
import { Prisma } from "@/prisma/generated/client";
import { inViewerScope, type Db } from "./database";
import { visibleClientsSql } from "./scope";
import type { Viewer } from "./viewer";

export const TODAY_PAGE_SIZE = 50;

/** One page of the ranked list. `next`: where the following page starts, if there is one. */
export type TodayPage = { today: Day; cards: ActionCard[]; next: TodayCursor | null };

/** Open actions by kind and by when they are due. */
export type TodayCounts = { kind: NextActionKind; overdue: number; today: number; soon: number; snoozed: number }[];

/** Where a client stands in the list that one came from. Not in it any more: no place, and the first of it is next. */
export type TodayNeighbours = { previousId: number | null; nextId: number | null; position: number | null; total: number };

/** The viewer's open actions, the highest priority first. Source: domain, *Priority*. */
export function listToday(viewer: Viewer, filter: TodayFilter): Promise<TodayPage> {
  return inViewerScope(viewer, async (db) => {
    const rows = await db.$queryRaw<ActionCard[]>(Prisma.sql`
      ${CARD} WHERE ${visibleClientsSql(viewer)} AND n.status = 'OPEN' AND ${IN_VIEW[filter.view]} AND ${ofKind(filter.kind)} AND ${beyond(filter.after)}
      ORDER BY r.priority DESC, n.client_id, n.id LIMIT ${TODAY_PAGE_SIZE + 1}`);
    const cards = rows.slice(0, TODAY_PAGE_SIZE);
    const last = rows.length > TODAY_PAGE_SIZE ? cards.at(-1) : undefined;
    return { today: await readToday(db), cards, next: last ? { priority: last.priority, clientId: last.clientId, id: last.id } : null };
  });
}

/** How many there are to do; read after the rows, which never wait for it. */
export function countToday(viewer: Viewer): Promise<TodayCounts> {
  return inViewerScope(viewer, (db) => db.$queryRaw<TodayCounts>(Prisma.sql`
    SELECT n.kind::text AS kind,
      (count(*) FILTER (WHERE ${IN_VIEW.overdue}))::int AS overdue, (count(*) FILTER (WHERE ${IN_VIEW.today}))::int AS today,
      (count(*) FILTER (WHERE ${IN_VIEW.soon}))::int AS soon, (count(*) FILTER (WHERE ${IN_VIEW.snoozed}))::int AS snoozed
    FROM client c JOIN next_action n ON n.client_id = c.id CROSS JOIN (SELECT bank_today() AS today) d
    WHERE ${visibleClientsSql(viewer)} AND n.status = 'OPEN'
    GROUP BY n.kind ORDER BY n.kind`));
}

/** Every open action of one client, snoozed ones too, the highest priority first. Another's client has none. */
export function listClientActions(viewer: Viewer, clientId: number): Promise<ActionCard[]> {
  return inViewerScope(viewer, (db) => db.$queryRaw<ActionCard[]>(Prisma.sql`
    ${CARD} WHERE ${visibleClientsSql(viewer)} AND c.id = ${clientId} AND n.status = 'OPEN' ORDER BY r.priority DESC, n.id`));
}

/** The clients before and after this one, each in the place of their first action in the list. */
export function todayNeighbours(viewer: Viewer, clientId: number, filter: TodayFilter = ALL_DUE): Promise<TodayNeighbours> {
  return inViewerScope(viewer, async (db) => {
    const [row] = await db.$queryRaw<(TodayNeighbours & { clientId: number })[]>(Prisma.sql`
      WITH ranked AS (
        SELECT n.client_id, max(r.priority) AS priority
        FROM ${RANKED} WHERE ${visibleClientsSql(viewer)} AND n.status = 'OPEN' AND ${IN_VIEW[filter.view]} AND ${ofKind(filter.kind)}
        GROUP BY n.client_id
      ), placed AS (
        SELECT client_id AS "clientId", lag(client_id) OVER w AS "previousId", lead(client_id) OVER w AS "nextId",
               (row_number() OVER w)::int AS position, (count(*) OVER ())::int AS total
        FROM ranked WINDOW w AS (ORDER BY priority DESC, client_id)
      )
      SELECT * FROM placed WHERE "clientId" = ${clientId} OR position = 1 ORDER BY "clientId" = ${clientId} DESC LIMIT 1`);
    if (!row) return { previousId: null, nextId: null, position: null, total: 0 };
    const { clientId: found, ...place } = row;
    return found === clientId ? place : { previousId: null, nextId: found, position: null, total: place.total };
  });
}

const RANKED = Prisma.sql`client c JOIN next_action n ON n.client_id = c.id CROSS JOIN (SELECT bank_today() AS today) d
  CROSS JOIN LATERAL (SELECT action_urgency(n.due_on, d.today) AS urgency) u
  CROSS JOIN LATERAL (SELECT n.success_chance * n.value_cents * u.urgency / 100 AS priority) r`;

/** An ActionCard a row, from `c` the client, `n` the action, `d` the day, `r` the rank. */
const CARD = Prisma.sql`
  SELECT n.client_id AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", s.segment::text AS segment, n.id::text AS id, n.kind::text AS kind,
    n.origin::text AS origin, n.product_code AS "productCode", n.reason, n.channel::text AS channel, n.due_on::text AS "dueOn",
    n.snoozed_until_on::text AS "snoozedUntilOn", n.success_chance AS "successChance", n.value_cents AS "valueCents", u.urgency, r.priority,
    CASE WHEN n.blocked_until_on > d.today OR n.blocked_until_on IS NULL THEN n.blocked_by::text END AS "blockedBy",
    CASE WHEN n.blocked_until_on > d.today THEN n.blocked_until_on::text END AS "blockedUntilOn",
    (SELECT coalesce(json_object_agg(p.code, json_build_object('fr', p.name_fr, 'en', p.name_en)), '{}') FROM product p
     WHERE p.code = n.product_code OR p.code IN (SELECT signal ->> 'productCode' FROM jsonb_path_query(n.reason, '$.signals[*]') AS signal)) AS "productNames"
  FROM ${RANKED} LEFT JOIN client_score s ON s.client_id = c.id`;

const AWAKE = Prisma.sql`(n.snoozed_until_on IS NULL OR n.snoozed_until_on <= d.today)`;
const IN_VIEW: Record<TodayView, Prisma.Sql> = {
  due: Prisma.sql`(n.due_on <= d.today AND ${AWAKE})`,
  overdue: Prisma.sql`(n.due_on < d.today AND ${AWAKE})`,
  today: Prisma.sql`(n.due_on = d.today AND ${AWAKE})`,
  soon: Prisma.sql`(n.due_on > d.today AND n.due_on <= d.today + 7 AND ${AWAKE})`,
  snoozed: Prisma.sql`n.snoozed_until_on > d.today`,
};

function ofKind(kind: NextActionKind | null): Prisma.Sql {
  return kind ? Prisma.sql`n.kind = ${kind}::next_action_kind` : Prisma.sql`true`;
}

function beyond(after: TodayCursor | null): Prisma.Sql {
  if (!after) return Prisma.sql`true`;
  const { priority, clientId, id } = after;
  return Prisma.sql`(r.priority < ${priority}::float8 OR (r.priority = ${priority}::float8 AND (n.client_id, n.id) > (${clientId}, ${id}::uuid)))`;
}

async function readToday(db: Db): Promise<Day> {
  const [row] = await db.$queryRaw<{ today: Day }[]>(Prisma.sql`SELECT bank_today()::text AS today`);
  if (!row) throw new Error("the database does not tell the day");
  return row.today;
}
