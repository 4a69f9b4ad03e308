/** What a worker does to the bank as a whole. A new kind does not compile until it has a payload, a handler and words. */
export const JOB_KINDS = ["SCORE_BANK", "NIGHTLY_REFRESH"] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** Where a run is, in the order in which runs pass through them; put in words by `jobs.phase`. */
export const JOB_PHASES = ["WAITING_FOR_BANK", "FACTS", "BENCHMARKS", "SCORES", "PEERS", "ACTIONS"] as const;
export type JobPhase = (typeof JOB_PHASES)[number];

/**
 * Why a run failed, for `jobs.error`: nothing to score yet · a payload that its kind does not know · its workers died
 * under it · the database kept refusing · anything else, which is a fault of ours.
 */
export const JOB_ERROR_CODES = ["NOTHING_TO_SCORE", "WRONG_PAYLOAD", "WORKER_DIED", "DATABASE_REFUSED", "UNEXPECTED"] as const;
export type JobErrorCode = (typeof JOB_ERROR_CODES)[number];

/** How far a run is: `done` of `total` things of this phase; without a total, nobody knows beforehand how many. */
export type JobProgress = { phase: JobPhase; done?: number; total?: number | null };

/** What a run did: counts by name (`jobs.result`). */
export type JobResult = Readonly<Record<string, number>>;

/** A code, and where it broke; never a message, which could quote a client. */
export type JobError = { code: JobErrorCode; error?: string; sqlState?: string | null; where?: string | null };
