import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { BANK_WORK, bankWork, connectAsOwner } from "./owner-connection";

/** The advisory lock of whoever changes the bank as a whole: import, scoring, planning; by a worker or by a command. */
const BANK_LOCK = 72707370;

const ASK_AGAIN_MS = 250;
/** Those whose lock is free are dead: the server ends what is left of them within a second or two. */
const LEFTOVERS_MS = 15_000;

/** Someone else is changing the bank. */
export class BankBusy extends Error {
  constructor() {
    super("The bank is being imported or scored at this moment: wait until that has ended (page Jobs), then try again.");
    this.name = "BankBusy";
  }
}

type Waiting = { signal?: AbortSignal; onWait?: () => void };

/**
 * Runs `work` while nobody else changes the bank as a whole, and gives it a signal that aborts should the lock be lost
 * with its connection. Inside such work the lock is there already: what takes it may call what takes it. Throws BankBusy
 * when someone else has it; with `waiting`, waits for them until that signal aborts.
 */
export async function withBankLock<T>(ownerUrl: string, work: (lost: AbortSignal) => Promise<T>, waiting?: Waiting): Promise<T> {
  const outer = bankWork.getStore();
  if (outer?.ownerUrl === ownerUrl) return work(outer.lost);
  const client = await connectAsOwner(ownerUrl);
  const lost = new AbortController();
  client.on("error", (error) => lost.abort(error));
  try {
    await takeLock(client, waiting);
    await waitForLeftovers(client);
    return await bankWork.run({ ownerUrl, lost: lost.signal }, () => work(lost.signal));
  } finally {
    // The lock goes with its connection.
    await client.end();
  }
}

async function takeLock(client: pg.Client, waiting: Waiting | undefined): Promise<void> {
  while (!(await tryLock(client, BANK_LOCK))) {
    if (!waiting) throw new BankBusy();
    waiting.onWait?.();
    waiting.signal?.throwIfAborted();
    await pause(ASK_AGAIN_MS);
  }
}

/** A killed process leaves its transactions to the server, which looks once a second whether anyone still wants them. */
async function waitForLeftovers(client: pg.Client): Promise<void> {
  for (const since = performance.now(); !(await tryLock(client, BANK_WORK)); ) {
    if (performance.now() - since > LEFTOVERS_MS) throw new BankBusy();
    await pause(ASK_AGAIN_MS);
  }
  await client.query("SELECT pg_advisory_unlock($1)", [BANK_WORK]);
}

async function tryLock(client: pg.Client, lock: number): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("SELECT pg_try_advisory_lock($1) AS taken", [lock]);
  return rows[0]?.taken === true;
}
