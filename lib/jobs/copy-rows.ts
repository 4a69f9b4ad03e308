import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { COPY_NULL, copyText } from "@/lib/import/copy-text";
import { arrayText } from "@/lib/schemas/import-cells";

export type CopyValue = string | number | boolean | null | readonly string[];
export type CopyTable = { name: string; columns: readonly string[] };

/** One row in COPY's text format, in the order of the table's columns. */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map(copyField).join("\t")}\n`;
}

/** Sends lines of `copyLine` to a table. Names of tables and columns are ours, never a user's. */
export async function copyRows(db: pg.ClientBase, table: CopyTable, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const stream = db.query(copyFrom(`COPY ${table.name} (${table.columns.join(", ")}) FROM STDIN`));
  await pipeline(Readable.from(lines.join("")), stream);
}

function copyField(value: CopyValue): string {
  if (value === null) return COPY_NULL;
  if (typeof value === "string") return copyText(value);
  if (typeof value === "object") return copyText(arrayText(value));
  return String(value);
}
