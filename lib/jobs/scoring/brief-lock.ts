import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";

export type BriefLockMode = "SHARE ROW EXCLUSIVE" | "EXCLUSIVE" | "ACCESS EXCLUSIVE";

/** While a lock is waited for, all who come after it wait too: never for longer than this. */
const WAIT_MS = 50;
/** Then everyone is let through for a while: at least so long, at most twice. */
const REST_MS = 100;
/** A vacuum gives way to whoever has waited for a second; those who read and write do not wait behind this. */
const VACUUM_WAIT_MS = 5_000;
const GIVE_UP_AFTER_MS = 10 * 60_000;

const LOCK_NOT_AVAILABLE = "55P03";
const DEADLOCK = "40P01";

/**
 * Takes a lock on a table that people are using, in the transaction of `db`, without ever making them queue behind it for
 * more than a moment: it tries for an instant, lets everyone through, and tries again. Throws the server's own error when
 * someone keeps the table for ten minutes.
 */
export async function lockBriefly(db: pg.ClientBase, table: string, mode: BriefLockMode, signal?: AbortSignal): Promise<void> {
  const endsAt = performance.now() + GIVE_UP_AFTER_MS;
  for (;;) {
    signal?.throwIfAborted();
    const refusal = await tryLock(db, table, mode);
    if (refusal === null) return;
    if (performance.now() > endsAt) throw refusal;
    await pause(REST_MS * (1 + Math.random()));
  }
}

async function tryLock(db: pg.ClientBase, table: string, mode: BriefLockMode): Promise<Error | null> {
  await db.query("SAVEPOINT before_lock");
  try {
    // No vacuum meanwhile: it would keep the table for minutes, and nobody else waits for this.
    await db.query(`SET LOCAL lock_timeout = ${VACUUM_WAIT_MS}`);
    await db.query(`LOCK TABLE ${table} IN SHARE UPDATE EXCLUSIVE MODE`);
    await db.query(`SET LOCAL lock_timeout = ${WAIT_MS}`);
    await db.query(`LOCK TABLE ${table} IN ${mode} MODE`);
    await db.query("SET LOCAL lock_timeout TO DEFAULT");
    await db.query("RELEASE SAVEPOINT before_lock");
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await db.query("ROLLBACK TO SAVEPOINT before_lock");
    return error;
  }
}

function isRefusal(error: unknown): error is Error {
  return error instanceof Error && "code" in error && (error.code === LOCK_NOT_AVAILABLE || error.code === DEADLOCK);
}
