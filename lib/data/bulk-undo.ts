import type { BulkAnswer } from "@/lib/domain/bulk-step";
import type { UndoBulkStepInput } from "@/lib/schemas/bulk-step";
import { Prisma } from "@/prisma/generated/client";
import { recordAudits } from "./audit";
import { batchEntries, type BatchEntry } from "./bulk-trail";
import { inViewerTransaction, type Db } from "./database";
import { takeBackDismissals } from "./dismissals";
import { lockOwnClients } from "./own-client";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

/**
 * Takes a step back from some of its clients, in one transaction: whose action is as the step left it. Whoever changed it
 * since keeps what they did, and the client is named. Asked twice, it is undone once.
 */
export function undoBulkStep(viewer: Viewer, { batchId, clientIds }: UndoBulkStepInput): Promise<BulkAnswer> {
  return inViewerTransaction(viewer, async (db) => {
    const held = await lockOwnClients(viewer, db, clientIds);
    const entries = (await batchEntries(db, viewer, batchId, clientIds)).filter(({ clientId }) => held.has(clientId));
    const todo = entries.filter(({ isUndone }) => !isUndone);
    const of = (action: BatchEntry["action"]) => todo.filter((entry) => entry.action === action);
    const undone = new Set([
      ...(await wakeAll(db, viewer, of("nextAction.snooze"))),
      ...(await withdrawAll(db, viewer, of("nextAction.plan"))),
      ...(await reopenAll(db, viewer, of("nextAction.dismiss"))),
    ]);
    await recordAudits(db, viewer, todo.filter(({ clientId }) => undone.has(clientId)).map(({ action, clientId, actionId }) => ({ action, clientId, details: { actionId, batchId, undone: true } })));
    const changed = todo.filter(({ clientId }) => !undone.has(clientId)).map(({ clientId }) => clientId);
    return {
      done: entries.filter(({ clientId, isUndone }) => isUndone || undone.has(clientId)).map(({ clientId }) => clientId),
      refused: [...(await namesOf(db, viewer, changed)), ...clientIds.filter((id) => !held.has(id)).map((clientId) => ({ clientId, name: null, refusal: "NOT_OWN" as const }))],
    };
  });
}

async function wakeAll(db: Db, viewer: Viewer, entries: readonly BatchEntry[]): Promise<number[]> {
  return changedBy(db, Prisma.sql`
    UPDATE next_action n SET snoozed_until_on = k.was_until_on
    FROM unnest(${entries.map(({ clientId }) => clientId)}::int[], ${entries.map(({ actionId }) => actionId)}::uuid[], ${entries.map(({ untilOn }) => untilOn)}::date[],
      ${entries.map(({ wasUntilOn }) => wasUntilOn)}::date[]) AS k(client_id, id, until_on, was_until_on) JOIN client c ON c.id = k.client_id
    WHERE n.client_id = k.client_id AND n.id = k.id AND n.status = 'OPEN' AND n.snoozed_until_on = k.until_on AND ${visibleClients(viewer)}
    RETURNING n.client_id AS "clientId"`, entries);
}

/** A follow-up that was planned, and that nobody has put off, taken on or done. */
async function withdrawAll(db: Db, viewer: Viewer, entries: readonly BatchEntry[]): Promise<number[]> {
  return changedBy(db, Prisma.sql`
    UPDATE next_action n SET status = 'WITHDRAWN', closed_at = ${new Date()}
    FROM unnest(${entries.map(({ clientId }) => clientId)}::int[], ${entries.map(({ actionId }) => actionId)}::uuid[], ${entries.map(({ untilOn }) => untilOn)}::date[]) AS k(client_id, id, until_on)
    JOIN client c ON c.id = k.client_id
    WHERE n.client_id = k.client_id AND n.id = k.id AND n.status = 'OPEN' AND n.due_on = k.until_on AND n.snoozed_until_on IS NULL AND n.taken_at IS NULL AND ${visibleClients(viewer)}
    RETURNING n.client_id AS "clientId"`, entries);
}

/** Dismissed by this step, and not opened and dismissed again since. */
async function reopenAll(db: Db, viewer: Viewer, entries: readonly BatchEntry[]): Promise<number[]> {
  const standing = await changedBy(db, Prisma.sql`
    SELECT n.client_id AS "clientId"
    FROM unnest(${entries.map(({ clientId }) => clientId)}::int[], ${entries.map(({ actionId }) => actionId)}::uuid[], ${entries.map(({ closedAt }) => closedAt)}::timestamptz[]) AS k(client_id, id, closed_at)
    JOIN client c ON c.id = k.client_id JOIN next_action n ON n.client_id = k.client_id AND n.id = k.id
    WHERE n.status = 'DISMISSED' AND n.closed_at = k.closed_at AND ${visibleClients(viewer)}`, entries);
  const keys = entries.filter(({ clientId }) => standing.includes(clientId)).map(({ clientId, actionId }) => ({ clientId, id: actionId }));
  return keys.length === 0 ? [] : (await takeBackDismissals(db, viewer, keys)).map(({ clientId }) => clientId);
}

async function changedBy(db: Db, sql: Prisma.Sql, entries: readonly BatchEntry[]): Promise<number[]> {
  if (entries.length === 0) return [];
  return (await db.$queryRaw<{ clientId: number }[]>(sql)).map(({ clientId }) => clientId);
}

async function namesOf(db: Db, viewer: Viewer, clientIds: readonly number[]) {
  if (clientIds.length === 0) return [];
  const rows = await db.$queryRaw<{ clientId: number; name: string }[]>(Prisma.sql`
    SELECT c.id AS "clientId", c.first_name || ' ' || c.last_name AS name FROM client c WHERE c.id = ANY (${[...clientIds]}::int[]) AND ${visibleClients(viewer)} ORDER BY c.last_name`);
  return rows.map((row) => ({ ...row, refusal: "CHANGED" as const }));
}
