import type { Day } from "@/lib/domain/dates";
import { cellsOf, type PeerBenchmark } from "@/lib/domain/peers";
import type { SocialProfile } from "@/lib/domain/profile";
import type { HeldProduct } from "@/lib/domain/score-mire";
import type { MonthOfActivity } from "@/lib/domain/score-pnb";
import type { ScoringFacts } from "@/lib/domain/scoring";
import type { SqlRunner } from "./statement";

/** What one client's scores depend on, read row by row; null where no such client is living in the bank. Amounts in cents. */
export async function readScoringFacts(run: SqlRunner, clientId: number, today: Day): Promise<ScoringFacts | null> {
  const [profile] = await run<SocialProfile>(
    `SELECT birth_on::text AS "birthOn", income_cents::float8 AS "incomeCents", occupation, zone, marital_status AS "maritalStatus", region
     FROM client WHERE id = $1 AND status = 'ACTIVE'`,
    [clientId],
  );
  if (!profile) return null;
  const held = await run<HeldProduct>(
    `SELECT DISTINCT h.product_code AS "productCode", p.universe, p.is_dav AS "isDav" FROM holding h JOIN product p ON p.code = h.product_code
     WHERE h.client_id = $1 AND h.status <> 'REVERSED' AND h.opened_on <= $2::date AND (h.closed_on IS NULL OR h.closed_on > $2::date)`,
    [clientId, today],
  );
  const activity = await run<MonthOfActivity>(
    `SELECT month::text AS month, pnb_cents AS "pnbCents", dav_operations AS "davOperations", money_in_cents::float8 AS "moneyInCents",
            income_in_cents::float8 AS "incomeInCents", balance_cents::float8 AS "balanceCents", digital_sessions AS "digitalSessions"
     FROM monthly_activity WHERE client_id = $1 ORDER BY month`,
    [clientId],
  );
  return { profile, held, activity };
}

/** The benchmarks of every cell that a profile falls in, by cell. */
export async function readBenchmarks(run: SqlRunner, modelId: number, profile: string): Promise<Map<string, PeerBenchmark>> {
  const rows = await run<PeerBenchmark>(
    `SELECT cell, level, n, q10_cents::float8 AS "q10Cents", q25_cents::float8 AS "q25Cents", q50_cents::float8 AS "q50Cents",
            q75_cents::float8 AS "q75Cents", q90_cents::float8 AS "q90Cents"
     FROM peer_benchmark WHERE model_id = $1 AND cell = ANY ($2::text[])`,
    [modelId, cellsOf(profile)],
  );
  return new Map(rows.map((row) => [row.cell, row]));
}
