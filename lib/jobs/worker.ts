import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { logEvent, traceOf } from "@/lib/log";
import { startQueue } from "./job-queue";
import { holdWorkerLock, recoverLostRuns } from "./lost-runs";
import { requestDueRefresh } from "./nightly-refresh";
import { connectAsOwner } from "./owner-connection";

/** STOPPED: it was asked to. LOST: its database went away; whoever takes over its runs is another worker. */
type WorkerEnd = "STOPPED" | "LOST";

export type JobWorker = {
  /** Gives back what it is doing, and ends. */
  stop: () => Promise<void>;
  ended: Promise<WorkerEnd>;
};

const RECOVER_EVERY_MS = 5_000;
/** Longer than a cancelled statement takes to roll back; shorter than whoever waits for the end would. */
const LAST_WORDS_MS = 10_000;

/**
 * Starts a worker in this process: it takes runs from the queue, and takes over those of dead workers, until it is
 * stopped or loses its database. It lives as long as one connection of its own, which holds the lock that says so.
 */
export async function startWorker(ownerUrl: string): Promise<JobWorker> {
  const identity = await connectAsOwner(ownerUrl, { query_timeout: 20_000 });
  const pool = jobPool(ownerUrl);
  const leaving = new AbortController();
  let self: string | null = null;
  await recoverLostRuns(pool, self);
  const queue = await startQueue({ ownerUrl, pool, leaving: leaving.signal, giveUp: () => leaving.abort("LOST") }, async (worker) => {
    if (worker !== self) await holdWorkerLock(identity, worker);
    self = worker;
  });
  const ended = new Promise<WorkerEnd>((resolve) => {
    leaving.signal.addEventListener("abort", () => {
      clearInterval(recovering);
      const close = queue.stop().then(() => Promise.allSettled([identity.end(), pool.end()]), () => undefined);
      void Promise.race([close, pause(LAST_WORDS_MS)]).then(() => resolve(leaving.signal.reason as WorkerEnd));
    });
  });
  const recovering = setInterval(() => {
    identity.query("SELECT 1").catch(() => leaving.abort("LOST"));
    recoverLostRuns(pool, self).catch((error: unknown) => logEvent("worker.trouble", traceOf(error)));
  }, RECOVER_EVERY_MS);
  identity.once("end", () => leaving.abort("LOST"));
  void queue.ended.finally(() => leaving.abort("LOST"));
  await requestDueRefresh(ownerUrl);
  const stop = async () => {
    leaving.abort("STOPPED");
    await ended;
  };
  return { ended, stop };
}

/** For the bookkeeping of worker and queue; the work itself has connections of its own. */
function jobPool(ownerUrl: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 6 });
  // Connections that are lost are opened anew by whoever asks next.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}
