import { ROUND_STEPS } from "@/lib/domain/round";
import { Prisma } from "@/prisma/generated/client";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/**
 * What the viewer did with their clients since then and has not taken back, out of the audit trail: `id`, `client_id`,
 * `step` (RoundStep). Done on whichever page: nobody is met a second time because they were called from elsewhere. A
 * correction is no turn of its own.
 */
export function roundSteps(viewer: Viewer, since: Date): Prisma.Sql {
  return Prisma.sql`
    SELECT e.id, e.client_id, json_build_object('kind', e.action, 'clientId', e.client_id, 'clientName', c.first_name || ' ' || c.last_name, 'targetId', ${targetOf("e")},
      'outcome', e.details ->> 'outcome', 'untilOn', e.details ->> 'untilOn', 'reason', e.details ->> 'reason') AS step
    FROM audit_entry e JOIN client c ON c.id = e.client_id
    WHERE e.user_id = ${viewer.userId} AND e.at >= ${since} AND e.action = ANY (${[...ROUND_STEPS]}::text[])
      AND e.details ->> 'undone' IS NULL AND e.details ->> 'corrects' IS NULL AND ${visibleClients(viewer)}
      AND NOT EXISTS (
        SELECT 1 FROM audit_entry u WHERE u.user_id = ${viewer.userId} AND u.at >= ${since} AND u.client_id = e.client_id AND u.id > e.id
          AND u.action = e.action AND u.details ->> 'undone' IS NOT NULL AND ${targetOf("u")} = ${targetOf("e")})`;
}

function targetOf(entry: "e" | "u"): Prisma.Sql {
  return Prisma.raw(`coalesce(${entry}.details ->> 'actionId', ${entry}.details ->> 'interactionId')`);
}
