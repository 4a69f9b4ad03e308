import { hasConditions, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { Prisma } from "@/prisma/generated/client";
import { CLIENTS, OVERDUE, staffCondition, TODAY, WITHIN_CADENCE } from "./portfolio-conditions";
import type { Viewer } from "./viewer";

/** An interaction `i` of this month, in Paris, that no later entry corrects; one that only cancels is none. */
export const OF_THIS_MONTH = Prisma.sql`i.occurred_at >= date_trunc('month', ${TODAY}::timestamp) AT TIME ZONE 'Europe/Paris'
  AND i.occurred_at < (date_trunc('month', ${TODAY}::timestamp) + interval '1 month') AT TIME ZONE 'Europe/Paris'
  AND NOT EXISTS (SELECT 1 FROM interaction later WHERE later.client_id = i.client_id AND later.corrects_id = i.id) AND NOT i.cancels`;

/**
 * Whether the figures of this filter are kept: they are by branch, advisor and part of the portfolio. Whatever else a
 * filter asks for is counted.
 */
export function areFiguresKept(filter: PortfolioFilter): boolean {
  return !hasConditions({ ...filter, branchId: null, advisorId: null });
}

/** The figures of some clients, counted now, by branch, advisor and part; of those who have left, their number alone. */
export function countedFigures(clients: Prisma.Sql): Prisma.Sql {
  const ofThem = (rows: Prisma.Sql) => Prisma.sql`coalesce(sum(CASE WHEN c.status = 'ACTIVE' THEN (SELECT count(*) FROM ${rows}) END), 0)::int`;
  return Prisma.sql`
    SELECT c.branch_id, c.advisor_id, portfolio_tab(c.status, s.segment) AS tab, count(*)::int AS clients,
      (count(*) FILTER (WHERE c.status = 'ACTIVE' AND ${WITHIN_CADENCE}))::int AS contacted,
      ${ofThem(Prisma.sql`next_action n WHERE n.client_id = c.id AND ${OVERDUE}`)} AS overdue_actions,
      ${ofThem(Prisma.sql`interaction i WHERE i.client_id = c.id AND ${OF_THIS_MONTH}`)} AS interactions
    FROM ${CLIENTS} WHERE ${clients} GROUP BY c.branch_id, c.advisor_id, portfolio_tab(c.status, s.segment)`;
}

/**
 * The figures of a supervisor's or an advisor's clients in one branch, of one advisor, or of all, out of those that are
 * kept; where these are outdated (a job is at work, a day has just begun) the clients are counted. `seen`: the first wall.
 */
export function keptFigures(viewer: Viewer, seen: Prisma.Sql, filter: PortfolioFilter): Prisma.Sql {
  const asked = Prisma.sql`${seen} AND ${staffCondition(viewer, filter)}`;
  const outdated = Prisma.sql`ARRAY(SELECT DISTINCT c.advisor_id FROM follow_up_summary c WHERE ${seen} AND c.day <> ${TODAY})`;
  return Prisma.sql`
    SELECT c.branch_id, c.advisor_id, c.tab, c.clients, c.contacted, c.overdue_actions, c.interactions
    FROM follow_up_summary c WHERE ${asked} AND c.day = ${TODAY} AND NOT ${ALL_OUTDATED}
    UNION ALL
    SELECT * FROM (${countedFigures(Prisma.sql`${asked} AND (${ALL_OUTDATED} OR c.advisor_id = ANY (${outdated}))
      AND (${ALL_OUTDATED} OR cardinality(${outdated}) > 0)`)}) counted`;
}

const ALL_OUTDATED = Prisma.sql`(SELECT EXISTS (SELECT 1 FROM follow_up_outdated WHERE advisor_id IS NULL))`;
