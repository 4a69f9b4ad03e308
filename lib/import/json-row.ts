import { type ImportColumn, type ImportFileName, importColumns } from "@/lib/schemas/import";
import type { CellSettings } from "@/lib/schemas/import-cells";
import type { RowProblem, RowProblemCode } from "@/lib/schemas/row-problem";
import { ROW_RULES } from "@/lib/schemas/row-rules";
import { type RowReader, rowProblem, rowReader } from "./row-reader";

/** A row read: the columns it names and their fields in COPY's text format; or all that is wrong with it. */
export type JsonReading = { columns: readonly string[]; fields: string; problems: null } | { problems: readonly RowProblem[] };

/**
 * Reads rows of JSON as `rowReader` reads those of a file: the same values are staged, the same rows refused. A key that
 * is left out is a column that is not delivered; null is an empty cell.
 */
export function jsonRowReader(file: ImportFileName, settings: CellSettings): (row: unknown) => JsonReading {
  const columns = Object.entries(importColumns(file));
  const compared = new Set((ROW_RULES[file] ?? []).map(({ code }) => code));
  const readers = new Map<string, RowReader>();
  const readerOf = (names: readonly string[]) => {
    const known = readers.get(names.join()) ?? rowReader(file, names, settings);
    readers.set(names.join(), known);
    return known;
  };
  return (row) => {
    if (!isObject(row)) return { problems: [rowProblem("jsonType")] };
    const unknown = Object.keys(row).filter((key) => !columns.some(([name]) => name === key));
    const cells = columns.flatMap(([name, column]) => cellOf(name, column, row));
    const reader = readerOf(cells.filter(isRead).map(({ name }) => name));
    const fields = reader.read(cells.filter(isRead).map(({ text }) => text));
    const wrong = cells.filter((cell) => !isRead(cell)).map(({ problem }) => problem);
    if (typeof fields === "string" && wrong.length + unknown.length === 0) return { columns: reader.columns, fields, problems: null };
    // Between cells nothing is compared before each is good; `reader` does not know of the wrong ones.
    const found = typeof fields === "string" ? [] : fields.filter(({ code }) => wrong.length === 0 || !compared.has(code));
    return { problems: [...unknown.map((key) => rowProblem("unknownKey", { value: key.slice(0, SHOWN_LENGTH) })), ...inOrder(columns, wrong, found)] };
  };
}

const SHOWN_LENGTH = 60;

/** A cell whose JSON has the right type; otherwise its problem. */
type JsonCell = { name: string; text: string; problem: null } | { name: string; problem: RowProblem };
type ReadCell = JsonCell & { text: string };

function isRead(cell: JsonCell): cell is ReadCell {
  return cell.problem === null;
}

function cellOf(name: string, { kind, presence }: ImportColumn, row: Readonly<Record<string, unknown>>): JsonCell[] {
  const value = row[name];
  if (value === undefined && presence === "OPTIONAL") return [];
  if (value === undefined && presence === "EMPTIABLE") return [{ name, problem: { column: name, code: "required" } }];
  if (value == null) return [{ name, text: "", problem: null }];
  const parsed = kind.json.safeParse(value);
  if (parsed.success) return [{ name, text: parsed.data, problem: null }];
  // Every message of these schemas is a code.
  const code = (parsed.error.issues[0]?.message ?? "jsonType") as RowProblemCode;
  return [{ name, problem: { column: name, code, value: JSON.stringify(value).slice(0, SHOWN_LENGTH) } }];
}

function inOrder(columns: readonly (readonly [string, unknown])[], wrong: readonly (RowProblem | null)[], found: readonly RowProblem[]): RowProblem[] {
  const problems = [...wrong.filter((problem) => problem !== null), ...found];
  const placeOf = (problem: RowProblem) => columns.findIndex(([name]) => name === problem.column);
  return problems.sort((one, other) => placeOf(one) - placeOf(other));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
