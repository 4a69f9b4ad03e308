import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { JOB_KINDS, type JobKind, type JobResult } from "@/lib/domain/job-run";
import { logEvent, traceOf } from "@/lib/log";
import { JOB_PAYLOADS, type JobPayload } from "@/lib/schemas/job-payload";
import { withBankLock } from "./bank-lock";
import { type Claim, type ClaimedRun, claimRun, type Ending, settleRun } from "./job-claims";
import { isPassing, jobErrorOf, JobFailure } from "./job-failure";
import { JOB_HANDLERS } from "./job-handlers";
import { JobCancelled, type JobWatch, watchRun } from "./job-watch";

/** After so many beginnings a run is what ends its workers, or what the database cannot do. */
export const MAX_ATTEMPTS = 5;
const SETTLE_TRIES = 5;
/** Work that was told to stop and has not by then never will: its process has to end. */
const STUBBORN_MS = 30_000;

export type WorkerFrame = {
  ownerUrl: string;
  pool: pg.Pool;
  /** Aborts when the worker stops: what it runs goes back into the queue. */
  leaving: AbortSignal;
  /** Ends the worker; another takes over what it had begun. */
  giveUp: () => void;
};

/** Runs one run to its end, whatever that is, and notes it. A worker whose database takes no note gives up. */
export async function runJob(frame: WorkerFrame, claim: Claim): Promise<void> {
  try {
    await runClaimed(frame, claim);
  } catch (error) {
    logEvent("job.unsettled", { runId: claim.runId, ...traceOf(error) });
    frame.giveUp();
  }
}

async function runClaimed(frame: WorkerFrame, claim: Claim): Promise<void> {
  const run = await claimRun(frame.pool, claim);
  if (!run) return;
  logEvent("job.started", { runId: run.id, kind: run.kind, attempt: run.attempts });
  const watch = watchRun(frame.pool, claim);
  const ending = await endingOf(frame, run, watch);
  await watch.stop();
  await settle(frame.pool, claim, ending, watch);
  logEvent("job.ended", { runId: run.id, kind: run.kind, status: ending.status, code: "error" in ending ? ending.error.code : null });
}

async function endingOf(frame: WorkerFrame, run: ClaimedRun, watch: JobWatch): Promise<Ending> {
  let stubborn: ReturnType<typeof setTimeout> | undefined;
  watch.signal.addEventListener("abort", () => (stubborn = setTimeout(frame.giveUp, STUBBORN_MS)));
  try {
    return { status: "SUCCEEDED", result: await runWithinLock(frame, run, watch) };
  } catch (error) {
    if (watch.signal.reason instanceof JobCancelled) return { status: "CANCELLED" };
    if (frame.leaving.aborted) return { status: "QUEUED", delaySeconds: 0 };
    if (isPassing(error)) return passing(run);
    if (!(error instanceof JobFailure)) logEvent("job.failed", { runId: run.id, ...traceOf(error) });
    return { status: "FAILED", error: jobErrorOf(error) };
  } finally {
    clearTimeout(stubborn);
  }
}

function passing({ attempts }: ClaimedRun): Ending {
  if (attempts >= MAX_ATTEMPTS) return { status: "FAILED", error: { code: "DATABASE_REFUSED" } };
  return { status: "QUEUED", delaySeconds: attempts * attempts };
}

/** The queue runs one such job at a time; the lock keeps the commands of a terminal away, too. */
function runWithinLock(frame: WorkerFrame, run: ClaimedRun, watch: JobWatch): Promise<JobResult> {
  const signal = AbortSignal.any([watch.signal, frame.leaving]);
  if (!run.changesBank) return handle(frame, run, watch, signal);
  const onWait = () => watch.progress({ phase: "WAITING_FOR_BANK" });
  return withBankLock(frame.ownerUrl, (lost) => handle(frame, run, watch, AbortSignal.any([signal, lost])), { signal, onWait });
}

async function handle(frame: WorkerFrame, run: ClaimedRun, watch: JobWatch, signal: AbortSignal): Promise<JobResult> {
  const kind = JOB_KINDS.find((known) => known === run.kind);
  if (!kind) throw new JobFailure("WRONG_PAYLOAD", `this worker does not know ${run.kind}`);
  const { id: runId, requestedBy } = run;
  return handleKind(kind, { runId, requestedBy, ownerUrl: frame.ownerUrl, signal, progress: watch.progress }, run.payload);
}

type ContextWithoutPayload = Omit<Parameters<(typeof JOB_HANDLERS)[JobKind]>[0], "payload">;

function handleKind<K extends JobKind>(kind: K, context: ContextWithoutPayload, given: unknown): Promise<JobResult> {
  const payload = JOB_PAYLOADS[kind].safeParse(given);
  if (!payload.success) throw new JobFailure("WRONG_PAYLOAD", `the payload of ${kind} is not right`);
  return JOB_HANDLERS[kind]({ ...context, payload: payload.data as JobPayload<K> });
}

/** The work is done, or undone: that has to be noted, even where the database takes a moment to come back. */
async function settle(pool: pg.Pool, claim: Claim, ending: Ending, watch: JobWatch): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await settleRun(pool, claim, ending, watch.passed());
    } catch (error) {
      if (attempt === SETTLE_TRIES) throw error;
      await pause(attempt * 300);
    }
  }
}
