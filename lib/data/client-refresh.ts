import type { ScoreMove, ScoreSummary } from "@/lib/domain/interaction-log";
import { profileKey } from "@/lib/domain/profile";
import { scoreClient, type ClientScores } from "@/lib/domain/scoring";
import { planClients } from "./action-plan";
import type { PlanningFrame } from "./planning-frame";
import { readBenchmarks, readScoringFacts } from "./scoring-facts";
import type { SqlRunner } from "./statement";

const NOT_SCORED: ScoreSummary = { pnbScore: null, mireScore: null, combinedScore: null, segment: null };

/**
 * Recomputes one client by the pure rules, after a logged interaction and in its transaction: scores, segment, history
 * of what moved, next actions. Source: domain, *Interactions feed back*.
 */
export async function refreshClient(run: SqlRunner, frame: PlanningFrame, clientId: number, interactionId: string): Promise<ScoreMove> {
  const before = await readScoreSummary(run, clientId);
  const facts = await readScoringFacts(run, clientId, frame.today);
  if (!facts) return { before, after: before };
  const benchmarks = await readBenchmarks(run, frame.modelId, profileKey(facts.profile, frame.today));
  const scores = scoreClient(facts, { ...frame, benchmarkOf: (cell) => benchmarks.get(cell) });
  await writeScores(run, frame, clientId, scores);
  if (before.pnbScore !== scores.pnbScore || before.mireScore !== scores.mireScore || before.segment !== scores.segment) {
    await appendHistory(run, frame, { clientId, interactionId, before, scores });
  }
  await planClients(run, frame, [clientId]);
  const { pnbScore, mireScore, combinedScore, segment } = scores;
  return { before, after: { pnbScore, mireScore, combinedScore, segment } };
}

export async function readScoreSummary(run: SqlRunner, clientId: number): Promise<ScoreSummary> {
  const [row] = await run<ScoreSummary>(
    `SELECT pnb_score AS "pnbScore", mire_score AS "mireScore", combined_score AS "combinedScore", segment FROM client_score WHERE client_id = $1`,
    [clientId],
  );
  return row ?? NOT_SCORED;
}

async function writeScores(run: SqlRunner, frame: PlanningFrame, clientId: number, s: ClientScores): Promise<void> {
  await run(
    // clock_timestamp: a bank scoring that began before this transaction must see that this row knows more.
    `INSERT INTO client_score (client_id, model_id, closed_month, history_months, pnb_cents, profile, cell, peer_level, pnb_score, active_products,
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
    ],
  );
}

async function appendHistory(
  run: SqlRunner,
  frame: PlanningFrame,
  move: { clientId: number; interactionId: string; before: ScoreSummary; scores: ClientScores },
): Promise<void> {
  const { clientId, interactionId, before, scores } = move;
  await run(
    `INSERT INTO score_history (client_id, cause, model_id, interaction_id, pnb_before, pnb_after, mire_before, mire_after, segment_before, segment_after)
     VALUES ($1, 'INTERACTION', $2, $3::uuid, $4::smallint, $5::smallint, $6::smallint, $7::smallint, $8::segment, $9::segment)`,
    [clientId, frame.modelId, interactionId, before.pnbScore, scores.pnbScore, before.mireScore, scores.mireScore, before.segment, scores.segment],
  );
}
