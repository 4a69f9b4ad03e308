import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/scripts/embedded-postgres";

/** Nothing here outlives a run, so nothing is synced to disk. */
const FAST_AND_FORGETFUL = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
  shared_buffers: "128MB",
  max_connections: "200",
};

/**
 * Starts the PostgreSQL of one test run, emptied of what a killed run left. Two runs at once get a folder each:
 * `<base>-1`, `<base>-2`…
 */
export async function startTestServer(base: string): Promise<EmbeddedPostgres> {
  const slot = claimSlot(path.resolve(base));
  const server = await startAlone(slot.dir);
  await dropLeftovers(server.urlOf("postgres"));
  const stop = async () => {
    await server.stop();
    slot.release();
  };
  return { ...server, stop };
}

/** A server found running belongs to a killed run and is about to be stopped by its guard: it is not attached to. */
async function startAlone(dir: string): Promise<EmbeddedPostgres> {
  const start = () => startEmbeddedPostgres({ dir, database: "postgres", settings: FAST_AND_FORGETFUL });
  const found = await start();
  if (!found.attached) return found;
  await found.stop();
  return start();
}

function claimSlot(base: string): { dir: string; release: () => void } {
  fs.mkdirSync(path.dirname(base), { recursive: true });
  for (let number = 1; ; number++) {
    const dir = `${base}-${number}`;
    const lock = `${dir}.lock`;
    if (claimLock(lock)) return { dir, release: () => fs.rmSync(lock, { force: true }) };
  }
}

function claimLock(lock: string): boolean {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isRunning(Number(fs.readFileSync(lock, "utf8")))) return false;
    fs.rmSync(lock, { force: true });
    return claimLock(lock);
  }
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Databases first: a login cannot be dropped while a database grants it anything. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const each = async (names: string, drop: (name: string) => string) => {
    const { rows } = await admin.query<{ name: string }>(names);
    for (const { name } of rows) await admin.query(drop(pg.escapeIdentifier(name)));
  };
  try {
    await each("SELECT datname AS name FROM pg_database WHERE datname <> 'postgres' AND NOT datistemplate", (name) => `DROP DATABASE ${name} WITH (FORCE)`);
    await each("SELECT rolname AS name FROM pg_roles WHERE rolname LIKE 'mireille_web_%'", (name) => `DROP ROLE ${name}`);
  } finally {
    await admin.end();
  }
}
