import type { AdvisorDifference, DifferenceGroup, DifferenceStanding, TakeOverPlan } from "@/lib/domain/advisor-difference";
import { REASSIGN_LIMIT, type ReassignTarget } from "@/lib/domain/assignment";
import { EXPORT_LIMIT } from "@/lib/domain/client-export";
import { AppError } from "@/lib/errors";
import { differenceQuery, type DifferenceFilter, type PlanTakeOverInput } from "@/lib/schemas/advisor-difference";
import type { Place } from "@/lib/schemas/place";
import { Prisma } from "@/prisma/generated/client";
import { recordAudit } from "./audit";
import { inViewerTransaction, readAs } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import { listLook, noteLook } from "./looks";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/** Rows of one read of a file. */
const READ_AT_ONCE = 1_000;

/**
 * What made a client `c` differ from whom the core bank names (`f`): a row of assignment_change, and whether it `returns` by
 * itself. Of the changes those stand that no return took back; a return restores what was before the decision. The first
 * absence since the last change for good covers all others: where it began with the core bank's advisor, the client goes
 * back there. Else the change for good made it. Twin: goesBackTo() in lib/domain/assignment.ts; agreement:
 * tests/data/advisor-differences.test.ts.
 */
const MADE_BY = Prisma.sql`
  WITH standing AS MATERIALIZED (
    SELECT h.id, h.kind, h.from_advisor_id, h.user_id, h.reassignment_id, h.until_on, h.changed_at FROM assignment_change h
    WHERE h.client_id = c.id AND h.kind <> 'RETURN' AND NOT EXISTS (
      SELECT 1 FROM assignment_change d JOIN assignment_change r ON r.client_id = c.id AND r.reassignment_id = d.reassignment_id AND r.kind = 'RETURN'
      WHERE d.client_id = c.id AND d.kind <> 'RETURN' AND (d.changed_at, d.id) <= (h.changed_at, h.id) AND (r.changed_at, r.id) > (h.changed_at, h.id))
  ), settled AS (
    SELECT * FROM standing WHERE kind <> 'ABSENCE' ORDER BY changed_at DESC, id DESC LIMIT 1
  ), cover AS (
    SELECT * FROM standing WHERE kind = 'ABSENCE' AND changed_at >= coalesce((SELECT changed_at FROM settled), '-infinity') ORDER BY changed_at, id LIMIT 1
  )
  SELECT m.* FROM (
    SELECT cover.*, true AS returns, 1 AS place FROM cover WHERE cover.from_advisor_id = c.feed_advisor_id AND f.active
    UNION ALL SELECT settled.*, false, 2 FROM settled WHERE settled.kind = 'FOR_GOOD'
    UNION ALL SELECT cover.*, false, 3 FROM cover
  ) m ORDER BY m.place LIMIT 1`;

const DIFFERENCES = Prisma.sql`client c JOIN app_user f ON f.id = c.feed_advisor_id LEFT JOIN LATERAL (${MADE_BY}) w ON true`;
const RETURNS = Prisma.sql`coalesce(w.returns, false)`;

/** Of this supervisor's clients those who differ; for anyone else none. */
function differing(viewer: Viewer): Prisma.Sql {
  return viewer.role === "SUPERVISOR" ? Prisma.sql`${visibleClients(viewer)} AND c.feed_advisor_id <> c.advisor_id` : Prisma.sql`false`;
}

function asked(viewer: Viewer, { standing, advisorId }: { standing: DifferenceStanding; advisorId: number | null }): Prisma.Sql {
  const ofAdvisor = advisorId === null ? Prisma.sql`true` : Prisma.sql`(c.advisor_id = ${advisorId} OR c.feed_advisor_id = ${advisorId})`;
  return Prisma.sql`${differing(viewer)} AND ${ofAdvisor} AND ${RETURNS} = ${standing === "RETURNING"}`;
}

/** Why `f` cannot be given the client by this supervisor; null: they can. What reassign_clients() asks, too. */
function obstacle(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`CASE WHEN NOT f.active OR f.role NOT IN ('ADVISOR', 'RELATIONSHIP_MANAGER') THEN 'CLOSED' WHEN (f.branch_id = ANY (${[...viewer.supervisedBranchIds]}::int[])) IS NOT TRUE THEN 'ELSEWHERE' END`;
}

const BY_NAME: Keyset = {
  parts: [
    { sql: Prisma.sql`c.last_name COLLATE "und-x-icu"`, type: "text" },
    { sql: Prisma.sql`c.first_name COLLATE "und-x-icu"`, type: "text" },
    { sql: Prisma.sql`c.id`, type: "int" },
  ],
  descending: false,
};

/** The clients of a supervisor whom someone else looks after than the core bank says, by name, a page at a time. */
export async function listDifferences(viewer: Viewer, filter: DifferenceFilter): Promise<Page<AdvisorDifference>> {
  const place = filter.place?.value ?? null;
  const page = pageOf(await readDifferences(viewer, filter, { place, limit: PAGE_SIZE + 1 }), place);
  noteLook(viewer, listLook("differences", differenceQuery(filter), page.rows.map(({ clientId }) => clientId)));
  return page;
}

function readDifferences(viewer: Viewer, filter: DifferenceFilter, { place, limit }: { place: Place | null; limit: number }): Promise<(AdvisorDifference & { key: string[] })[]> {
  return readAs(viewer, Prisma.sql`
    SELECT d."clientId", d."firstName", d."lastName", s.segment::text AS segment, a.name AS "advisorName", d."feedAdvisorName", d.kind::text AS kind,
      (d.changed_at AT TIME ZONE 'Europe/Paris')::date::text AS "on", coalesce(r.until_on, d.until_on)::text AS "untilOn", u.name AS "decidedBy", d.reassignment_id AS "reassignmentId", d.obstacle,
      ${keyText(BY_NAME)} AS key
    FROM (
      SELECT c.id AS "clientId", c.first_name AS "firstName", c.last_name AS "lastName", c.advisor_id, f.name AS "feedAdvisorName", w.kind, w.changed_at, w.until_on, w.user_id, w.reassignment_id,
        ${obstacle(viewer)} AS obstacle, ${keyColumns(BY_NAME)}
      FROM ${DIFFERENCES} WHERE ${asked(viewer, filter)} AND ${pastPlace(BY_NAME, place)} ORDER BY ${keyOrder(BY_NAME, place)} LIMIT ${limit}
    ) d
    JOIN app_user a ON a.id = d.advisor_id LEFT JOIN client_score s ON s.client_id = d."clientId" LEFT JOIN app_user u ON u.id = d.user_id LEFT JOIN reassignment r ON r.id = d.reassignment_id
    ORDER BY ${keyOrder(BY_NAME, place)}`);
}

/** How many of them there are, by who has the client here and who in the core bank. Nobody of the clients is named. */
export function countDifferences(viewer: Viewer): Promise<DifferenceGroup[]> {
  return readAs<DifferenceGroup>(viewer, Prisma.sql`
    SELECT CASE WHEN ${RETURNS} THEN 'RETURNING' ELSE 'OPEN' END AS standing, c.advisor_id AS "advisorId", a.name AS "advisorName", c.feed_advisor_id AS "feedAdvisorId", f.name AS "feedAdvisorName", count(*)::int AS clients
    FROM ${DIFFERENCES} JOIN app_user a ON a.id = c.advisor_id WHERE ${differing(viewer)} GROUP BY 1, 2, 3, 4, 5`);
}

/**
 * Who would go to whom the core bank names: one client, or all that are open, of an advisor or of everyone; at most
 * REASSIGN_LIMIT. Nothing is changed: the targets are for applyReassignment().
 */
export async function planTakeOver(viewer: Viewer, { clientId, advisorId }: PlanTakeOverInput): Promise<TakeOverPlan> {
  const one = clientId === null ? Prisma.sql`true` : Prisma.sql`c.id = ${clientId}`;
  const rows = await readAs<{ target: ReassignTarget; obstacle: string | null }>(viewer, Prisma.sql`
    SELECT jsonb_build_array(c.id, c.advisor_id, c.feed_advisor_id) AS target, ${obstacle(viewer)} AS obstacle
    FROM ${DIFFERENCES} WHERE ${asked(viewer, { standing: "OPEN", advisorId })} AND ${one} ORDER BY c.id LIMIT ${REASSIGN_LIMIT}`);
  const able = rows.filter((row) => row.obstacle === null);
  return { targets: able.map(({ target }) => target), stay: rows.length - able.length };
}

/** Notes in the trail that a supervisor takes these differences out of the workbench. Errors: INVALID for none, or for more than EXPORT_LIMIT. */
export async function beginDifferencesExport(viewer: Viewer, filter: DifferenceFilter): Promise<void> {
  const [row] = await readAs<{ count: number }>(viewer, Prisma.sql`SELECT count(*)::int AS count FROM ${DIFFERENCES} WHERE ${asked(viewer, filter)}`);
  const count = row?.count ?? 0;
  if (count === 0) throw new AppError("INVALID", "nothing to export");
  if (count > EXPORT_LIMIT) throw new AppError("INVALID", "too many to export");
  const { standing, advisorId } = filter;
  await inViewerTransaction(viewer, (db) => recordAudit(db, viewer, "client.export", { details: { format: "csv", list: "differences", standing, count, conditions: advisorId === null ? "" : "advisor" } }));
}

/** The same list from its first to its last row, some at a time. */
export async function* differencesToExport(viewer: Viewer, filter: DifferenceFilter): AsyncGenerator<AdvisorDifference[]> {
  let after: readonly string[] | null = null;
  do {
    const read: (AdvisorDifference & { key: string[] })[] = await readDifferences(viewer, filter, { place: after && { side: "after", key: after, offset: 0 }, limit: READ_AT_ONCE });
    if (read.length > 0) {
      noteLook(viewer, listLook("export", "", read.map(({ clientId }) => clientId)));
      yield read;
    }
    after = read.length < READ_AT_ONCE ? null : (read.at(-1)?.key ?? null);
  } while (after);
}
