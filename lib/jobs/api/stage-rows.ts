import type pg from "pg";
import { type JsonReading, jsonRowReader } from "@/lib/import/json-row";
import { rowProblem } from "@/lib/import/row-reader";
import type { CellSettings } from "@/lib/schemas/import-cells";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import { copyRows } from "../copy-rows";
import type { Refusals } from "../import/refusals";
import { analyzeStagedSql, type StagedFile, stagingTable, stagingTablesSql } from "../import/staging-tables";

/**
 * Stages rows of JSON as the rows of a file are staged; `line` is their place, from 0. The columns are those that the
 * first row names: a row that names others is refused, because what it leaves out could mean "empty" or "not delivered".
 */
export async function stageRows(
  db: pg.ClientBase, file: ImportFileName, rows: readonly unknown[], settings: CellSettings, refusals: Refusals,
): Promise<StagedFile> {
  const columns = namedColumns(file, rows);
  const read = jsonRowReader(file, settings);
  await db.query(stagingTablesSql(file));
  const lines = rows.flatMap((row, line) => {
    const reading = sameColumns(read(row), columns);
    if (reading.problems === null) return [`${line}\t${reading.fields}\n`];
    refusals.add(line, reading.problems);
    return [];
  });
  await copyRows(db, { name: stagingTable(file), columns: ["line", ...columns] }, lines);
  await db.query(analyzeStagedSql(file));
  return { name: file, columns, rows: lines.length, isDistinct: false };
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
