import type { Day } from "@/lib/domain/dates";
import { AGREED_MINUTES, STANDARD_CONTRACT, WORKLOAD_DAYS, type AdvisorLoad } from "@/lib/domain/workload";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** The portfolios of the branches that a supervisor answers for, by branch and name; for anyone else none. */
export type Workload = { today: Day; advisors: readonly AdvisorLoad[] };

/** Open, and to be done within the days that a load is reckoned for. Columns of next_action as `n`. */
export const WORK_DUE = Prisma.sql`(n.status = 'OPEN' AND greatest(n.due_on, n.snoozed_until_on) < ${TODAY} + ${WORKLOAD_DAYS}::int
  AND (n.blocked_by IS NULL OR n.blocked_until_on < ${TODAY} + ${WORKLOAD_DAYS}::int))`;

/**
 * What each portfolio asks for, counted over the clients whom the viewer sees, and what its holder can do. One statement;
 * what follows of it is lib/domain/workload.ts.
 */
export async function readWorkload(viewer: Viewer): Promise<Workload> {
  const supervised = viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
  const branches = viewer.role === "SUPERVISOR" ? [...viewer.supervisedBranchIds] : [];
  const rows = await readAs<AdvisorLoad & { today: Day }>(viewer, Prisma.sql`
    WITH mine AS MATERIALIZED (
      SELECT c.id, c.advisor_id, c.status, c.service_model, c.high_value, s.segment FROM client c LEFT JOIN client_score s ON s.client_id = c.id WHERE ${supervised}
    ), grouped AS (
      SELECT advisor_id, segment, service_model, high_value, count(*)::int AS clients FROM mine WHERE status = 'ACTIVE' GROUP BY 1, 2, 3, 4
    ), opened AS (
      SELECT m.advisor_id, n.kind, n.origin = 'PLANNED' AS agreed, count(*)::int AS count, sum(coalesce(n.length_minutes, ${AGREED_MINUTES}::int))::int AS minutes
      FROM mine m JOIN next_action n ON n.client_id = m.id
      WHERE m.status = 'ACTIVE' AND ${WORK_DUE}
      GROUP BY 1, 2, 3
    ), held AS (SELECT advisor_id, count(*)::int AS clients FROM mine GROUP BY 1)
    SELECT ${TODAY}::text AS today, u.id AS "advisorId", u.name, u.branch_id AS "branchId", coalesce(b.name, '') AS "branchName", u.role = 'RELATIONSHIP_MANAGER' AS "isManager", u.active AS "isActive",
      coalesce(h.clients, 0) AS held,
      coalesce((SELECT jsonb_agg(jsonb_build_object('segment', g.segment, 'serviceModel', g.service_model, 'highValue', g.high_value, 'clients', g.clients)) FROM grouped g WHERE g.advisor_id = u.id), '[]') AS groups,
      jsonb_build_object(
        'actions', coalesce((SELECT jsonb_agg(jsonb_build_object('kind', o.kind, 'count', o.count)) FROM opened o WHERE o.advisor_id = u.id AND NOT o.agreed), '[]'),
        'agreed', coalesce((SELECT sum(o.count) FROM opened o WHERE o.advisor_id = u.id AND o.agreed), 0),
        'agreedMinutes', coalesce((SELECT sum(o.minutes) FROM opened o WHERE o.advisor_id = u.id AND o.agreed), 0)) AS open,
      jsonb_build_object('weeklyMinutes', coalesce(k.weekly_minutes, ${STANDARD_CONTRACT.weeklyMinutes}::int), 'clientSharePercent', coalesce(k.client_share_percent, ${STANDARD_CONTRACT.clientSharePercent}::int)) AS contract,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'fromOn', a.from_on, 'untilOn', a.until_on) ORDER BY a.from_on) FROM work_absence a WHERE a.user_id = u.id AND a.until_on >= ${TODAY}), '[]') AS absences
    FROM app_user u LEFT JOIN branch b ON b.id = u.branch_id LEFT JOIN held h ON h.advisor_id = u.id LEFT JOIN work_contract k ON k.user_id = u.id
    WHERE u.role IN ('ADVISOR', 'RELATIONSHIP_MANAGER') AND (u.branch_id = ANY (${branches}::int[]) AND u.active OR h.clients > 0)
    ORDER BY b.name COLLATE "und-x-icu", u.name COLLATE "und-x-icu", u.id`);
  return { today: rows[0]?.today ?? "1970-01-01", advisors: rows.map(({ today: _today, ...advisor }) => advisor) };
}
