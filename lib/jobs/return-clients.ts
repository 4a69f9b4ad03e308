import type pg from "pg";
import { BULK_CHUNK } from "@/lib/domain/bulk-step";
import { everyDecidedClientSql, returningOf, type DecidedClient, type Returning } from "@/lib/data/assignment-returns";
import { inOwnerTransaction } from "./owner-transaction";

/**
 * Gives clients back whose advisor's absence is over: the night after its last day. A hundred in a transaction, each with
 * its entry in the trail, in nobody's name. Someone who is no longer active gets nobody back: the supervisor sees that the
 * day is over. Killed and started again it ends in the same state. How many went back.
 */
export async function returnClients(ownerUrl: string, { signal }: { signal?: AbortSignal } = {}): Promise<number> {
  const due = await inOwnerTransaction(ownerUrl, async (db) => {
    const { rows } = await db.query<{ id: string }>("SELECT id FROM reassignment WHERE kind = 'ABSENCE' AND ended_at IS NULL AND until_on < bank_today() ORDER BY until_on, id");
    return rows.map(({ id }) => id);
  });
  let returned = 0;
  for (const id of due) returned += await returnAll(ownerUrl, id, signal);
  return returned;
}

async function returnAll(ownerUrl: string, id: string, signal: AbortSignal | undefined): Promise<number> {
  const all = await inOwnerTransaction(ownerUrl, (db) => returningNow(db, id), signal);
  let returned = 0;
  for (let done = 0; done < all.length; done += BULK_CHUNK) {
    const part = new Set(all.slice(done, done + BULK_CHUNK).map(({ clientId }) => clientId));
    returned += await inOwnerTransaction(ownerUrl, async (db) => giveBack(db, id, (await returningNow(db, id)).filter(({ clientId }) => part.has(clientId))), signal);
  }
  await inOwnerTransaction(ownerUrl, async (db) => {
    if ((await returningNow(db, id)).length === 0) await db.query("UPDATE reassignment SET ended_at = now() WHERE id = $1 AND ended_at IS NULL", [id]);
  });
  return returned;
}

async function returningNow(db: pg.Client, id: string): Promise<Returning[]> {
  const { text, values } = everyDecidedClientSql(id);
  const { rows } = await db.query<DecidedClient>(text, values);
  return returningOf(rows, id);
}

async function giveBack(db: pg.Client, id: string, returning: readonly Returning[]): Promise<number> {
  const { rows } = await db.query<{ moved: number[] }>("SELECT move_clients($1, 'RETURN', $2, $3, $4) AS moved", [
    id, returning.map(({ clientId }) => clientId), returning.map(({ fromAdvisorId }) => fromAdvisorId), returning.map(({ toAdvisorId }) => toAdvisorId),
  ]);
  const moved = rows[0]?.moved ?? [];
  const entries = returning.filter(({ clientId }) => moved.includes(clientId)).map(({ clientId, fromAdvisorId, toAdvisorId }) => ({ clientId, details: { reassignmentId: id, kind: "RETURN", fromAdvisorId, toAdvisorId } }));
  await db.query(`INSERT INTO audit_entry (action, client_id, details) SELECT 'client.reassign', (e->>'clientId')::int, e->'details' FROM jsonb_array_elements($1::jsonb) e`, [JSON.stringify(entries)]);
  return moved.length;
}
