import type pg from "pg";
import { refuseBadRows } from "./checks";
import { type Consequences, mergeConsents, mergeSatisfaction, mergeSupervision, refreshContacts, refreshHighValue } from "./consequences";
import { changesTable, clientIdsSql, createChangesSql, insertAllSql, insertNewSql, updateChangedSql } from "./merge-sql";
import { MERGES } from "./merges";
import type { Refusals } from "./refusals";
import { confirmSales, reverseSales } from "./sales";
import { isEverythingDue, markDue } from "./score-due";
import type { StagedFile } from "./staging-tables";

/** Rows of a staged file by what became of them; `refused` are counted by whoever tells of them. */
export type MergedCounts = { created: number; updated: number; unchanged: number };

/** From so many changed rows on the server needs new statistics before it plans what comes next. */
const MANY_ROWS = 5_000;

/**
 * Merges what is staged into the bank, with what follows from it, inside the caller's transaction: rows that the bank
 * cannot take are refused, the others are taken. Adds to `found` what follows.
 */
export async function mergeStaged(db: pg.ClientBase, file: StagedFile, found: Consequences, refusals: Refusals): Promise<MergedCounts> {
  return mergeGoodRows(db, file, await refuseBadRows(db, file, refusals), found);
}

/** `good`: how many rows are staged. `allDue`: the bank is scored anew anyway. */
export async function mergeGoodRows(db: pg.ClientBase, file: StagedFile, good: number, found: Consequences, allDue = false): Promise<MergedCounts> {
  if (file.name === "holdings") found.salesConfirmed = await confirmSales(db);
  const isDueNoted = !allDue && !(await isEverythingDue(db));
  const { created, updated } = (await isEmpty(db, file)) ? await insertAll(db, file, isDueNoted) : await mergeChanges(db, file, isDueNoted);
  await applyConsequences(db, file, found);
  if (created + updated >= MANY_ROWS) await db.query(`ANALYZE ${MERGES[file.name].table}`);
  return { created, updated, unchanged: good - created - updated };
}

type Changed = { created: number; updated: number };

async function insertAll(db: pg.ClientBase, file: StagedFile, isDueNoted: boolean): Promise<Changed> {
  const { rowCount } = await db.query(insertAllSql(file));
  const clients = isDueNoted ? clientIdsSql(file, "STAGED") : null;
  if (clients !== null) await markDue(db, clients);
  return { created: rowCount ?? 0, updated: 0 };
}

async function mergeChanges(db: pg.ClientBase, file: StagedFile, isDueNoted: boolean): Promise<Changed> {
  const changes = await db.query(createChangesSql(file));
  if (!changes.rowCount) return { created: 0, updated: 0 };
  await db.query(`ANALYZE ${changesTable(file.name)}`);
  // Rows that differ from a recorded one that is never changed were refused.
  const updated = MERGES[file.name].appendOnly ? 0 : ((await db.query(updateChangedSql(file))).rowCount ?? 0);
  const created = changes.rowCount > updated ? ((await db.query(insertNewSql(file))).rowCount ?? 0) : 0;
  const clients = isDueNoted ? clientIdsSql(file, "CHANGES") : null;
  if (clients !== null) await markDue(db, clients);
  return { created, updated };
}

async function isEmpty(db: pg.ClientBase, { name }: StagedFile): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${MERGES[name].table}) AS found`);
  return rows[0]?.found === false;
}

export function noConsequences(): Consequences {
  return { supervision: 0, consents: 0, salesConfirmed: 0, salesReversed: 0, satisfaction: 0, contacts: 0 };
}

async function applyConsequences(db: pg.ClientBase, { name, columns }: StagedFile, found: Consequences): Promise<void> {
  if (name === "staff" && columns.includes("supervised_branches")) found.supervision = await mergeSupervision(db);
  if (name === "clients" && columns.includes("consents_on")) found.consents = await mergeConsents(db);
  if (name === "clients") await refreshHighValue(db);
  if (name === "holdings") found.salesReversed = await reverseSales(db);
  if (name !== "interactions") return;
  found.satisfaction = await mergeSatisfaction(db);
  found.contacts = await refreshContacts(db);
}
