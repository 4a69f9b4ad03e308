import type { ScoreMove, ScoreSummary } from "@/lib/domain/interaction-log";
import { profileKey } from "@/lib/domain/profile";
import { scoreClient, type ClientScores } from "@/lib/domain/scoring";
import { planClients } from "./action-plan";
import type { PlanningFrame } from "./planning-frame";
import { readBenchmarks, readScoringFacts } from "./scoring-facts";
import type { SqlRunner } from "./statement";

const SUMMARY = `SELECT pnb_score AS "pnbScore", mire_score AS "mireScore", combined_score AS "combinedScore", segment FROM client_score`;
const NOT_SCORED: ScoreSummary = { pnbScore: null, mireScore: null, combinedScore: null, segment: null };

/** An interaction that is being logged, and the scores before it. */
type LoggedChange = { clientId: number; interactionId: string; before: ScoreSummary };

/**
 * Recomputes one client by the pure rules, after a logged interaction and in its transaction: scores, segment, history
 * of what moved, next actions. Source: domain, *Interactions feed back*.
 */
export async function refreshClient(run: SqlRunner, frame: PlanningFrame, logged: LoggedChange): Promise<ScoreMove> {
  const after = (await scoreAnew(run, frame, logged)) ?? logged.before;
  await planClients(run, frame, [logged.clientId]);
  return { before: logged.before, after };
}

/** Null for a client who has left the bank: what is no longer scored keeps no score. */
async function scoreAnew(run: SqlRunner, frame: PlanningFrame, logged: LoggedChange): Promise<ScoreSummary | null> {
  const { clientId, before } = logged;
  const facts = await readScoringFacts(run, clientId, frame.today);
  if (!facts) return null;
  const benchmarks = await readBenchmarks(run, frame.modelId, profileKey(facts.profile, frame.today));
  const scores = scoreClient(facts, { ...frame, benchmarkOf: (cell) => benchmarks.get(cell) });
  await writeScores(run, frame, logged, scores);
  if (before.pnbScore !== scores.pnbScore || before.mireScore !== scores.mireScore || before.segment !== scores.segment) {
    await appendHistory(run, frame, logged, scores);
  }
  const { pnbScore, mireScore, combinedScore, segment } = scores;
  return { pnbScore, mireScore, combinedScore, segment };
}

/**
 * A client's scores, held until the end of the transaction. First of all that a logged interaction reads: a scoring of
 * the bank that publishes new scores and benchmarks comes before it or after it, never in between.
 */
export async function holdScores(run: SqlRunner, clientId: number): Promise<ScoreSummary> {
  const [row] = await run<ScoreSummary>(`${SUMMARY} WHERE client_id = $1 FOR NO KEY UPDATE`, [clientId]);
  return row ?? NOT_SCORED;
}

export async function readScoreSummary(run: SqlRunner, clientId: number): Promise<ScoreSummary> {
  const [row] = await run<ScoreSummary>(`${SUMMARY} WHERE client_id = $1`, [clientId]);
  return row ?? NOT_SCORED;
}

/** Notes that it did: a scoring of the bank that runs meanwhile must find out that this row knows more than it does. */
async function writeScores(run: SqlRunner, frame: PlanningFrame, { clientId, interactionId }: LoggedChange, s: ClientScores): Promise<void> {
  await run(
    `WITH noted AS (INSERT INTO score_logged (client_id, interaction_id) VALUES ($1, $21::uuid))
     INSERT INTO client_score (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
       universes, has_dav, dav_operations_3, regular_income, product_level, universe_level, dav_level, mire_score, combined_score, segment, scored_at)
     VALUES ($1, $2, $3::date, $4, $5::bigint, $6, $7, $8::smallint, $9::smallint, $10, $11, $12, $13, $14, $15, $16, $17, $18::smallint, $19::smallint,
       $20::segment, clock_timestamp())
     ON CONFLICT (client_id) DO UPDATE SET model_id = excluded.model_id, closed_month = excluded.closed_month, history_months = excluded.history_months,
       pnb_cents = excluded.pnb_cents, profile = excluded.profile, cell = excluded.cell, peer_level = excluded.peer_level, pnb_score = excluded.pnb_score,
       active_products = excluded.active_products, universes = excluded.universes, has_dav = excluded.has_dav,
       dav_operations_3 = excluded.dav_operations_3, regular_income = excluded.regular_income, product_level = excluded.product_level,
       universe_level = excluded.universe_level, dav_level = excluded.dav_level, mire_score = excluded.mire_score,
       combined_score = excluded.combined_score, segment = excluded.segment, scored_at = excluded.scored_at`,
    [
      clientId, frame.modelId, frame.closedMonth, s.historyMonths, s.pnbCents, s.profile, s.cell, s.peerLevel, s.pnbScore, s.activeProducts,
      s.universes, s.hasDav, s.davOperations3, s.regularIncome, s.productLevel, s.universeLevel, s.davLevel, s.mireScore, s.combinedScore, s.segment,
      interactionId,
    ],
  );
}

async function appendHistory(run: SqlRunner, frame: PlanningFrame, { clientId, interactionId, before }: LoggedChange, scores: ClientScores): Promise<void> {
  await run(
    // clock_timestamp: this transaction may have begun before that of a scoring of the bank which it waited for.
    `INSERT INTO score_history (client_id, changed_at, cause, model_id, interaction_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after)
     VALUES ($1, clock_timestamp(), 'INTERACTION', $2, $3::uuid, $4::smallint, $5::smallint, $6::smallint, $7::smallint, $8::segment, $9::segment)`,
    [clientId, frame.modelId, interactionId, before.pnbScore, scores.pnbScore, before.mireScore, scores.mireScore, before.segment, scores.segment],
  );
}
