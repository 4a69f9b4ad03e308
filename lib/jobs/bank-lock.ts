import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { connectAsOwner } from "./owner-transaction";

/** The advisory lock of whoever changes the bank as a whole: import, scoring, planning; by a worker or by a command. */
const BANK_LOCK = 72707370;

const ASK_AGAIN_MS = 500;

/** Someone else is changing the bank. */
export class BankBusy extends Error {
  constructor() {
    super("The bank is being imported or scored: wait until that has ended (page Jobs), then try again.");
    this.name = "BankBusy";
  }
}

const held = new AsyncLocalStorage<{ ownerUrl: string; lost: AbortSignal }>();

/**
 * Runs `work` while nobody else changes the bank as a whole, and gives it a signal that aborts should the lock be lost
 * with its connection. Inside such work the lock is there already: what takes it may call what takes it. Throws BankBusy
 * when someone else has it; with `waiting`, waits for them until that signal aborts.
 */
export async function withBankLock<T>(
  ownerUrl: string,
  work: (lost: AbortSignal) => Promise<T>,
  waiting?: { signal: AbortSignal; onWait: () => void },
): Promise<T> {
  const outer = held.getStore();
  if (outer?.ownerUrl === ownerUrl) return work(outer.lost);
  const client = await connectAsOwner(ownerUrl);
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  try {
    await takeLock(client, waiting);
    return await held.run({ ownerUrl, lost: lost.signal }, () => work(lost.signal));
  } finally {
    // The lock goes with its connection.
    await client.end();
  }
}

async function takeLock(client: pg.Client, waiting: { signal: AbortSignal; onWait: () => void } | undefined): Promise<void> {
  while (!(await tryLock(client))) {
    if (!waiting) throw new BankBusy();
    waiting.onWait();
    waiting.signal.throwIfAborted();
    await pause(ASK_AGAIN_MS);
  }
}

async function tryLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [BANK_LOCK]);
  return rows[0]?.taken === true;
}
