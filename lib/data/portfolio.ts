import type { Neighbours, PortfolioCard } from "@/lib/domain/portfolio";
import { portfolioQuery, type PortfolioFilter, type PortfolioSort, type PortfolioTab } from "@/lib/schemas/portfolio-filter";
import type { Place } from "@/lib/schemas/place";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { listLook, noteLook } from "./looks";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type KeyPart, type Keyset, type Page } from "./keyset";
import { areFiguresKept, keptFigures } from "./follow-up-summary";
import { BLOCKED, CLIENTS, clientsOf, SHOWN, TODAY } from "./portfolio-conditions";
import { closenessTo, isNear } from "./portfolio-search";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

export type TabCounts = Record<PortfolioTab, number>;

/** A card with the key by which its list is ordered. */
type KeyedCard = PortfolioCard & { key: string[] };
/** `who`: other clients than those of the filter, whose order alone is kept. */
type CardRange = { who?: Prisma.Sql; place: Place | null; limit: number };

/**
 * One page of the clients of this filter, in its order, from its place; those found by a text that is only near their
 * names come last.
 */
export async function listPortfolio(viewer: Viewer, filter: PortfolioFilter): Promise<Page<PortfolioCard>> {
  const place = filter.place?.value ?? null;
  const page = pageOf(await portfolioCards(viewer, filter, { place, limit: PAGE_SIZE + 1 }), place);
  noteLook(viewer, listLook("portfolio", portfolioQuery(filter), page.rows.map(({ id }) => id)));
  return page;
}

/** A stretch of a list, in one statement: first who they are, then what is shown of those alone. */
export function portfolioCards(viewer: Viewer, filter: PortfolioFilter, { who, place, limit }: CardRange): Promise<KeyedCard[]> {
  const { keyset, rows } = portfolioOrder(viewer, filter, who);
  return readAs<KeyedCard>(viewer, Prisma.sql`
    SELECT c.id, c.first_name AS "firstName", c.last_name AS "lastName", c.status, s.segment, s.pnb_score AS "pnbScore", s.mire_score AS "mireScore",
      s.pnb_cents::float8 AS "pnbCents", split_part(s.profile, '|', 2) AS "ageBand", c.zone, c.last_contact_on::text AS "lastContactOn",
      u.name AS "advisorName", c.service_model AS "serviceModel", c.high_value AS "highValue", s.active_products AS "activeProducts",
      c.wealth_cents::float8 AS "wealthCents", c.last_review_on::text AS "lastReviewOn", ${filter.text ? isNear(filter.text.value) : Prisma.sql`false`} AS "isNear", ${ACTION} AS action,
      ${TODAY}::text AS today, ${keyText(keyset)} AS key
    FROM (
      ${rows} AND ${pastPlace(keyset, place)}
      ORDER BY ${keyOrder(keyset, place)} LIMIT ${limit}
    ) p
    JOIN client c ON c.id = p.id LEFT JOIN client_score s ON s.client_id = p.id
    LEFT JOIN app_user u ON u.id = c.advisor_id
    LEFT JOIN LATERAL (${FIRST_ACTION}) a ON true
    LEFT JOIN product pr ON pr.code = a.product_code
    ORDER BY ${keyOrder(keyset, place)}`);
}

/** How many clients each tab holds under the other conditions of this filter; without any, out of the kept figures. */
export async function countTabs(viewer: Viewer, filter: PortfolioFilter): Promise<TabCounts> {
  const rows = await readAs<{ tab: PortfolioTab; count: number }>(viewer, areFiguresKept(filter)
    ? Prisma.sql`SELECT f.tab::text AS tab, sum(f.clients)::int AS count FROM (${keptFigures(viewer, visibleClients(viewer), filter)}) f GROUP BY f.tab`
    : Prisma.sql`SELECT portfolio_tab(c.status, s.segment)::text AS tab, count(*)::int AS count
        FROM ${CLIENTS} WHERE ${clientsOf(viewer, filter, { tab: false })} GROUP BY 1`);
  const counts: TabCounts = { MAINTAIN: 0, DEVELOP: 0, STIMULATE: 0, BUILD: 0, NEW: 0, DEPARTED: 0 };
  for (const { tab, count } of rows) counts[tab] = count;
  return counts;
}

/** Who comes before and after a client in the whole list of this filter; null when the client is not in it. */
export async function neighboursOf(viewer: Viewer, filter: PortfolioFilter, clientId: number): Promise<Neighbours | null> {
  const { keyset, rows } = portfolioOrder(viewer, filter);
  const order = keyOrder(keyset, null);
  const [found] = await readAs<Neighbours>(viewer, Prisma.sql`
    SELECT "previousId", "nextId", position::int, total::int FROM (
      SELECT id, lag(id) OVER (ORDER BY ${order}) AS "previousId", lead(id) OVER (ORDER BY ${order}) AS "nextId",
        row_number() OVER (ORDER BY ${order}) AS position, count(*) OVER () AS total
      FROM (${rows}) k
    ) listed WHERE id = ${clientId}`);
  return found ?? null;
}

/** Who is in the list of this filter, or `who`, with what the list is ordered by. */
export function portfolioOrder(viewer: Viewer, filter: PortfolioFilter, who: Prisma.Sql = clientsOf(viewer, filter)): { keyset: Keyset; rows: Prisma.Sql } {
  const keyset = keysetOf(filter);
  const priority = filter.sort === "priority" ? TOP_PRIORITY : Prisma.empty;
  return { keyset, rows: Prisma.sql`SELECT c.id, ${keyColumns(keyset)} FROM ${CLIENTS} ${priority} WHERE ${who}` };
}

/** P × value × urgency of what may be done. A client for whom nothing may be done comes last. */
const TOP_PRIORITY = Prisma.sql`LEFT JOIN LATERAL (
  SELECT max(n.success_chance * n.value_cents * action_urgency(n.due_on, ${TODAY})) AS priority
  FROM next_action n WHERE n.client_id = c.id AND ${SHOWN} AND NOT ${BLOCKED}) t ON true`;

const FIRST_ACTION = Prisma.sql`
  SELECT n.id, n.kind, n.product_code, n.channel, n.due_on, n.ground, CASE WHEN ${BLOCKED} THEN n.blocked_by END AS blocked_by, n.blocked_until_on
  FROM next_action n WHERE n.client_id = p.id AND ${SHOWN}
  ORDER BY ${BLOCKED}, n.success_chance * n.value_cents * action_urgency(n.due_on, ${TODAY}) DESC, n.id LIMIT 1`;

const ACTION = Prisma.sql`CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'kind', a.kind, 'channel', a.channel, 'dueOn', a.due_on, 'ground', a.ground,
  'productCode', a.product_code, 'productName', CASE WHEN pr.code IS NOT NULL THEN json_build_object('fr', pr.name_fr, 'en', pr.name_en) END,
  'blockedBy', a.blocked_by, 'blockedUntilOn', CASE WHEN a.blocked_by IS NOT NULL THEN a.blocked_until_on END) END`;

const CLIENT_ID: KeyPart = { sql: Prisma.sql`c.id`, type: "int" };

/** Names in the order of a dictionary: É beside E. The cursor compares with the same collation. */
const SORTS: Record<PortfolioSort, Keyset> = {
  priority: { parts: [{ sql: Prisma.sql`coalesce(t.priority, -1)`, type: "float8" }, CLIENT_ID], descending: true },
  name: {
    parts: [
      { sql: Prisma.sql`c.last_name COLLATE "und-x-icu"`, type: "text" },
      { sql: Prisma.sql`c.first_name COLLATE "und-x-icu"`, type: "text" },
      CLIENT_ID,
    ],
    descending: false,
  },
  // Below any PNB: those who have left have none.
  pnb: { parts: [{ sql: Prisma.sql`coalesce(s.pnb_cents::float8, '-infinity')`, type: "float8" }, CLIENT_ID], descending: true },
  // Never contacted, or reviewed, comes before the longest ago.
  contact: { parts: [{ sql: Prisma.sql`coalesce(c.last_contact_on, '-infinity'::date)`, type: "date" }, CLIENT_ID], descending: false },
  score: { parts: [{ sql: Prisma.sql`coalesce(s.combined_score, 0)::int`, type: "int" }, CLIENT_ID], descending: true },
  products: { parts: [{ sql: Prisma.sql`coalesce(s.active_products, -1)::int`, type: "int" }, CLIENT_ID], descending: true },
  wealth: { parts: [{ sql: Prisma.sql`coalesce(c.wealth_cents::float8, '-infinity')`, type: "float8" }, CLIENT_ID], descending: true },
  review: { parts: [{ sql: Prisma.sql`coalesce(c.last_review_on, '-infinity'::date)`, type: "date" }, CLIENT_ID], descending: false },
};

/** The order of the list; of one that answers to a text, who is found exactly comes before who is found nearly. */
function keysetOf({ sort, reversed, text }: PortfolioFilter): Keyset {
  const { parts, descending } = SORTS[sort];
  const ordered: Keyset = { parts, descending: descending !== reversed };
  if (!text) return ordered;
  const closeness = closenessTo(text.value);
  return { ...ordered, parts: [{ sql: ordered.descending ? Prisma.sql`-(${closeness})` : closeness, type: "int" }, ...parts] };
}
