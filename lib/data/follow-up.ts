import type { FollowUpFigures, MonthInteraction, OverdueAction } from "@/lib/domain/portfolio";
import { portfolioQuery, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { areFiguresKept, countedFigures, keptFigures, OF_THIS_MONTH } from "./follow-up-summary";
import { listLook, noteLook } from "./looks";
import { CLIENTS, clientsOf, OVERDUE, TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** Nobody but a supervisor follows up: for anyone else there is no client here. */
function followedClients(viewer: Viewer, filter: PortfolioFilter): Prisma.Sql {
  return viewer.role === "SUPERVISOR" ? clientsOf(viewer, filter) : Prisma.sql`false`;
}

/**
 * Every figure of the follow-up, by branch, advisor and segment, in one statement: those that are kept, or counted now.
 * Each equals the length of the list behind it: the same conditions make both. Source: domain, *Who may do what*.
 */
export function listFollowUp(viewer: Viewer, filter: PortfolioFilter): Promise<FollowUpFigures[]> {
  return readAs<FollowUpFigures>(viewer, Prisma.sql`
    SELECT f.branch_id AS "branchId", b.name AS "branchName", f.advisor_id AS "advisorId", u.name AS "advisorName",
      CASE f.tab WHEN 'NEW' THEN NULL ELSE f.tab::text END AS segment, f.clients, f.contacted, f.overdue_actions AS "overdueActions", f.interactions
    FROM (${figures(viewer, filter)}) f
    JOIN branch b ON b.id = f.branch_id JOIN app_user u ON u.id = f.advisor_id
    WHERE ${ofTab(filter)}
    ORDER BY b.name COLLATE "und-x-icu", b.id, u.name COLLATE "und-x-icu", u.id, f.tab`);
}

function figures(viewer: Viewer, filter: PortfolioFilter): Prisma.Sql {
  if (!areFiguresKept(filter)) return countedFigures(followedClients(viewer, filter));
  return keptFigures(viewer, viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`, filter);
}

/** Of the figures `f`: those of this part of the portfolio; of no part, all who are with the bank. */
function ofTab({ tab }: PortfolioFilter): Prisma.Sql {
  return tab === null ? Prisma.sql`f.tab <> 'DEPARTED'` : Prisma.sql`f.tab = ${tab}::portfolio_tab`;
}

const BY_DUE_DAY: Keyset = {
  parts: [
    { sql: Prisma.sql`n.due_on`, type: "date" },
    { sql: Prisma.sql`n.client_id`, type: "int" },
    { sql: Prisma.sql`n.id`, type: "uuid" },
  ],
  descending: false,
};

/** The overdue actions of the clients of this filter, the latest first; its place is one of this list. */
export async function listOverdueActions(viewer: Viewer, filter: PortfolioFilter): Promise<Page<OverdueAction>> {
  const place = filter.place?.value ?? null;
  const read = await readAs<OverdueAction & { key: string[] }>(viewer, Prisma.sql`
    SELECT n.id, n.client_id AS "clientId", c.first_name AS "firstName", c.last_name AS "lastName", s.segment, u.name AS "advisorName",
      n.kind, CASE WHEN pr.code IS NOT NULL THEN json_build_object('fr', pr.name_fr, 'en', pr.name_en) END AS "productName", n.due_on::text AS "dueOn", ${TODAY} - n.due_on AS "lateDays",
      ${keyText(BY_DUE_DAY)} AS key
    FROM (
      SELECT n.*, ${keyColumns(BY_DUE_DAY)} FROM ${CLIENTS} JOIN next_action n ON n.client_id = c.id
      WHERE ${followedClients(viewer, filter)} AND ${OVERDUE} AND ${pastPlace(BY_DUE_DAY, place)}
      ORDER BY ${keyOrder(BY_DUE_DAY, place)} LIMIT ${PAGE_SIZE + 1}
    ) n
    JOIN client c ON c.id = n.client_id LEFT JOIN client_score s ON s.client_id = c.id JOIN app_user u ON u.id = c.advisor_id
    LEFT JOIN product pr ON pr.code = n.product_code
    ORDER BY ${keyOrder(BY_DUE_DAY, place)}`);
  return noted(viewer, "actions", filter, pageOf(read, place));
}

function noted<Row extends { clientId: number }>(viewer: Viewer, list: string, filter: PortfolioFilter, page: Page<Row>): Page<Row> {
  noteLook(viewer, listLook(list, portfolioQuery(filter), page.rows.map(({ clientId }) => clientId)));
  return page;
}

export function countOverdueActions(viewer: Viewer, filter: PortfolioFilter): Promise<number> {
  if (isKept(filter)) return sumOf(viewer, filter, Prisma.sql`f.overdue_actions`);
  return countOf(viewer, Prisma.sql`${CLIENTS} JOIN next_action n ON n.client_id = c.id WHERE ${followedClients(viewer, filter)} AND ${OVERDUE}`);
}

const BY_INSTANT: Keyset = {
  parts: [
    { sql: Prisma.sql`i.occurred_at`, type: "timestamptz" },
    { sql: Prisma.sql`i.client_id`, type: "int" },
    { sql: Prisma.sql`i.id`, type: "uuid" },
  ],
  descending: true,
};

/** This month's interactions with the clients of this filter, the latest first; its place is one of this list. */
export async function listMonthInteractions(viewer: Viewer, filter: PortfolioFilter): Promise<Page<MonthInteraction>> {
  const place = filter.place?.value ?? null;
  const read = await readAs<MonthInteraction & { key: string[] }>(viewer, Prisma.sql`
    SELECT i.id, i.client_id AS "clientId", c.first_name AS "firstName", c.last_name AS "lastName", s.segment, a.name AS "advisorName",
      (i.occurred_at AT TIME ZONE 'Europe/Paris')::date::text AS "occurredOn", i.channel, i.outcome, u.name AS "userName",
      ${keyText(BY_INSTANT)} AS key
    FROM (
      SELECT i.*, ${keyColumns(BY_INSTANT)} FROM ${CLIENTS} JOIN interaction i ON i.client_id = c.id
      WHERE ${followedClients(viewer, filter)} AND ${OF_THIS_MONTH} AND ${pastPlace(BY_INSTANT, place)}
      ORDER BY ${keyOrder(BY_INSTANT, place)} LIMIT ${PAGE_SIZE + 1}
    ) i
    JOIN client c ON c.id = i.client_id LEFT JOIN client_score s ON s.client_id = c.id JOIN app_user a ON a.id = c.advisor_id
    LEFT JOIN app_user u ON u.id = i.user_id
    ORDER BY ${keyOrder(BY_INSTANT, place)}`);
  return noted(viewer, "interactions", filter, pageOf(read, place));
}

export function countMonthInteractions(viewer: Viewer, filter: PortfolioFilter): Promise<number> {
  if (isKept(filter)) return sumOf(viewer, filter, Prisma.sql`f.interactions`);
  return countOf(viewer, Prisma.sql`${CLIENTS} JOIN interaction i ON i.client_id = c.id WHERE ${followedClients(viewer, filter)} AND ${OF_THIS_MONTH}`);
}

/** Of those who have left, only the number is kept. */
function isKept(filter: PortfolioFilter): boolean {
  return areFiguresKept(filter) && filter.tab !== "DEPARTED";
}

function sumOf(viewer: Viewer, filter: PortfolioFilter, figure: Prisma.Sql): Promise<number> {
  return readCount(viewer, Prisma.sql`SELECT coalesce(sum(${figure}), 0)::int AS count FROM (${figures(viewer, filter)}) f WHERE ${ofTab(filter)}`);
}

function countOf(viewer: Viewer, from: Prisma.Sql): Promise<number> {
  return readCount(viewer, Prisma.sql`SELECT count(*)::int AS count FROM ${from}`);
}

async function readCount(viewer: Viewer, sql: Prisma.Sql): Promise<number> {
  const [row] = await readAs<{ count: number }>(viewer, sql);
  return row?.count ?? 0;
}
