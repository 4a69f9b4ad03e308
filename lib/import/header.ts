import { type Separator, separatorOf, splitRecord } from "./csv-cells";
import type { FileProblem } from "./file-problem";
import type { ImportFileName } from "./files";

/** The columns that a schema knows and those that a file cannot leave out. */
export type KnownColumns = { all: readonly string[]; needed: readonly string[] };

export type Header = { separator: Separator; columns: readonly string[] };

/** Reads the first line of a file: its separator and its columns, or what is wrong with them. */
export function readHeader(file: ImportFileName, line: string | undefined, known: KnownColumns): Header | FileProblem {
  if (line === undefined || line === "") return { file, code: "emptyFile" };
  const separator = separatorOf(line);
  const columns = splitRecord(line, separator);
  if (columns === "open" || columns === "broken") return { file, code: "headerQuotes" };
  const faults: [FileProblem["code"], string[]][] = [
    ["unknownColumns", columns.filter((column) => !known.all.includes(column))],
    ["repeatedColumns", columns.filter((column, index) => columns.indexOf(column) !== index)],
    ["missingColumns", known.needed.filter((column) => !columns.includes(column))],
  ];
  const fault = faults.find(([, at]) => at.length > 0);
  return fault ? { file, code: fault[0], columns: fault[1] } : { separator, columns };
}
