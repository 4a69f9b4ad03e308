import type { RowProblem } from "@/lib/schemas/row-problem";
import { type MappedColumn, REASON_COLUMNS } from "./column-names";
import { csvLine } from "./csv-text";
import { type Encoding, encodeText } from "./encodings";
import type { FileSettings } from "./file-settings";
import { guardCell } from "./guarded-cells";
import { type ImportLanguage, rowProblemWords } from "./messages";

/** The name of the file of refused rows of a file: `clients.csv` gives `clients-refus.csv`. */
export function refusedFileName(language: ImportLanguage, name: string): string {
  const ending = /\.\w+$/.exec(name)?.[0] ?? "";
  return `${name.slice(0, name.length - ending.length)}-${language === "fr" ? "refus" : "refused"}${ending}`;
}

/** The parts of a file of refused rows, in the layout of the file that they come from. */
export type RefusedCsv = { header: () => Uint8Array; row: (cells: readonly string[], problems: readonly RowProblem[]) => Uint8Array };

/**
 * Writes refused rows as they were delivered: the same columns, separator, encoding and ends of lines, and a last column
 * with the reasons, by which a file that comes back is known. Cells that a spreadsheet would run are guarded
 * (guarded-cells.ts). A row keeps the number of its cells, so that one with too few is refused again until it is corrected.
 */
export function refusedCsv({ settings, columns }: { settings: FileSettings; columns: readonly MappedColumn[] }, language: ImportLanguage): RefusedCsv {
  const { encoding, separator, lineEnd } = settings;
  const headers = columns.filter(({ by }) => by !== "REASON").map(({ header }) => header);
  const isReturned = headers.length < columns.length;
  const written = (cells: readonly string[]) => bytesOf(encoding, csvLine(cells.map(guardCell), separator, lineEnd));
  return {
    header: () => {
      const line = written([...headers, REASON_COLUMNS[language]]);
      // Spreadsheets know the encoding by it.
      const mark = encoding.startsWith("UTF") ? bytesOf(encoding, "\uFEFF") : new Uint8Array();
      return Uint8Array.from([...mark, ...line]);
    },
    // Refused a second time: the reasons of the first time make room.
    row: (cells, problems) => written([...(isReturned && cells.length === columns.length ? cells.slice(0, -1) : cells), problems.map((problem) => reasonOf(problem, language)).join(" ; ")]),
  };
}

function reasonOf(problem: RowProblem, language: ImportLanguage): string {
  const words = rowProblemWords(language, problem);
  return problem.column === null ? words : `${problem.column} : ${words}`;
}

/** Signs of our own words that an older encoding lacks. None of these is one that CSV knows. */
const PLAIN: Readonly<Record<string, string>> = { "’": "'", "“": "'", "”": "'", "…": "...", "–": "-", "\u202f": " ", "\uFFFD": "?" };

/** The cells come from this encoding, and are kept; what it lacks can only be in a reason. */
function bytesOf(encoding: Encoding, text: string): Uint8Array {
  const known = (sign: string) => (encodeText(encoding, sign) === null ? (PLAIN[sign] ?? "?") : sign);
  return encodeText(encoding, text) ?? encodeText(encoding, [...text].map(known).join("")) ?? new Uint8Array();
}
