import type pg from "pg";
import { logEvent, traceOf } from "@/lib/log";
import { withBankLock } from "../bank-lock";
import { isPassing } from "../job-failure";
import { connectAsOwner } from "../owner-connection";
import { inOwnerTransaction } from "../owner-transaction";
import { beginNextBatch, failBatch } from "./batch-claims";
import { runBatch } from "./run-batch";

/** Then whatever else waits for the bank has its turn. */
const LONGEST_TURN_MS = 10_000;

/**
 * Runs the batches that wait, each in a transaction of its own, in the order in which they came. Killed at any moment, a
 * batch was run whole or waits still. Nobody else changes the bank meanwhile.
 */
export async function runApiBatches(ownerUrl: string, leaving: AbortSignal): Promise<void> {
  const db = await connectAsOwner(ownerUrl);
  try {
    const isDone = await withBankLock(ownerUrl, (lost) => runWaiting(db, ownerUrl, AbortSignal.any([leaving, lost])), { signal: leaving, onWait: () => undefined });
    if (!isDone) await askAgain(db);
  } catch (error) {
    if (!leaving.aborted) throw error;
    await askAgain(db);
  } finally {
    await db.end();
  }
}

/** The job that runs now is no longer the one that waits. */
async function askAgain(db: pg.ClientBase): Promise<void> {
  await db.query("SELECT graphile_worker.add_job('run_api_batches', queue_name => 'bank', job_key => 'api-batches')");
}

/** True when none waits any more. */
async function runWaiting(db: pg.ClientBase, ownerUrl: string, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + LONGEST_TURN_MS;
  for (;;) {
    signal.throwIfAborted();
    const id = await beginNextBatch(db);
    if (id === null) return true;
    await runOne(db, ownerUrl, id, signal);
    if (performance.now() > until) return false;
  }
}

async function runOne(db: pg.ClientBase, ownerUrl: string, id: string, signal: AbortSignal): Promise<void> {
  try {
    await inOwnerTransaction(ownerUrl, (transaction) => runBatch(transaction, id), signal);
  } catch (error) {
    if (signal.aborted || isPassing(error)) throw error;
    logEvent("api.batchFailed", { batchId: id, ...traceOf(error) });
    await failBatch(db, id);
  }
}
