import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** Held, shared, by every connection of work on the bank as a whole: it tells when the last of them has ended. */
export const BANK_WORK = 72707372;

/** Of what runs inside `withBankLock`: for which database, and the signal that the lock was lost. */
export const bankWork = new AsyncLocalStorage<{ ownerUrl: string; lost: AbortSignal }>();

const LOOK_FOR_CLIENT_MS = 1_000;

/**
 * A connection of the owner's own, for as long as one likes. The server ends what it runs soon after this process was
 * killed; inside `withBankLock`, nobody else gets the lock before that.
 */
export async function connectAsOwner(ownerUrl: string, options: pg.ClientConfig = {}): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: ownerUrl, keepAlive: true, ...options });
  // A connection lost while idle is an event: without a listener it ends the process. The next statement says it too.
  client.on("error", () => undefined);
  await client.connect();
  // Servers on Windows cannot look: there a killed client's statement runs to its end, and is then rolled back.
  await client.query(`SET client_connection_check_interval = ${LOOK_FOR_CLIENT_MS}`).catch(() => undefined);
  if (bankWork.getStore()?.ownerUrl === ownerUrl) await client.query("SELECT pg_advisory_lock_shared($1)", [BANK_WORK]);
  return client;
}
