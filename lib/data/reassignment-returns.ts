import type { ReassignAnswer, ReassignmentCard } from "@/lib/domain/assignment";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import type { GiveBackInput } from "@/lib/schemas/reassignment";
import { Prisma } from "@/prisma/generated/client";
import { decidedClientsSql, returningOf, type DecidedClient } from "./assignment-returns";
import { recordAudit, recordAudits } from "./audit";
import { inViewerScope, inViewerTransaction, readAs, type Db } from "./database";
import { readToday } from "./next-actions";
import { checkLastDay, moveClients } from "./reassignments";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

const MOST_DECISIONS = 50;

/** The decisions about clients of this supervisor: absences that last first, then the latest of the last year. */
export function listReassignments(viewer: Viewer): Promise<ReassignmentCard[]> {
  const seen = viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
  const names = (column: Prisma.Sql) => Prisma.sql`(SELECT coalesce(json_agg(u.name ORDER BY u.name COLLATE "und-x-icu"), '[]') FROM app_user u WHERE u.id IN (SELECT ${column} FROM moved WHERE moved.id = r.id))`;
  return readAs<ReassignmentCard>(viewer, Prisma.sql`
    WITH latest AS MATERIALIZED (
      SELECT r.* FROM reassignment r WHERE r.created_at > now() - interval '1 year' OR (r.kind = 'ABSENCE' AND r.ended_at IS NULL)
      ORDER BY (r.kind = 'ABSENCE' AND r.ended_at IS NULL) DESC, r.created_at DESC LIMIT ${MOST_DECISIONS}
    ), moved AS MATERIALIZED (
      SELECT r.id, a.client_id, a.from_advisor_id, a.to_advisor_id
      FROM latest r JOIN assignment_change a ON a.reassignment_id = r.id AND a.kind <> 'RETURN' JOIN client c ON c.id = a.client_id WHERE ${seen}
    )
    SELECT r.id, r.kind::text AS kind, r.until_on::text AS "untilOn", r.note, d.name AS "decidedBy", (r.created_at AT TIME ZONE 'Europe/Paris')::date::text AS "decidedOn",
      (r.ended_at AT TIME ZONE 'Europe/Paris')::date::text AS "endedOn", (SELECT count(*)::int FROM moved WHERE moved.id = r.id) AS clients,
      ${names(Prisma.sql`from_advisor_id`)} AS "from", ${names(Prisma.sql`to_advisor_id`)} AS "to"
    FROM latest r JOIN app_user d ON d.id = r.created_by WHERE EXISTS (SELECT 1 FROM moved WHERE moved.id = r.id)
    ORDER BY (r.kind = 'ABSENCE' AND r.ended_at IS NULL) DESC, r.created_at DESC, r.id`);
}

/** Which clients a decision would give back now. NOT_FOUND for one without a client of this viewer. */
export function planGiveBack(viewer: Viewer, { id }: { id: string }): Promise<{ clientIds: readonly number[]; stay: number }> {
  return inViewerScope(viewer, async (db) => {
    const clients = await readDecided(db, viewer, id);
    if (clients.length === 0) throw new AppError("NOT_FOUND", `no reassignment ${id} for this viewer`);
    const clientIds = returningOf(clients, id).map(({ clientId }) => clientId);
    return { clientIds, stay: clients.length - clientIds.length };
  });
}

/**
 * Gives some clients of a decision back to whom it took them from, in one transaction, each with its entry in the trail;
 * whoever was moved for good since stays. With the last of them the decision is over (where some are of another's branches,
 * the nightly job sees to that). Asked twice, done once.
 */
export function giveBack(viewer: Viewer, { id, clientIds }: GiveBackInput): Promise<ReassignAnswer> {
  return inViewerTransaction(viewer, async (db) => {
    const wanted = new Set(clientIds);
    const decided = await readDecided(db, viewer, id);
    const returning = returningOf(decided, id).filter(({ clientId }) => wanted.has(clientId));
    const moved = await moveClients(db, "return_clients", id, returning.map(({ clientId, fromAdvisorId, toAdvisorId }) => [clientId, fromAdvisorId, toAdvisorId] as const));
    await recordAudits(db, viewer, returning.filter(({ clientId }) => moved.has(clientId)).map(({ clientId, fromAdvisorId, toAdvisorId }) => (
      { action: "client.reassign" as const, clientId, details: { reassignmentId: id, kind: "RETURN", fromAdvisorId, toAdvisorId } })));
    if (moved.size > 0 && returningOf(await readDecided(db, viewer, id), id).length === 0) {
      await db.reassignment.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date(), endedById: viewer.userId } });
      await endAbsence(db, id, await readToday(db));
    }
    const known = new Map(decided.map(({ clientId, name }) => [clientId, name]));
    return { done: [...moved], left: clientIds.filter((clientId) => !moved.has(clientId)).map((clientId) => ({ clientId, name: known.get(clientId) ?? null })) };
  });
}

/**
 * Another last day for an absence. INVALID as for a new one, NOT_FOUND for another's, CONFLICT when it is over or has clients
 * of branches that are someone else's to answer for.
 */
export function extendAbsence(viewer: Viewer, { id, untilOn }: { id: string; untilOn: Day }): Promise<void> {
  return inViewerTransaction(viewer, async (db) => {
    checkLastDay(untilOn, await readToday(db));
    if ((await readDecided(db, viewer, id)).length === 0) throw new AppError("NOT_FOUND", `no reassignment ${id} for this viewer`);
    const { count } = await db.reassignment.updateMany({ where: { id, kind: "ABSENCE", endedAt: null }, data: { untilOn: dateOf(untilOn) } });
    if (count === 0) throw new AppError("CONFLICT", `reassignment ${id} is over`);
    await db.workAbsence.updateMany({ where: { id }, data: { untilOn: dateOf(untilOn) } });
    await recordAudit(db, viewer, "client.reassign", { details: { reassignmentId: id, untilOn } });
  });
}

/** Whoever has their clients back is there again, from today on: the days that the decision had noted are theirs to work. */
async function endAbsence(db: Db, reassignmentId: string, today: Day): Promise<void> {
  await db.workAbsence.deleteMany({ where: { id: reassignmentId, fromOn: { gte: dateOf(today) } } });
  await db.workAbsence.updateMany({ where: { id: reassignmentId, untilOn: { gte: dateOf(today) } }, data: { untilOn: dateOf(addDays(today, -1)) } });
}

function readDecided(db: Db, viewer: Viewer, id: string): Promise<DecidedClient[]> {
  const seen = viewer.role === "SUPERVISOR" ? visibleClients(viewer) : Prisma.sql`false`;
  return db.$queryRaw<DecidedClient[]>(decidedClientsSql(id, seen));
}
