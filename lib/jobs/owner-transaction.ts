import type pg from "pg";
import { connectAsOwner } from "./owner-connection";

const CANCEL_AGAIN_MS = 250;

/**
 * Runs `work` in one transaction as the owner of the tables: jobs alone do; row-level security does not apply. When
 * `signal` aborts, the statement that is running is cancelled in the server, everything is rolled back, and the
 * signal's reason is thrown; after the commit it comes too late.
 */
export async function inOwnerTransaction<T>(ownerUrl: string, work: (db: pg.Client) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const client = await connectAsOwner(ownerUrl);
  const release = signal ? await cancelOnAbort(ownerUrl, client, signal) : () => undefined;
  try {
    signal?.throwIfAborted();
    await client.query("BEGIN");
    const result = await work(client);
    signal?.throwIfAborted();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    release();
    await client.query("ROLLBACK").catch(() => undefined);
    throw signal?.aborted ? signal.reason : error;
  } finally {
    release();
    await client.end();
  }
}

/** Returns what ends it. The work may be between two statements when it is told: it is told again until it is over. */
async function cancelOnAbort(ownerUrl: string, client: pg.Client, signal: AbortSignal): Promise<() => void> {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  const pid = rows[0]?.pid;
  let timer: ReturnType<typeof setInterval> | undefined;
  const cancel = () => {
    void cancelBackend(ownerUrl, pid);
    timer = setInterval(() => void cancelBackend(ownerUrl, pid), CANCEL_AGAIN_MS);
  };
  signal.addEventListener("abort", cancel, { once: true });
  return () => {
    signal.removeEventListener("abort", cancel);
    clearInterval(timer);
  };
}

async function cancelBackend(ownerUrl: string, pid: number | undefined): Promise<void> {
  try {
    const other = await connectAsOwner(ownerUrl);
    await other.query("SELECT pg_cancel_backend($1)", [pid]).finally(() => other.end());
  } catch {
    // Asked again in a moment; and without a server there is nothing to cancel.
  }
}
