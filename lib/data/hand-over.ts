import type { HandOver, ReceivedClient } from "@/lib/domain/assignment";
import { Prisma } from "@/prisma/generated/client";
import { readAs } from "./database";
import { listLook, noteLook } from "./looks";
import { RECEIVED_DAYS, TODAY } from "./portfolio-conditions";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

const MOST_RECEIVED = 200;

/** Why a client is with their present advisor, and since when; null for one who never changed, and for another's. */
export async function getHandOver(viewer: Viewer, clientId: number): Promise<HandOver | null> {
  const [row] = await readAs<HandOver>(viewer, Prisma.sql`
    SELECT a.kind::text AS kind, (a.changed_at AT TIME ZONE 'Europe/Paris')::date::text AS "on", coalesce(r.until_on, a.until_on)::text AS "untilOn",
      coalesce(r.note, '') AS note, o.name AS "fromName", o.email AS "fromEmail", n.name AS "toName", d.name AS "decidedBy"
    FROM client c CROSS JOIN LATERAL (SELECT * FROM assignment_change h WHERE h.client_id = c.id ORDER BY h.changed_at DESC, h.id DESC LIMIT 1) a
    JOIN app_user o ON o.id = a.from_advisor_id JOIN app_user n ON n.id = a.to_advisor_id LEFT JOIN app_user d ON d.id = a.user_id LEFT JOIN reassignment r ON r.id = a.reassignment_id
    WHERE c.id = ${clientId} AND ${visibleClients(viewer)}`);
  return row ?? null;
}

/** Who came into the viewer's own portfolio in the last 30 days and is there still, the latest first; at most 200. */
export async function listReceived(viewer: Viewer): Promise<ReceivedClient[]> {
  const received = await readAs<ReceivedClient>(viewer, Prisma.sql`
    SELECT c.id, c.first_name || ' ' || c.last_name AS name, (a.changed_at AT TIME ZONE 'Europe/Paris')::date::text AS "on", a.kind::text AS kind, coalesce(r.until_on, a.until_on)::text AS "untilOn", o.name AS "fromName"
    FROM (SELECT DISTINCT ON (h.client_id) h.* FROM assignment_change h
          WHERE h.to_advisor_id = ${viewer.userId} AND h.changed_at >= (${TODAY} - ${RECEIVED_DAYS}::int)::timestamp AT TIME ZONE 'Europe/Paris' ORDER BY h.client_id, h.changed_at DESC) a
    JOIN client c ON c.id = a.client_id JOIN app_user o ON o.id = a.from_advisor_id LEFT JOIN reassignment r ON r.id = a.reassignment_id
    WHERE c.advisor_id = ${viewer.userId} AND ${visibleClients(viewer)} ORDER BY a.changed_at DESC, c.last_name COLLATE "und-x-icu", c.id LIMIT ${MOST_RECEIVED}`);
  noteLook(viewer, listLook("received", "", received.map(({ id }) => id)));
  return received;
}

/** How many came into the viewer's own portfolio, as listReceived() has them, and how many went from it lately (listHandedOver()). Nobody is named. */
export async function countHandOvers(viewer: Viewer): Promise<{ received: number; given: number }> {
  const [row] = await readAs<{ received: number; given: number }>(viewer, Prisma.sql`
    SELECT (SELECT count(*)::int FROM client c WHERE c.advisor_id = ${viewer.userId} AND ${visibleClients(viewer)} AND c.id IN (
        SELECT h.client_id FROM assignment_change h WHERE h.to_advisor_id = ${viewer.userId} AND h.changed_at >= (${TODAY} - ${RECEIVED_DAYS}::int)::timestamp AT TIME ZONE 'Europe/Paris')) AS received,
      (SELECT count(*)::int FROM app_handed_over()) AS given`);
  return row ?? { received: 0, given: 0 };
}

/** The clients of a decision, by name: whose hand-over files are printed. Those whom this viewer sees, and for a supervisor alone. */
export async function listDecidedClients(viewer: Viewer, reassignmentId: string): Promise<number[]> {
  const seen = viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
  const rows = await readAs<{ id: number }>(viewer, Prisma.sql`
    SELECT c.id FROM client c WHERE c.id IN (SELECT a.client_id FROM assignment_change a WHERE a.reassignment_id = ${reassignmentId}::uuid) AND ${seen}
    ORDER BY c.last_name COLLATE "und-x-icu", c.first_name COLLATE "und-x-icu", c.id`);
  return rows.map(({ id }) => id);
}
