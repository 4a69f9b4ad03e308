import type pg from "pg";
import type { ImportFileName } from "@/lib/import/files";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { stagingTable } from "./staging-tables";

const FETCHED = 2_000;

/** Tells every problem of a staged file in the order of its lines, and returns how many rows are refused. */
export async function reportProblems(
  db: pg.ClientBase,
  file: ImportFileName,
  report: (line: number, problem: RowProblem) => void,
): Promise<number> {
  await db.query(`DECLARE refused CURSOR FOR SELECT line, problems FROM ${stagingTable(file)} WHERE problems IS NOT NULL ORDER BY line`);
  let count = 0;
  for (;;) {
    const { rows } = await db.query<{ line: number; problems: RowProblem[] }>(`FETCH ${FETCHED} FROM refused`);
    if (rows.length === 0) break;
    for (const row of rows) for (const problem of row.problems) report(row.line, problem);
    count += rows.length;
  }
  await db.query("CLOSE refused");
  return count;
}
