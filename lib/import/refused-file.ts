import type { RowProblem } from "@/lib/schemas/row-problem";
import { REASON_COLUMNS } from "./column-names";
import { csvLine } from "./csv-text";
import { encodeText } from "./encodings";
import { guardCell } from "./guarded-cells";
import type { FileInspection } from "./inspection";
import { type ImportLanguage, rowProblemWords } from "./messages";

/** A row that was refused, with its cells as they were delivered: one, where it could not be split into cells. */
type RefusedRow = { cells: readonly string[]; problems: readonly RowProblem[] };

/** The name of the file of refused rows of a file: `clients.csv` gives `clients-refus.csv`. */
export function refusedFileName(language: ImportLanguage, name: string): string {
  const ending = /\.\w+$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, name.length - ending.length)}-${language === "fr" ? "refus" : "refused"}${ending}`;
}

/**
 * Writes refused rows as the file was written: its columns, its separator, its encoding, and the reasons in a last column
 * by which the file is known when it comes back. Null where it is not known how the file was written.
 */
export function refusedFileWriter(language: ImportLanguage, { settings, columns }: FileInspection) {
  if (settings === null) return null;
  const { encoding, separator, lineEnd } = settings;
  // Refused a second time: the reasons of the first time make room.
  const own = columns.filter(({ by }) => by !== "REASON");
  const isReturned = own.length < columns.length;
  const write = (cells: readonly string[]) => encoded(encoding, csvLine(cells, separator, lineEnd));
  return {
    header: () => write([...own.map(({ header }) => header), REASON_COLUMNS[language]].map((cell, place) => (place === 0 && encoding.startsWith("UTF") ? `\uFEFF${cell}` : cell))),
    row: ({ cells, problems }: RefusedRow) => {
      const kept = isReturned && cells.length === columns.length ? cells.slice(0, -1) : cells;
      const blanks = Array.from({ length: Math.max(0, own.length - kept.length) }, () => "");
      const reasons = problems.map((problem) => (problem.column === null ? "" : `${problem.column} : `) + rowProblemWords(language, problem)).join(" | ");
      return write([...kept.map(guardCell), ...blanks, guardCell(reasons)]);
    },
  };
}

/** A reason may use a letter that the encoding has not; the cells came in it. */
function encoded(encoding: Parameters<typeof encodeText>[0], text: string): Uint8Array {
  return encodeText(encoding, text) ?? (encodeText(encoding, [...text].map((letter) => (encodeText(encoding, letter) === null ? "?" : letter)).join("")) as Uint8Array);
}
