import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import type { CellSettings, ReadCell } from "@/lib/schemas/import-cells";
import type { RowProblem, RowProblemCode } from "@/lib/schemas/row-problem";
import { ROW_RULES, type RowRule } from "@/lib/schemas/row-rules";
import { COPY_NULL, copyText } from "./copy-text";
import { IMPORT_FILES } from "./files";
import { watchOrder } from "./key-order";

/**
 * Reads the rows of one file. `columns`: what `read` writes, in its order. `read` answers the row's fields in COPY's text
 * format, a tab between them; or, when the row is refused, everything that is wrong with it.
 */
export type RowReader = {
  columns: readonly string[];
  read: (cells: readonly string[]) => string | readonly RowProblem[];
  /** False once the order of the rows that were taken leaves it open whether two have the same key. */
  isDistinct: () => boolean;
};

const SHOWN_LENGTH = 60;

/** `header`: the column of each cell of the file, null for a cell that is ignored. */
export function rowReader(file: ImportFileName, header: readonly (string | null)[], settings: CellSettings): RowReader {
  const readers = header.flatMap((name, place) => (name === null ? [] : [columnReader(file, name, place, settings)]));
  const rules = ROW_RULES[file] ?? [];
  // Written over by each row: a row in the way of many millions makes no object of its own.
  const staged: (string | null)[] = readers.map(() => null);
  const order = watchOrder(IMPORT_FILES[file].key.map((column) => readers.findIndex(({ name }) => name === column)));
  return {
    columns: readers.map(({ name }) => name),
    read: (cells) => {
      if (cells.length !== header.length) return [rowProblem("cells", { value: String(cells.length), detail: String(header.length) })];
      const problems = stageCells(cells, readers, staged) ?? brokenRules(rules, cells, readers, staged);
      if (problems) return problems;
      order.add(staged);
      return fieldsOf(readers, staged);
    },
    isDistinct: order.isDistinct,
  };
}

/** A problem of a row as a whole. */
export function rowProblem(code: RowProblemCode, about: { value?: string; detail?: string } = {}): RowProblem {
  return { column: null, code, ...about };
}

type ColumnReader = { name: string; place: number; isNeeded: boolean; emptyMeans: string | null; isPlain: boolean; read: ReadCell };

function columnReader(file: ImportFileName, name: string, place: number, settings: CellSettings): ColumnReader {
  const column = importColumns(file)[name];
  if (!column) throw new Error(`${file} has no column ${name}`);
  const { kind, presence, emptyMeans } = column;
  return { name, place, isNeeded: presence === "NEEDED", emptyMeans, isPlain: kind.isPlain, read: kind.reader(settings) };
}

function stageCells(cells: readonly string[], readers: readonly ColumnReader[], staged: (string | null)[]): RowProblem[] | null {
  let problems: RowProblem[] | null = null;
  for (let at = 0; at < readers.length; at++) {
    const reader = readers[at] as ColumnReader;
    const cell = cells[reader.place] as string;
    if (cell === "" && !reader.isNeeded) {
      staged[at] = reader.emptyMeans;
      continue;
    }
    const result = cell === "" ? REQUIRED : reader.read(cell);
    if (typeof result === "string") staged[at] = result;
    else (problems ??= []).push(cellProblem(reader.name, cell, result.fault, result.detail));
  }
  return problems;
}

const REQUIRED = { fault: "required", detail: undefined } as const;

function brokenRules(
  rules: readonly RowRule[], cells: readonly string[], readers: readonly ColumnReader[], staged: readonly (string | null)[],
): RowProblem[] | null {
  if (rules.length === 0) return null;
  const placeOf = (column: string) => readers.findIndex(({ name }) => name === column);
  const broken = rules.filter((rule) => rule.isBroken((column) => staged[placeOf(column)] ?? null));
  if (broken.length === 0) return null;
  return broken.map(({ column, code, detail }) => cellProblem(column, cells[readers[placeOf(column)]?.place ?? -1] ?? "", code, detail));
}

function cellProblem(column: string, cell: string, code: RowProblemCode, detail: string | undefined): RowProblem {
  return { column, code, ...(cell === "" ? {} : { value: shown(cell) }), ...(detail === undefined ? {} : { detail }) };
}

/**
 * What no database can keep as text is shown as a sign that stands for it. Letter by letter: a part of a text would keep
 * the whole piece of the file in memory that it was cut from.
 */
function shown(cell: string): string {
  return Array.from(cell.slice(0, SHOWN_LENGTH), (letter) => (/\0|\p{Surrogate}/u.test(letter) ? "\uFFFD" : letter)).join("");
}

function fieldsOf(readers: readonly ColumnReader[], staged: readonly (string | null)[]): string {
  let fields = "";
  for (let at = 0; at < readers.length; at++) {
    const value = staged[at] as string | null;
    if (at > 0) fields += "\t";
    if (value === null) fields += COPY_NULL;
    else fields += (readers[at] as ColumnReader).isPlain ? value : copyText(value);
  }
  return fields;
}
