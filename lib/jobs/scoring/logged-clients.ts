import type pg from "pg";
import { statement } from "@/lib/data/statement";
import type { ScoringFrame } from "./scoring-frame";
import { writtenSql } from "./written-sql";

/** An interaction that wrote its client's scores. */
export type LoggedEntry = { clientId: number; interactionId: string };

/** What has been logged since the run began. */
export async function readLogged(db: pg.ClientBase): Promise<LoggedEntry[]> {
  const { rows } = await db.query<LoggedEntry>(`SELECT client_id AS "clientId", interaction_id AS "interactionId" FROM score_logged`);
  return rows;
}

/**
 * Makes score_run_changes what differs for these clients when their stored facts, which are what the log left, are
 * measured against the benchmarks of the run.
 */
export async function measureLogged(db: pg.ClientBase, { modelId, closedMonth }: ScoringFrame, ids: readonly number[]): Promise<void> {
  // A profile that was corrected may be one that nobody had.
  const { rows } = await db.query<{ profile: string }>(
    `INSERT INTO score_run_profiles (profile) SELECT profile FROM client_score WHERE client_id = ANY ($1) EXCEPT SELECT profile FROM score_run_profiles
     RETURNING profile`,
    [ids],
  );
  const profiles = rows.map((row) => row.profile);
  if (profiles.length > 0) await db.query(`INSERT INTO score_run_peers ${statement("score-peers")}`, [profiles]);
  await db.query("TRUNCATE score_run_changes");
  await db.query(`INSERT INTO score_run_changes ${writtenSql(statement("score-changes"), [modelId, closedMonth, false, true, ids, []])}`);
}
