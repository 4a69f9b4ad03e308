/** What a worker does to the bank as a whole. A new kind does not compile until it has a payload, a handler and words. */
export const JOB_KINDS = ["IMPORT_PREVIEW", "IMPORT", "SCORE_BANK", "NIGHTLY_REFRESH"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export type JobStatus = "QUEUED" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELLED";

/** Where a run is, put in words by `jobs.phase`. */
export const JOB_PHASES = [
  "WAITING_FOR_BANK", "LOOKING_AT_FILES", "READING_ROWS", "CHECKING_ROWS", "MERGING_ROWS", "FACTS", "BENCHMARKS", "SCORES", "PEERS", "ACTIONS", "FIGURES",
] as const;
export type JobPhase = (typeof JOB_PHASES)[number];

/**
 * Why a run failed, for `jobs.error`: the demo bank takes no import · files that cannot be read · nothing to score yet · a payload that its kind does not know · its workers died
 * under it · the database kept refusing · anything else, which is a fault of ours.
 */
export const JOB_ERROR_CODES = ["DEMO_BANK", "FILES_REFUSED", "NOTHING_TO_SCORE", "WRONG_PAYLOAD", "WORKER_DIED", "DATABASE_REFUSED", "UNEXPECTED"] as const;
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];

/** What a run may count, put in words by `jobs.result`, in the order in which they are said. */
export const JOB_COUNTS = ["created", "updated", "unchanged", "refused", "clients", "written", "history", "departed", "added", "changed", "withdrawn"] as const;
export type JobCount = (typeof JOB_COUNTS)[number];

/** How far a run is: `done` of `total` things of this phase; without a total, nobody knows beforehand how many. */
export type JobProgress = { phase: JobPhase; done?: number; total?: number | null };

/** What a run did. */
export type JobResult = Readonly<Partial<Record<JobCount, number>>>;

/** A code, and where it broke; never a message, which could quote a client. */
export type JobError = { code: JobErrorCode; error?: string; sqlState?: string | null; where?: string | null };

export type PassedPhase = { phase: JobPhase; seconds: number };

/** A run as the page Jobs shows it. Instants are ISO texts; times are counted by the database's clock. */
export type JobRunCard = {
  id: string;
  kind: JobKind;
  status: JobStatus;
  /** Null: the calendar, or a command. */
  requestedBy: string | null;
  requestedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** From the start of the latest attempt to its end, or to now; null before the first. */
  seconds: number | null;
  attempts: number;
  isCancelRequested: boolean;
  cancelledBy: string | null;
  /** The run that this one tries again; and whether one tries this one again already. */
  isRetry: boolean;
  isRetried: boolean;
  phase: JobPhase | null;
  phaseSeconds: number;
  done: number;
  total: number | null;
  result: JobResult | null;
  error: JobError | null;
  /** What the last run of this kind that succeeded went through. */
  lastPhases: readonly PassedPhase[] | null;
};

/** The runs that are not over, those that ended just now, and how many workers there are to run any. */
export type LiveJobs = { runs: readonly JobRunCard[]; workers: number };

/** Whether nothing will change about this run any more. */
export function isOver(status: JobStatus): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}

/** Things of the present phase a second; null while that is noise, or where nothing is counted. */
export function rowsPerSecond({ done, phaseSeconds }: Pick<JobRunCard, "done" | "phaseSeconds">): number | null {
  return done > 0 && phaseSeconds >= 1 ? done / phaseSeconds : null;
}

/** `whole`: of the run, by the way the last one took; else of the present phase alone. */
export type TimeLeft = { seconds: number; whole: boolean };

type Running = Pick<JobRunCard, "phase" | "phaseSeconds" | "done" | "total" | "lastPhases">;

/**
 * How long a run will still take: the present phase by its pace where it counts its things, else by how long it took
 * last time; then the phases that followed it last time. Null where neither is known.
 */
export function timeLeft(run: Running): TimeLeft | null {
  const last = run.lastPhases ?? [];
  const place = last.findIndex(({ phase }) => phase === run.phase);
  const ofPhase = leftByPace(run) ?? leftAsLastTime(run.phaseSeconds, last[place]);
  if (ofPhase === null) return null;
  const after = place < 0 ? 0 : last.slice(place + 1).reduce((sum, { seconds }) => sum + seconds, 0);
  return { seconds: ofPhase + after, whole: place >= 0 };
}

function leftByPace({ done, total, phaseSeconds }: Running): number | null {
  const pace = rowsPerSecond({ done, phaseSeconds });
  return pace !== null && total !== null ? Math.max(0, total - done) / pace : null;
}

function leftAsLastTime(phaseSeconds: number, last: PassedPhase | undefined): number | null {
  return last ? Math.max(0, last.seconds - phaseSeconds) : null;
}

/** From 0 to 1: of the whole run where its end can be told, else of the present phase; null where nothing can. */
export function shareDone(run: Running & Pick<JobRunCard, "seconds">): number | null {
  const left = timeLeft(run);
  if (left?.whole && run.seconds !== null && run.seconds + left.seconds > 0) return Math.min(1, run.seconds / (run.seconds + left.seconds));
  return run.total ? Math.min(1, run.done / run.total) : null;
}
