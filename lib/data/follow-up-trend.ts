import { addMonths, firstOfMonth, type Day } from "@/lib/domain/dates";
import { FAMILY_OF, isStock, MONTHS_BACK, monthsToShow, type FollowUpPeriod, type PartCount } from "@/lib/domain/follow-up-measures";
import type { BankSpread } from "@/lib/domain/follow-up-report";
import type { TrendEntry } from "@/lib/domain/follow-up-entries";
import { periodOf, trendQuery, type TrendEntryFilter, type TrendFilter } from "@/lib/schemas/trend-filter";
import type { Place } from "@/lib/schemas/place";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { listLook, noteLook } from "./looks";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** `closedUntil`: the last month whose counts stand; null: none yet. */
export type TrendCalendar = { today: Day; closedUntil: Day | null };

export async function getTrendCalendar(viewer: Viewer): Promise<TrendCalendar> {
  const [calendar] = await readAs<TrendCalendar>(viewer, Prisma.sql`SELECT ${TODAY}::text AS today, (SELECT max(month)::text FROM follow_up_closed_month) AS "closedUntil"`);
  if (!calendar) throw new Error("the database does not tell the day");
  return calendar;
}

/**
 * How many entries of each part each portfolio of a supervisor had, by month, over the year: months that are over as they were
 * closed, the others counted now. Of the advisors of the branch asked for, whichever of them is asked for: they are compared.
 */
export function listPartCounts(viewer: Viewer, filter: TrendFilter, calendar: TrendCalendar): Promise<PartCount[]> {
  const { first, firstOpen, last } = spanOf(calendar);
  const asked = Prisma.sql`${followedBranches(viewer)} AND ${ofBranch(filter)} AND ${ofTab(filter)} AND ${ofKind(filter)}`;
  return readAs<PartCount>(viewer, Prisma.sql`
    SELECT c.advisor_id AS "advisorId", c.branch_id AS "branchId", c.month::text AS month, c.part::text AS part, c.detail, sum(c.count)::int AS count
    FROM follow_up_month c WHERE ${asked} AND c.month >= ${first}::date AND c.month < ${firstOpen}::date GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT c.advisor_id, c.branch_id, c.month::text, c.part::text, c.detail, count(*)::int
    FROM follow_up_entries(${firstOpen}::date, ${last}::date) c WHERE ${asked} GROUP BY 1, 2, 3, 4, 5`);
}

/** How the bank lies in a period, by measure; a measure of fewer than five portfolios is not there. */
export function listSpreads(viewer: Viewer, { tab, kind }: TrendFilter, period: FollowUpPeriod): Promise<BankSpread[]> {
  return readAs<BankSpread>(viewer, Prisma.sql`
    SELECT s.measure, s.portfolios, s.q10, s.q25, s.q50, s.q75, s.q90, s.counted_on::text AS "countedOn"
    FROM follow_up_spread s
    WHERE ${viewer.role === "SUPERVISOR"} AND s.until_month = ${period.untilMonth}::date AND s.months = ${period.months} AND s.tab = ${tab ?? ""} AND s.kind = ${kind ?? ""}`);
}

const BY_DAY: Keyset = {
  parts: [
    { sql: Prisma.sql`coalesce(c.on_day, '-infinity')`, type: "date" },
    { sql: Prisma.sql`c.client_id`, type: "int" },
    { sql: Prisma.sql`coalesce(c.entry_id, '00000000-0000-0000-0000-000000000000')`, type: "uuid" },
  ],
  descending: true,
};

/** One page of the entries behind a figure, the latest first. */
export async function listTrendEntries(viewer: Viewer, filter: TrendEntryFilter, calendar: TrendCalendar): Promise<Page<TrendEntry>> {
  const place = filter.place?.value ?? null;
  const page = pageOf(await readEntries(viewer, filter, { calendar, place, limit: PAGE_SIZE + 1 }), place);
  noteLook(viewer, listLook("entries", trendQuery(filter), page.rows.map(({ clientId }) => clientId)));
  return page;
}

/** All of them, some at a time. */
export async function* trendEntriesToExport(viewer: Viewer, filter: TrendEntryFilter, calendar: TrendCalendar): AsyncGenerator<TrendEntry[]> {
  let place: Place | null = null;
  do {
    const rows: (TrendEntry & { key: string[] })[] = await readEntries(viewer, filter, { calendar, place, limit: READ_AT_ONCE });
    if (rows.length > 0) {
      noteLook(viewer, listLook("export", "", rows.map(({ clientId }) => clientId)));
      yield rows;
    }
    const last = rows.at(-1);
    place = last && rows.length === READ_AT_ONCE ? { side: "after", key: last.key, offset: 0 } : null;
  } while (place);
}

const READ_AT_ONCE = 1_000;

type Read = { calendar: TrendCalendar; place: Place | null; limit: number };

function readEntries(viewer: Viewer, filter: TrendEntryFilter, { calendar, place, limit }: Read): Promise<(TrendEntry & { key: string[] })[]> {
  return readAs<TrendEntry & { key: string[] }>(viewer, Prisma.sql`
    SELECT e.client_id AS "clientId", e.entry_id::text AS "entryId", k.first_name AS "firstName", k.last_name AS "lastName", e.tab::text AS tab, u.name AS "advisorName",
      nullif(e.on_day::text, '-infinity') AS "onDay", nullif(e.kind, '') AS kind, nullif(e.detail, '') AS detail,
      CASE WHEN p.code IS NOT NULL THEN json_build_object('fr', p.name_fr, 'en', p.name_en) END AS "productName", i.id::text AS "interactionId", i.channel::text AS channel, i.outcome::text AS outcome,
      ${keyText(BY_DAY)} AS key
    FROM (
      SELECT c.*, ${keyColumns(BY_DAY)} FROM ${entriesOf(filter, calendar)} WHERE ${entriesAsked(viewer, filter)} AND ${pastPlace(BY_DAY, place)}
      ORDER BY ${keyOrder(BY_DAY, place)} LIMIT ${limit}
    ) e
    JOIN client k ON k.id = e.client_id JOIN app_user u ON u.id = e.advisor_id
    LEFT JOIN next_action n ON n.client_id = e.client_id AND n.id = e.entry_id LEFT JOIN product p ON p.code = n.product_code
    LEFT JOIN interaction i ON i.client_id = e.client_id AND i.id = coalesce(n.interaction_id, e.entry_id)
    ORDER BY ${keyOrder(BY_DAY, place)}`);
}

/** How many entries there are now, and how many the figure said when its months were closed. */
export async function countTrendEntries(viewer: Viewer, filter: TrendEntryFilter, calendar: TrendCalendar): Promise<{ now: number; reported: number }> {
  const { first, last } = monthsAsked(filter, calendar);
  const firstOpen = spanOf(calendar).firstOpen;
  const [row] = await readAs<{ now: number; beforeClosing: number; closed: number }>(viewer, Prisma.sql`
    SELECT count(*)::int AS now, (count(*) FILTER (WHERE c.month < ${firstOpen}::date))::int AS "beforeClosing",
      (SELECT coalesce(sum(c.count), 0)::int FROM follow_up_month c WHERE ${followedBranches(viewer)} AND ${scopeOf(filter)}
        AND c.part = ${filter.part}::follow_up_part AND c.month >= ${first}::date AND c.month <= ${last}::date AND c.month < ${firstOpen}::date) AS closed
    FROM ${entriesOf(filter, calendar)} WHERE ${entriesAsked(viewer, filter)}`);
  if (!row) return { now: 0, reported: 0 };
  return { now: row.now, reported: row.now - row.beforeClosing + row.closed };
}

function entriesOf(filter: TrendEntryFilter, calendar: TrendCalendar): Prisma.Sql {
  const { first, last } = monthsAsked(filter, calendar);
  return Prisma.sql`follow_up_entries(${first}::date, ${last}::date) c`;
}

/** Of a stock, the last day of the period; of a flow, all of its months. */
function monthsAsked(filter: TrendEntryFilter, { today }: TrendCalendar): { first: Day; last: Day } {
  const { untilMonth, months } = periodOf(filter, monthsToShow(today), today);
  return { first: isStock(filter.part) ? untilMonth : addMonths(untilMonth, 1 - months), last: untilMonth };
}

function entriesAsked(viewer: Viewer, filter: TrendEntryFilter): Prisma.Sql {
  return Prisma.sql`c.family = ${FAMILY_OF[filter.part]} AND c.part = ${filter.part}::follow_up_part AND ${followedBranches(viewer)} AND ${scopeOf(filter)}`;
}

function scopeOf(filter: TrendEntryFilter): Prisma.Sql {
  const advisor = filter.advisorId === null ? Prisma.sql`true` : Prisma.sql`c.advisor_id = ${filter.advisorId}`;
  const detail = filter.detail === null ? Prisma.sql`true` : Prisma.sql`c.detail = ${filter.detail}`;
  return Prisma.sql`${ofBranch(filter)} AND ${advisor} AND ${ofTab(filter)} AND ${ofKind(filter)} AND ${detail}`;
}

/** Nobody but a supervisor follows up; the first wall. */
function followedBranches(viewer: Viewer): Prisma.Sql {
  return viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
}

function ofBranch({ branchId }: TrendFilter): Prisma.Sql {
  return branchId === null ? Prisma.sql`true` : Prisma.sql`c.branch_id = ${branchId}`;
}

function ofTab({ tab }: TrendFilter): Prisma.Sql {
  return tab === null ? Prisma.sql`true` : Prisma.sql`c.tab = ${tab}::portfolio_tab`;
}

function ofKind({ kind }: TrendFilter): Prisma.Sql {
  return kind === null ? Prisma.sql`true` : Prisma.sql`c.kind = ${kind}`;
}

/** The year that is shown, and from which month on its counts are counted now. */
function spanOf({ today, closedUntil }: TrendCalendar): { first: Day; firstOpen: Day; last: Day } {
  const last = firstOfMonth(today);
  const first = addMonths(last, -MONTHS_BACK);
  const afterClosed = closedUntil === null ? first : addMonths(closedUntil, 1);
  return { first, firstOpen: afterClosed < first ? first : afterClosed, last };
}
