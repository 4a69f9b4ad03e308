import type pg from "pg";
import { type WrittenValue, writtenSql } from "./written-sql";

/** For the rest of the transaction: a million groups fit in memory, and a row from another core costs less than the server thinks. */
export async function useAllCores(db: pg.ClientBase): Promise<void> {
  await db.query("SET LOCAL work_mem = '128MB'");
  await db.query("SET LOCAL parallel_tuple_cost = 0.01");
}

/**
 * Makes a table of what a statement finds, for the statements after it: with statistics, and read by all cores, as a
 * part of one large statement is not. Unlogged: nothing of it has to survive.
 */
export async function makeWorkTable(db: pg.ClientBase, table: string, sql: string, values: readonly WrittenValue[] = []): Promise<void> {
  await db.query(`CREATE UNLOGGED TABLE ${table} AS ${writtenSql(sql, values)}`);
  await db.query(`ANALYZE ${table}`);
}
