import { type ImportFileName, importColumns } from "@/lib/schemas/import";

/** What is staged, and which of its columns were delivered. */
export type StagedFile = { name: ImportFileName; columns: readonly string[] };

/**
 * `line` and the columns of the file; `problems` lists what is wrong with the row (RowProblem[]), null for a good one.
 * `parsed`: the row itself was readable, so that it can be checked against the bank.
 */
export function stagingTableSql(file: ImportFileName): string {
  const columns = Object.entries(importColumns(file)).map(([name, { kind }]) => `${name} ${kind.type}`);
  return `CREATE TEMP TABLE ${stagingTable(file)} (line int, parsed boolean, problems jsonb, ${columns.join(", ")}) ON COMMIT DROP`;
}

export function stagingTable(file: ImportFileName): string {
  return `import_${file}`;
}
