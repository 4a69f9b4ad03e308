import type pg from "pg";
import type { ApiResource } from "@/lib/domain/api-key";
import { API_LIMITS, type ApiBatchResult } from "@/lib/schemas/api-batch";

/** A batch that waits, locked by the transaction that runs it. */
export type WaitingBatch = { id: string; keyId: string; resource: ApiResource; atomic: boolean; body: string };

/** So often a worker may die of a batch before the batch is given up. */
const MAX_ATTEMPTS = 5;

/**
 * Notes that the oldest waiting batch is about to be run and gives its id; null when none waits. Committed before the
 * run: a batch that ends its workers is given up after a few.
 */
export async function beginNextBatch(db: pg.ClientBase): Promise<string | null> {
  await db.query(
    `UPDATE api_batch SET status = 'FAILED', body = NULL, finished_at = now() WHERE status = 'WAITING' AND attempts >= $1`,
    [MAX_ATTEMPTS],
  );
  const { rows } = await db.query<{ id: string }>(
    `UPDATE api_batch SET attempts = attempts + 1
     WHERE id = (SELECT id FROM api_batch WHERE status = 'WAITING' ORDER BY created_at, id LIMIT 1) RETURNING id`,
  );
  return rows[0]?.id ?? null;
}

/** The batch, when it still waits. */
export async function lockBatch(db: pg.ClientBase, id: string): Promise<WaitingBatch | null> {
  const { rows } = await db.query<WaitingBatch>(
    `SELECT id, key_id AS "keyId", resource::text, atomic, body FROM api_batch WHERE id = $1 AND status = 'WAITING' FOR UPDATE`,
    [id],
  );
  return rows[0] ?? null;
}

/** Ends the batch: what was sent goes, what became of it stays. */
export async function finishBatch(db: pg.ClientBase, id: string, result: ApiBatchResult): Promise<void> {
  await db.query(`UPDATE api_batch SET status = 'DONE', body = NULL, finished_at = clock_timestamp(), result = $2 WHERE id = $1`, [id, JSON.stringify(result)]);
}

/** Nothing of the batch was taken, and nothing of it stays but that. */
export async function failBatch(db: pg.ClientBase, id: string): Promise<void> {
  await db.query(`UPDATE api_batch SET status = 'FAILED', body = NULL, finished_at = now() WHERE id = $1 AND status = 'WAITING'`, [id]);
}

/** Forgets the batches whose hours are over, in which the same request is answered again. */
export async function forgetBatches(db: pg.ClientBase): Promise<void> {
  await db.query(`DELETE FROM api_batch WHERE status <> 'WAITING' AND created_at < now() - make_interval(hours => $1)`, [API_LIMITS.idempotencyHours]);
}
