import type pg from "pg";
import { statement } from "@/lib/data/statement";
import type { ScoreCause } from "@/prisma/generated/enums";
import { connectAsOwner } from "../owner-connection";
import { inOwnerTransaction } from "../owner-transaction";
import { endScoring } from "./begin-scoring";
import { lockBriefly } from "./brief-lock";
import { measureLogged, readLogged } from "./logged-clients";
import { dropWorkTables, type MeasuredBank } from "./measure-bank";
import { requireSameFrame } from "./scoring-frame";
import type { WrittenCounts } from "./write-in-place";
import { writtenSql } from "./written-sql";

/**
 * Writes many changed rows beside the table of scores, in one that takes its place in an instant: until then everyone
 * reads and writes the old one, from then on the new. Interactions logged meanwhile are carried over.
 */
export async function exchangeScores(ownerUrl: string, measured: MeasuredBank, cause: ScoreCause, signal?: AbortSignal): Promise<WrittenCounts> {
  await inOwnerTransaction(ownerUrl, (db) => fillNext(db, measured, cause), signal);
  await inOwnerTransaction(ownerUrl, (db) => addKeys(db, signal), signal);
  await inOwnerTransaction(ownerUrl, (db) => db.query(statement("next-scores-check")), signal);
  await settleNext(ownerUrl);
  await inOwnerTransaction(ownerUrl, (db) => exchange(db, measured, cause, signal), signal);
  // Too late to stop: the new scores are there, and what is left belongs to them.
  const history = await finishExchange(ownerUrl);
  await inOwnerTransaction(ownerUrl, async (db) => {
    await endScoring(db, measured.frame);
    await dropWorkTables(db);
  });
  return { written: measured.changes, history, departed: measured.departed };
}

/**
 * What follows an exchange, or was left by a run that was killed around one: appends what moved to the history, and drops
 * the table that is out of use. Returns the rows of history.
 */
export async function finishExchange(ownerUrl: string, signal?: AbortSignal): Promise<number> {
  const history = await inOwnerTransaction(ownerUrl, appendHistory, signal);
  await inOwnerTransaction(ownerUrl, (db) => dropOutOfUse(db, signal), signal);
  return history;
}

async function fillNext(db: pg.ClientBase, { changes, clients }: MeasuredBank, cause: ScoreCause): Promise<void> {
  await db.query(statement("next-scores-create"));
  await db.query(writtenSql(statement("score-fill"), [changes < clients, null]));
  // Logged, unlike the other tables of a run: once the scores are exchanged it must survive.
  await db.query(`CREATE TABLE score_run_moves AS ${writtenSql(statement("score-moves"), [cause, null])}`);
  await db.query("ALTER TABLE score_run_moves ADD PRIMARY KEY (client_id)");
}

async function addKeys(db: pg.ClientBase, signal?: AbortSignal): Promise<void> {
  await lockBriefly(db, "client", "SHARE ROW EXCLUSIVE", signal);
  await db.query(statement("next-scores-keys"));
}

/** As a table has it that was in use for long: nobody who reads it first has to do this instead. */
async function settleNext(ownerUrl: string): Promise<void> {
  const db = await connectAsOwner(ownerUrl);
  try {
    await db.query("VACUUM (ANALYZE) client_score_next");
  } finally {
    await db.end();
  }
}

async function exchange(db: pg.ClientBase, measured: MeasuredBank, cause: ScoreCause, signal?: AbortSignal): Promise<void> {
  await requireSameFrame(db, measured.frame);
  await db.query(statement("score-publish-benchmarks"), [measured.frame.modelId]);
  const logged = await readLogged(db);
  await carryOver(db, measured, cause, [...new Set(logged.map((entry) => entry.clientId))]);
  await db.query(statement("next-scores-dress"));
  await lockBriefly(db, "client_score", "ACCESS EXCLUSIVE", signal);
  // Everyone waits from here on: only what was logged in the last moments is left.
  const seen = new Set(logged.map((entry) => entry.interactionId));
  const late = (await readLogged(db)).filter((entry) => !seen.has(entry.interactionId));
  await carryOver(db, measured, cause, [...new Set(late.map((entry) => entry.clientId))]);
  await db.query(statement("next-scores-exchange"));
}

/** Clients of whom something was logged get the row that the log left, measured against the benchmarks of this run. */
async function carryOver(db: pg.ClientBase, { frame }: MeasuredBank, cause: ScoreCause, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await measureLogged(db, frame, ids);
  await db.query("DELETE FROM client_score_next WHERE client_id = ANY ($1)", [ids]);
  await db.query(writtenSql(statement("score-fill"), [true, ids]));
  await db.query("DELETE FROM score_run_moves WHERE client_id = ANY ($1)", [ids]);
  await db.query(`INSERT INTO score_run_moves ${writtenSql(statement("score-moves"), [cause, ids])}`);
}

async function appendHistory(db: pg.ClientBase): Promise<number> {
  if (!(await exists(db, "score_history_next"))) return 0;
  const { rowCount } = await db.query(statement("score-history-append"));
  await db.query("DROP TABLE score_history_next");
  return rowCount ?? 0;
}

async function dropOutOfUse(db: pg.ClientBase, signal?: AbortSignal): Promise<void> {
  for (const table of ["client_score_old", "client_score_next"]) {
    if (!(await exists(db, table))) continue;
    // Dropping a foreign key takes the lock of the table it points to.
    await lockBriefly(db, "client", "ACCESS EXCLUSIVE", signal);
    await db.query(`DROP TABLE ${table}`);
  }
}

async function exists(db: pg.ClientBase, table: string): Promise<boolean> {
  const { rows } = await db.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [table]);
  return rows[0]?.there === true;
}
