import type pg from "pg";
import { COPY_NULL, copyText } from "@/lib/import/copy-text";
import { type JsonReading, jsonRowReader } from "@/lib/import/json-row";
import { rowProblem } from "@/lib/import/row-reader";
import type { CellSettings } from "@/lib/schemas/import-cells";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import { copyRows } from "../copy-rows";
import { type StagedFile, stagingTable, stagingTableSql } from "../import/staging-tables";

/**
 * Stages rows of JSON as the rows of a file are staged; `line` is their place, from 0. The columns are those that the
 * first row names: a row that names others is refused, because what it leaves out could mean "empty" or "not delivered".
 */
export async function stageRows(db: pg.ClientBase, file: ImportFileName, rows: readonly unknown[], settings: CellSettings): Promise<StagedFile> {
  const columns = namedColumns(file, rows);
  const read = jsonRowReader(file, settings);
  const nothing = `\t${COPY_NULL}`.repeat(columns.length);
  await db.query(stagingTableSql(file));
  const lines = rows.map((row, line) => stagedLine(line, sameColumns(read(row), columns), nothing));
  await copyRows(db, { name: stagingTable(file), columns: ["line", "parsed", "problems", ...columns] }, lines);
  await db.query(`ANALYZE ${stagingTable(file)}`);
  return { name: file, columns };
}

/** Those that a row must name, and those of the others that the first one does; in the order of the file. */
function namedColumns(file: ImportFileName, rows: readonly unknown[]): string[] {
  const first = rows.find((row) => typeof row === "object" && row !== null) ?? {};
  return Object.entries(importColumns(file)).filter(([name, { presence }]) => presence !== "OPTIONAL" || Object.hasOwn(first, name)).map(([name]) => name);
}

function sameColumns(reading: JsonReading, columns: readonly string[]): JsonReading {
  if (reading.problems !== null || reading.columns.join() === columns.join()) return reading;
  const [different] = [...columns, ...reading.columns].filter((name) => !(columns.includes(name) && reading.columns.includes(name)));
  return { problems: [{ ...rowProblem("columnsDiffer"), column: different ?? null }] };
}

function stagedLine(line: number, reading: JsonReading, nothing: string): string {
  if (reading.problems === null) return `${line}\tt\t${COPY_NULL}\t${reading.fields}\n`;
  // What was sent is not kept, and may hold what no JSON of the database can (half a character).
  const problems = reading.problems.map(({ column, code, detail }) => ({ column, code, detail }));
  return `${line}\tf\t${copyText(JSON.stringify(problems))}${nothing}\n`;
}
