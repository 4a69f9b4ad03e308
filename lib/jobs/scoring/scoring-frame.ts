import type pg from "pg";
import { statement } from "@/lib/data/statement";
import type { Day } from "@/lib/domain/dates";
import { JobFailure } from "../job-failure";

/** Under what a bank is scored: one published model, one closed month, one day. */
export type ScoringFrame = {
  modelId: number;
  minHistoryMonths: number;
  minPeers: number;
  closedMonth: Day;
  today: Day;
  /** Changes with whatever the stored facts of all clients rest on; then they have to be gathered anew. */
  factsKey: string;
};

/** Throws a JobFailure where there is no published model or no month of activity. */
export async function readScoringFrame(db: pg.ClientBase): Promise<ScoringFrame> {
  const { rows } = await db.query<ScoringFrame>(
    `SELECT m.id AS "modelId", m.min_history_months AS "minHistoryMonths", m.min_peers AS "minPeers",
            b.last_closed_month::text AS "closedMonth", bank_today()::text AS today,
            md5(concat_ws(E'\\n', $1::text, b.last_closed_month, to_jsonb(m),
              (SELECT string_agg(concat_ws(' ', p.code, p.universe, p.is_dav), ',' ORDER BY p.code) FROM product p),
              (SELECT string_agg(f.prosrc, E'\\n' ORDER BY f.oid::regprocedure::text) FROM pg_proc f
               WHERE f.oid IN ('age_band(date, date)'::regprocedure, 'income_band(bigint)'::regprocedure, 'profile_key(client, date)'::regprocedure,
                               'pnb_score(bigint, bigint, bigint, bigint)'::regprocedure)))) AS "factsKey"
     FROM bank b, scoring_model m WHERE b.id = 1 AND b.last_closed_month IS NOT NULL AND m.status = 'PUBLISHED'
     ORDER BY m.version DESC LIMIT 1`,
    [[statement("score-products"), statement("score-facts"), statement("score-changes")].join("\n")],
  );
  const [frame] = rows;
  if (!frame) throw new JobFailure("NOTHING_TO_SCORE", "There is nothing to score: no published scoring model, or no month of activity.");
  return frame;
}

/** The month was closed, or a model published, while the bank was being scored under those of before. */
export class ScoringOvertaken extends Error {
  constructor() {
    super("the bank is to be scored anew: its model or its last closed month changed meanwhile");
    this.name = "ScoringOvertaken";
  }
}

export async function requireSameFrame(db: pg.ClientBase, { factsKey }: ScoringFrame): Promise<void> {
  if ((await readScoringFrame(db)).factsKey !== factsKey) throw new ScoringOvertaken();
}
