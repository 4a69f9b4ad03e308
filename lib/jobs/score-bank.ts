import pg from "pg";
import { statement } from "@/lib/data/statement";
import type { JobPhase } from "@/lib/domain/job-run";
import type { ScoreCause } from "@/prisma/generated/enums";
import { withBankLock } from "./bank-lock";
import type { WorkWatch } from "./job-context";
import { JobFailure } from "./job-failure";
import { inOwnerTransaction } from "./owner-transaction";

export type ScoreBankResult = { clients: number; written: number; history: number; departed: number };

/**
 * Scores the whole bank in one transaction: facts, benchmarks, scores, what peers hold. Set-based; writes only what
 * changed, so running it twice changes nothing. Connects as the owner. Returns counts of clients.
 */
export async function scoreBank(ownerUrl: string, options: { cause: ScoreCause } & WorkWatch): Promise<ScoreBankResult> {
  const at = (phase: JobPhase) => options.progress?.({ phase });
  return withBankLock(ownerUrl, () => inOwnerTransaction(ownerUrl, async (db) => {
    at("FACTS");
    const { modelId, closedMonth, today } = await scoringFrame(db);
    // The text of the statements is ours; parameters of CREATE TABLE AS must be written out.
    await db.query(literal(statement("score-facts"), [today, closedMonth]));
    await db.query("CREATE INDEX ON score_facts (client_id)");
    await db.query("ANALYZE score_facts");
    at("BENCHMARKS");
    await db.query(statement("refresh-benchmarks"), [modelId]);
    at("SCORES");
    const { rows } = await db.query<ScoreBankResult>(statement("score-bank"), [modelId, closedMonth, options.cause]);
    at("PEERS");
    await db.query(statement("refresh-peer-holdings"), [modelId, today]);
    const [result] = rows;
    if (!result) throw new Error("the scoring statement answered nothing");
    return result;
  }, options.signal));
}

type ScoringFrame = { modelId: number; closedMonth: string; today: string };

async function scoringFrame(db: pg.ClientBase): Promise<ScoringFrame> {
  const { rows } = await db.query<ScoringFrame>(
    `SELECT m.id AS "modelId", b.last_closed_month::text AS "closedMonth", bank_today()::text AS today
     FROM bank b, scoring_model m WHERE b.id = 1 AND b.last_closed_month IS NOT NULL AND m.status = 'PUBLISHED'
     ORDER BY m.version DESC LIMIT 1`,
  );
  const [frame] = rows;
  if (!frame) throw new JobFailure("NOTHING_TO_SCORE", "There is nothing to score: no published scoring model, or no month of activity.");
  return frame;
}

function literal(sql: string, values: readonly string[]): string {
  return sql.replace(/\$(\d)/g, (_, n: string) => pg.escapeLiteral(values[Number(n) - 1] ?? ""));
}
