import { goesBackTo, type AssignmentChange } from "@/lib/domain/assignment";
import { Prisma } from "@/prisma/generated/client";

/** A client of a decision, with every change of advisor there was, oldest first. */
export type DecidedClient = { clientId: number; name: string; advisorId: number; changes: readonly AssignmentChange[] };
/** Who goes back, from whom, and to whom. */
export type Returning = { clientId: number; name: string; fromAdvisorId: number; toAdvisorId: number };

/** The clients of a decision among those of `seen` (`c`); read by its index, whatever the bank has. Columns of DecidedClient. */
export function decidedClientsSql(reassignmentId: string, seen: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT c.id AS "clientId", c.first_name || ' ' || c.last_name AS name, c.advisor_id AS "advisorId",
      (SELECT jsonb_agg(jsonb_build_object('reassignmentId', h.reassignment_id, 'kind', h.kind, 'fromAdvisorId', h.from_advisor_id, 'toAdvisorId', h.to_advisor_id) ORDER BY h.changed_at, h.id)
       FROM assignment_change h WHERE h.client_id = c.id) AS changes
    FROM client c WHERE c.id IN (SELECT a.client_id FROM assignment_change a WHERE a.reassignment_id = ${reassignmentId}::uuid) AND ${seen}
    ORDER BY c.last_name COLLATE "und-x-icu", c.first_name COLLATE "und-x-icu", c.id`;
}

/** All clients of a decision, whoever sees them: for the nightly job. */
export function everyDecidedClientSql(reassignmentId: string): Prisma.Sql {
  return decidedClientsSql(reassignmentId, Prisma.sql`true`);
}

/** Of those, who goes back now. */
export function returningOf(clients: readonly DecidedClient[], reassignmentId: string): Returning[] {
  return clients.flatMap(({ clientId, name, advisorId, changes }) => {
    const toAdvisorId = goesBackTo(changes, reassignmentId);
    return toAdvisorId === null ? [] : [{ clientId, name, fromAdvisorId: advisorId, toAdvisorId }];
  });
}
