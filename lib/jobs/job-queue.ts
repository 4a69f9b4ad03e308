import { Logger, parseCronItem, run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { logEvent } from "@/lib/log";
import { runApiBatches } from "./api/run-batches";
import { requestDueRefresh, requestScoring } from "./nightly-refresh";
import { runJob, type WorkerFrame } from "./run-job";

export type JobQueue = { stop: () => Promise<void>; ended: Promise<void> };

/** One job that changes the bank, and one beside it that only looks. */
const CONCURRENCY = 2;
/** The queue tells of new jobs by itself; this is for what it could not tell. */
const POLL_MS = 1_000;
/** Universal time: five past one or two in the night of Paris, when the day has just changed there. */
const NIGHTLY = "5 0 * * *";

const runPayload = z.object({ runId: z.uuid() });

/** Takes jobs from the queue and runs them; `onStart` is told the worker's id before the first. */
export async function startQueue(frame: WorkerFrame, onStart: (worker: string) => Promise<void>): Promise<JobQueue> {
  const taskList: TaskList = {
    run_job: (payload, { job }) => runJob(frame, { runId: runPayload.parse(payload).runId, worker: job.locked_by ?? "" }),
    request_refresh: () => requestDueRefresh(frame.ownerUrl),
    request_scoring: () => requestScoring(frame.ownerUrl),
    run_api_batches: () => runApiBatches(frame.ownerUrl, frame.leaving),
  };
  const runner = await run({
    pgPool: frame.pool,
    concurrency: CONCURRENCY,
    pollInterval: POLL_MS,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error") logEvent("queue.trouble", { message });
    }),
    taskList,
    parsedCronItems: [parseCronItem({ task: "request_refresh", match: NIGHTLY })],
    preset: { plugins: [{ name: "WorkerLock", worker: { hooks: { startWorker: (_, { worker }) => onStart(worker.workerPool.id) } } }] },
  });
  return { stop: () => runner.stop(), ended: runner.promise };
}
