import type { ImportFileName } from "@/lib/import/files";
import { type Merge, MERGES } from "./merges";
import type { StagedFile } from "./staging-tables";

/**
 * The staged rows that differ from the bank's or are not there, with the table's columns, their `line` and `is_new`.
 * Both the import and its preview decide by it.
 */
export function differentRowsSql(file: StagedFile): string {
  const merge: Merge = MERGES[file.name];
  const columns = presentColumns(merge, file);
  return `SELECT source.*, ${isNew(merge)} AS is_new FROM (${sourceSql(merge, file)}) source
    LEFT JOIN ${merge.table} t ON ${keyMatch(merge, "source")}
    WHERE ${isNew(merge)} OR ${differs(columns)}`;
}

/** The rows that differ, with their values on both sides as the file's columns would show them: `before`, `after`. */
export function comparedSql(file: StagedFile): string {
  const merge: Merge = MERGES[file.name];
  const columns = presentColumns(merge, file);
  const side = (row: "t" | "source") => `jsonb_build_object(${Object.entries(columns).map(([name, column]) => `'${column.from}', ${shownSql(column, row === "t" ? said(name, column) : `source.${name}`)}`).join(", ")})`;
  return `SELECT source.line, ${side("t")} AS before, ${side("source")} AS after FROM (${sourceSql(merge, file)}) source
    JOIN ${merge.table} t ON ${keyMatch(merge, "source")}
    WHERE ${differs(columns)}`;
}

/** The columns of the file that are compared. */
export function shownColumns(file: StagedFile): string[] {
  return Object.values(presentColumns(MERGES[file.name], file)).map(({ from }) => from);
}

export function changesTable(file: ImportFileName): string {
  return `import_${file}_changes`;
}

export function createChangesSql(file: StagedFile): string {
  return `CREATE TEMP TABLE ${changesTable(file.name)} ON COMMIT DROP AS ${differentRowsSql(file)}`;
}

/**
 * Update and insert are two statements rather than ON CONFLICT, which would lock every unchanged row and burn a serial
 * number for each known client. Rows are added in the order of the key: its index is filled from one end to the other.
 */
export function updateChangedSql(file: StagedFile): string {
  const merge: Merge = MERGES[file.name];
  const assigned = Object.entries(presentColumns(merge, file)).map(([name, column]) => `${name} = ${column.said ? `CASE WHEN source.${name} IS DISTINCT FROM ${column.said} THEN source.${name} ELSE t.${name} END` : `source.${name}`}`);
  const besides = Object.entries(merge.onUpdate ?? {}).map(([name, sql]) => `${name} = ${sql}`);
  return `UPDATE ${merge.table} t SET ${[...assigned, ...besides].join(", ")} FROM ${changesTable(file.name)} source
    WHERE NOT source.is_new AND ${keyMatch(merge, "source")}`;
}

export function insertNewSql(file: StagedFile): string {
  return insertSql(file, `${changesTable(file.name)} source WHERE is_new`);
}

/** Into an empty table every row is new. */
export function insertAllSql(file: StagedFile): string {
  return insertSql(file, `(${sourceSql(MERGES[file.name], file)}) source`);
}

/** The statement that says which clients have rows in what was staged, or in what of it differs. */
export function clientIdsSql(file: StagedFile, from: "STAGED" | "CHANGES"): string | null {
  const merge: Merge = MERGES[file.name];
  const id = merge.clientId;
  if (id === undefined) return null;
  const rows = from === "CHANGES" ? changesTable(file.name) : `(${sourceSql(merge, file)})`;
  if (id === "client_id") return `SELECT DISTINCT client_id FROM ${rows} source`;
  return `SELECT c.id FROM ${rows} source JOIN client c ON c.external_ref = source.external_ref`;
}

function insertSql(file: StagedFile, from: string): string {
  const merge: Merge = MERGES[file.name];
  const names = [...Object.keys(merge.key), ...Object.keys(presentColumns(merge, file)), ...Object.keys(merge.onCreate ?? {})].join(", ");
  return `INSERT INTO ${merge.table} (${names}) SELECT ${names} FROM ${from} ORDER BY ${merge.order}`;
}

type Columns = Merge["columns"];

function presentColumns(merge: Merge, { columns }: StagedFile): Columns {
  return Object.fromEntries(Object.entries(merge.columns).filter(([, column]) => columns.includes(column.from)));
}

function sourceSql(merge: Merge, file: StagedFile): string {
  const present = Object.entries(presentColumns(merge, file)).map(([name, column]) => [name, column.sql] as const);
  const selected = { line: "s.line", ...merge.key, ...Object.fromEntries(present), ...merge.onCreate };
  return `SELECT ${Object.entries(selected).map(([name, sql]) => `${sql} AS ${name}`).join(", ")} FROM ${merge.source}`;
}

/** Whether the file says anything new of a row. */
function differs(columns: Columns): string {
  const entries = Object.entries(columns);
  return `(${entries.map(([name, column]) => said(name, column)).join(", ")}) IS DISTINCT FROM (${entries.map(([name]) => `source.${name}`).join(", ")})`;
}

/** What the bank has of a column, to be compared with the file's. */
function said(name: string, column: Columns[string]): string {
  return column.said ?? `t.${name}`;
}

function shownSql({ shown }: Columns[string], value: string): string {
  return `(${shown?.(value) ?? value})::text`;
}

function keyMatch(merge: Merge, source: string): string {
  return Object.keys(merge.key).map((name) => `t.${name} = ${source}.${name}`).join(" AND ");
}

function isNew(merge: Merge): string {
  return `t.${Object.keys(merge.key)[0] ?? ""} IS NULL`;
}
