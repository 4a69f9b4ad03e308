import type pg from "pg";
import { refuseBadRows } from "./checks";
import {
  confirmSales, type Consequences, mergeConsents, mergeSatisfaction, mergeSupervision, refreshContacts, reverseSales,
} from "./consequences";
import { mergeSql } from "./merge-sql";
import type { StagedFile } from "./staging-tables";

/** Rows of a staged file by what became of them; `refused` are counted by whoever tells of them. */
export type MergedCounts = { created: number; updated: number; unchanged: number };

/**
 * Merges what is staged into the bank, with what follows from it, inside the caller's transaction: rows that the bank
 * cannot take are marked (reportProblems tells them), the others are taken. Adds to `found` what follows.
 */
export async function mergeStaged(db: pg.ClientBase, file: StagedFile, found: Consequences): Promise<MergedCounts> {
  await refuseBadRows(db, file);
  return mergeGoodRows(db, file, found);
}

async function mergeGoodRows(db: pg.ClientBase, file: StagedFile, found: Consequences): Promise<MergedCounts> {
  if (file.name === "holdings") found.salesConfirmed = await confirmSales(db);
  const { rows } = await db.query<{ good: number; created: number; updated: number }>(mergeSql(file.name, file.columns));
  const { good, created, updated } = rows[0] ?? { good: 0, created: 0, updated: 0 };
  await applyConsequences(db, file, found);
  return { created, updated, unchanged: good - created - updated };
}

export function noConsequences(): Consequences {
  return { supervision: 0, consents: 0, salesConfirmed: 0, salesReversed: 0, satisfaction: 0, contacts: 0 };
}

async function applyConsequences(db: pg.ClientBase, { name, columns }: StagedFile, found: Consequences): Promise<void> {
  if (name === "staff" && columns.includes("supervised_branches")) found.supervision = await mergeSupervision(db);
  if (name === "clients" && columns.includes("consents_on")) found.consents = await mergeConsents(db);
  if (name === "holdings") found.salesReversed = await reverseSales(db);
  if (name !== "interactions") return;
  found.satisfaction = await mergeSatisfaction(db);
  found.contacts = await refreshContacts(db);
}
