import type { JobPhase } from "@/lib/domain/job-run";
import type { ScoreCause } from "@/prisma/generated/enums";
import { withBankLock } from "./bank-lock";
import type { WorkWatch } from "./job-context";
import { beginScoring } from "./scoring/begin-scoring";
import { exchangeScores, finishExchange } from "./scoring/exchange-scores";
import { measureBank } from "./scoring/measure-bank";
import { ScoringOvertaken } from "./scoring/scoring-frame";
import { writeInPlace } from "./scoring/write-in-place";

/** Counts of clients. */
export type ScoreBankResult = { clients: number; written: number; history: number; departed: number };

export type ScoreBankOptions = WorkWatch & {
  cause: ScoreCause;
  /** More changed rows than this are written beside the table, which is then exchanged. */
  largestInPlace?: number;
};

/** So many rows are written within a quarter of a second, for which someone who logs may have to wait. */
const LARGEST_IN_PLACE = 20_000;
const MOST_ATTEMPTS = 3;

/**
 * Scores the whole bank under one published model: facts of whoever is due, benchmarks of everyone, then the scores that
 * differ. Pages answer from the last complete scores until the new ones are there, all at once; nothing that is logged
 * meanwhile is lost. Running it twice changes nothing; killed and run again, it ends as if undisturbed. Connects as the
 * owner. Throws a JobFailure where there is nothing to score.
 */
export async function scoreBank(ownerUrl: string, options: ScoreBankOptions): Promise<ScoreBankResult> {
  return withBankLock(ownerUrl, () => scoreUndisturbed(ownerUrl, options, MOST_ATTEMPTS));
}

async function scoreUndisturbed(ownerUrl: string, options: ScoreBankOptions, attempts: number): Promise<ScoreBankResult> {
  try {
    return await scoreOnce(ownerUrl, options);
  } catch (error) {
    if (!(error instanceof ScoringOvertaken) || attempts === 1) throw error;
    return scoreUndisturbed(ownerUrl, options, attempts - 1);
  }
}

async function scoreOnce(ownerUrl: string, { cause, signal, progress, largestInPlace = LARGEST_IN_PLACE }: ScoreBankOptions): Promise<ScoreBankResult> {
  const at = (phase: JobPhase) => progress?.({ phase });
  await finishExchange(ownerUrl, signal);
  const start = await beginScoring(ownerUrl, signal);
  const measured = await measureBank(ownerUrl, start, at, signal);
  const isFew = measured.changes + measured.departed <= largestInPlace;
  const counts = isFew ? await writeInPlace(ownerUrl, measured.frame, cause, signal) : await exchangeScores(ownerUrl, measured, cause, signal);
  return { clients: measured.clients, ...counts };
}
