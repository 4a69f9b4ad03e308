import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { onTestFinished } from "vitest";

type LockMode = "ACCESS SHARE" | "ROW SHARE" | "SHARE" | "ACCESS EXCLUSIVE";

/** Holds a table until released, at the end of the test at the latest: whoever wants it waits in the middle of a statement. */
export async function holdTable(owner: pg.Pool, table: string, mode: LockMode = "ACCESS EXCLUSIVE"): Promise<() => Promise<void>> {
  const db = await owner.connect();
  await db.query("BEGIN");
  await db.query(`LOCK TABLE ${table} IN ${mode} MODE`);
  let isHeld = true;
  const release = async () => {
    if (!isHeld) return;
    isHeld = false;
    await db.query("ROLLBACK").finally(() => db.release());
  };
  onTestFinished(release);
  return release;
}

const WAITS = "SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted AND relation = to_regclass($1)";

/** Until someone waits for this table; fails after half a minute. In this database: another test's has a table of the same number. */
export async function untilWaitedFor(owner: pg.Pool, table: string): Promise<void> {
  for (const since = performance.now(); ; await pause(5)) {
    const { rowCount } = await owner.query(WAITS, [table]);
    if (rowCount !== 0) return;
    if (performance.now() - since > 30_000) throw new Error(`nobody waits for ${table}`);
  }
}
