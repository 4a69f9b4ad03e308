import type pg from "pg";
import { readPlanningFrame, type PlanningFrame } from "@/lib/data/planning-frame";
import { readScoringFacts } from "@/lib/data/scoring-facts";
import type { SqlRunner } from "@/lib/data/statement";
import type { ClientScores, ScoringFacts } from "@/lib/domain/scoring";

/** Hand-written SQL as the owner, whom row-level security does not bind. */
export function runnerOfPool(owner: pg.Pool): SqlRunner {
  return async <Row>(sql: string, values: readonly unknown[]) => (await owner.query(sql, [...values])).rows as Row[];
}

export async function planningFrame(run: SqlRunner): Promise<PlanningFrame> {
  const frame = await readPlanningFrame(run);
  if (!frame) throw new Error("the test bank has no model or no month of activity");
  return frame;
}

/** The facts of every living client by id, in the order of the ids. */
export async function scoringFactsOf(run: SqlRunner): Promise<Map<number, ScoringFacts>> {
  const { today } = await planningFrame(run);
  const clients = await run<{ id: number }>("SELECT id FROM client WHERE status = 'ACTIVE' ORDER BY id", []);
  const facts = new Map<number, ScoringFacts>();
  for (const { id } of clients) {
    const client = await readScoringFacts(run, id, today);
    if (client) facts.set(id, client);
  }
  return facts;
}

/** The stored scores by client, as the pure function would give them. */
export async function scoredRows(run: SqlRunner): Promise<Map<number, ClientScores>> {
  const rows = await run<ClientScores & { clientId: number }>(
    `SELECT client_id AS "clientId", history_months AS "historyMonths", pnb_cents::float8 AS "pnbCents", profile, cell, peer_level AS "peerLevel",
            pnb_score AS "pnbScore", active_products AS "activeProducts", universes, has_dav AS "hasDav", dav_operations_3 AS "davOperations3",
            regular_income AS "regularIncome", product_level AS "productLevel", universe_level AS "universeLevel", dav_level AS "davLevel",
            mire_score AS "mireScore", combined_score AS "combinedScore", segment FROM client_score ORDER BY client_id`,
    [],
  );
  return new Map(rows.map(({ clientId, ...scores }) => [clientId, scores]));
}
