import type { z } from "zod";
import type { CellValue, RowProblemCode } from "@/lib/schemas/import-cells";
import type { CsvRecord } from "./records";

/** One thing wrong in a row. `value`: what stands there; `detail`: what may stand there. */
export type RowProblem = { column: string | null; code: RowProblemCode; value?: string; detail?: string };

/** A row as it goes into staging: its values, or what is wrong with it. */
export type PlannedRow =
  | { line: number; values: Readonly<Record<string, CellValue>>; problems: null }
  | { line: number; values: null; problems: readonly RowProblem[] };

const SHOWN_LENGTH = 60;

/** Checks one record against the schema of its file. `columns` are those of the header, in its order. */
export function planRow(schema: z.ZodType<Record<string, CellValue | undefined>>, columns: readonly string[], record: CsvRecord): PlannedRow {
  const { line, cells } = record;
  if (cells === null) return refused(line, { column: null, code: "quotes" });
  if (cells.length !== columns.length)
    return refused(line, { column: null, code: "cells", value: String(cells.length), detail: String(columns.length) });
  const row = Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""]));
  const result = schema.safeParse(row);
  if (result.success) return { line, values: result.data as Record<string, CellValue>, problems: null };
  return refused(line, ...result.error.issues.map((issue) => problemOf(issue, row)));
}

function problemOf(issue: z.core.$ZodIssue, row: Readonly<Record<string, string>>): RowProblem {
  const column = String(issue.path[0]);
  const value = row[column]?.slice(0, SHOWN_LENGTH);
  const detail: unknown = issue.code === "custom" ? issue.params?.detail : undefined;
  return {
    column,
    // Every message of the schemas is a code of ROW_PROBLEMS.
    code: issue.message as RowProblemCode,
    ...(value ? { value } : {}),
    ...(typeof detail === "string" ? { detail } : {}),
  };
}

function refused(line: number, ...problems: RowProblem[]): PlannedRow {
  return { line, values: null, problems };
}
