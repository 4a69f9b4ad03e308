import type pg from "pg";
import type { JobPhase, JobProgress, PassedPhase } from "@/lib/domain/job-run";
import { type Claim, readClaim, writeProgress } from "./job-claims";

const LOOK_EVERY_MS = 500;

/** A person wants the run stopped. */
export class JobCancelled extends Error {}
/** The run is not this worker's any more. */
class JobTaken extends Error {}

export type JobWatch = {
  /** Aborts with JobCancelled or JobTaken. */
  signal: AbortSignal;
  progress: (progress: JobProgress) => void;
  passed: () => PassedPhase[];
  stop: () => Promise<void>;
};

/** Twice a second, on a connection of its own: writes how far the run is, and looks whether someone wants it stopped. */
export function watchRun(pool: pg.Pool, claim: Claim): JobWatch {
  const stopping = new AbortController();
  const phases = new PhaseLog();
  let unwritten: JobProgress | null = null;
  const write = async () => {
    const progress = unwritten;
    unwritten = null;
    if (progress) await writeProgress(pool, claim, progress, phases.passed());
  };
  const look = async () => {
    await write();
    const { isOurs, isCancelled } = await readClaim(pool, claim);
    if (!isOurs) stopping.abort(new JobTaken());
    else if (isCancelled) stopping.abort(new JobCancelled());
  };
  const ticking = new Ticking(look);
  const progress = (now: JobProgress) => {
    const isNew = phases.enter(now.phase);
    unwritten = now;
    if (isNew) ticking.now();
  };
  return { signal: stopping.signal, progress, passed: () => phases.passedWithLast(), stop: () => ticking.stop().then(write).catch(() => undefined) };
}

/** Which phases took how long. */
class PhaseLog {
  private done: PassedPhase[] = [];
  private current: { phase: JobPhase; since: number } | null = null;

  /** True when this is another phase than before. */
  enter(phase: JobPhase): boolean {
    if (this.current?.phase === phase) return false;
    this.done = this.passedWithLast();
    this.current = { phase, since: performance.now() };
    return true;
  }

  passed(): PassedPhase[] {
    return this.done;
  }

  passedWithLast(): PassedPhase[] {
    if (!this.current) return this.done;
    return [...this.done, { phase: this.current.phase, seconds: Math.round((performance.now() - this.current.since) / 100) / 10 }];
  }
}

/** One look at a time; a look that fails (the connection was lost) is made up for by the next. */
class Ticking {
  private running: Promise<void> = Promise.resolve();
  private isBusy = false;
  private readonly timer = setInterval(() => this.now(), LOOK_EVERY_MS);

  constructor(private readonly look: () => Promise<void>) {}

  now(): void {
    if (this.isBusy) return;
    this.isBusy = true;
    this.running = this.look()
      .catch(() => undefined)
      .finally(() => {
        this.isBusy = false;
      });
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
