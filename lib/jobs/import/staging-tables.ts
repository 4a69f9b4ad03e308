import { IMPORT_FILES } from "@/lib/import/files";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";

/** What is staged, and which of its columns were delivered. `isDistinct`: no two rows can have the same key. */
export type StagedFile = { name: ImportFileName; columns: readonly string[]; rows: number; isDistinct: boolean };

/**
 * The good rows of a file: `line` and its columns. Rows that cannot be read never come here, rows that the bank cannot
 * take are moved to `refusedTable`, with what is wrong with them (RowProblem[]).
 */
export function stagingTablesSql(file: ImportFileName): string {
  const columns = Object.entries(importColumns(file)).map(([name, { kind }]) => `${name} ${kind.type}`);
  return `CREATE TEMP TABLE ${stagingTable(file)} (line int, ${columns.join(", ")}) ON COMMIT DROP;
    CREATE TEMP TABLE ${refusedTable(file)} (line int, problems jsonb) ON COMMIT DROP`;
}

/** What the server has to know to plan joins: how many rows there are, and how many keys. The other columns cost more than they tell. */
export function analyzeStagedSql(file: ImportFileName): string {
  return `ANALYZE ${stagingTable(file)} (line, ${IMPORT_FILES[file].key.join(", ")})`;
}

export function stagingTable(file: ImportFileName): string {
  return `import_${file}`;
}

export function refusedTable(file: ImportFileName): string {
  return `import_${file}_refused`;
}
