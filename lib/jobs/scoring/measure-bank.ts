import type pg from "pg";
import { statement } from "@/lib/data/statement";
import type { JobPhase } from "@/lib/domain/job-run";
import { inOwnerTransaction } from "../owner-transaction";
import type { ScoringStart } from "./begin-scoring";
import { readScoringFrame, type ScoringFrame } from "./scoring-frame";
import { makeWorkTable, useAllCores } from "./work-table";
import { type WrittenValue, writtenSql } from "./written-sql";

/** What a run found, in the tables score_run_*. `clients` are the living ones, `changes` those whose row is to be written. */
export type MeasuredBank = { frame: ScoringFrame; clients: number; changes: number; departed: number };

/** Of one run; left behind only by a run that was killed. */
const WORK_TABLES = "score_run_products, score_run_facts, score_run_profiles, score_run_cells, score_run_peers, score_run_changes, score_run_departed, score_run_moves";

export async function dropWorkTables(db: pg.ClientBase): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${WORK_TABLES}`);
}

/**
 * Works out the scores of the whole bank as of one instant, and writes none of them: facts of the clients that are due,
 * or of all; benchmarks of everyone; then who differs from what is stored. Nobody waits for it.
 */
export function measureBank(ownerUrl: string, start: ScoringStart, at: (phase: JobPhase) => void, signal?: AbortSignal): Promise<MeasuredBank> {
  return inOwnerTransaction(
    ownerUrl,
    async (db) => {
      // One instant for all statements: an interaction logged between two of them is then seen by neither.
      await db.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      await useAllCores(db);
      at("FACTS");
      const frame = await readScoringFrame(db);
      const due = await dueClients(db, start, frame);
      await gatherFacts(db, frame, due);
      at("BENCHMARKS");
      await measurePeers(db, frame, due);
      at("SCORES");
      return { frame, ...(await compare(db, frame, due)) };
    },
    signal,
  );
}

/** Ids of the clients whose facts are gathered; null for everyone. */
type Due = readonly number[] | null;

async function dueClients(db: pg.ClientBase, { factsKey, scoredOn, dueIds }: ScoringStart, frame: ScoringFrame): Promise<Due> {
  if (factsKey !== frame.factsKey || scoredOn === null || dueIds === null) return null;
  const { rows } = await db.query<{ ids: number[] }>(writtenSql(statement("score-due"), [scoredOn, frame.today, dueIds]));
  return rows[0]?.ids ?? [];
}

async function gatherFacts(db: pg.ClientBase, frame: ScoringFrame, due: Due): Promise<void> {
  await dropWorkTables(db);
  await makeWorkTable(db, "score_run_products", statement("score-products"));
  await makeWorkTable(db, "score_run_facts", statement("score-facts"), [frame.today, frame.closedMonth, frame.minHistoryMonths, due]);
}

async function measurePeers(db: pg.ClientBase, { minHistoryMonths, minPeers }: ScoringFrame, due: Due): Promise<void> {
  const others: WrittenValue[] = [due !== null, due ?? []];
  await makeWorkTable(db, "score_run_profiles", statement("score-profiles"), [minHistoryMonths, ...others]);
  await makeWorkTable(db, "score_run_cells", statement("score-benchmarks"), [minHistoryMonths, minPeers, ...others]);
  await makeWorkTable(db, "score_run_peers", statement("score-peers"), [null]);
}

async function compare(db: pg.ClientBase, { modelId, closedMonth }: ScoringFrame, due: Due): Promise<Omit<MeasuredBank, "frame">> {
  await makeWorkTable(db, "score_run_changes", statement("score-changes"), [modelId, closedMonth, true, due !== null, null, due ?? []]);
  await makeWorkTable(db, "score_run_departed", statement("score-departed"), [due]);
  const { rows } = await db.query<Omit<MeasuredBank, "frame">>(
    `SELECT (SELECT coalesce(sum(clients), 0)::int FROM score_run_profiles) AS clients, (SELECT count(*)::int FROM score_run_changes) AS changes,
            (SELECT count(*)::int FROM score_run_departed) AS departed`,
  );
  const [counts] = rows;
  if (!counts) throw new Error("the counts of a run are one row");
  return counts;
}
