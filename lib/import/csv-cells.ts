export const SEPARATORS = [";", ",", "\t", "|"] as const;
export type Separator = (typeof SEPARATORS)[number];

/** `open`: a quoted cell goes on in the next line. `broken`: the quotes of the line make no sense. */
export type SplitLine = readonly string[] | "open" | "broken";

/** The cells of one record as RFC 4180 writes them: `"` around a cell, `""` for a quote inside it. */
export function splitRecord(record: string, separator: Separator): SplitLine {
  if (!record.includes('"')) return record.split(separator);
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = record[at] === '"' ? quotedCell(record, at) : bareCell(record, at, separator);
    if (typeof cell === "string") return cell;
    cells.push(cell.value);
    if (cell.end === record.length) return cells;
    if (record[cell.end] !== separator) return "broken";
    at = cell.end + 1;
  }
}

type Cell = { value: string; end: number };

function quotedCell(record: string, start: number): Cell | "open" {
  let end = start + 1;
  for (;;) {
    end = record.indexOf('"', end);
    if (end === -1) return "open";
    if (record[end + 1] !== '"') return { value: record.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
    end += 2;
  }
}

function bareCell(record: string, start: number, separator: Separator): Cell | "broken" {
  const found = record.indexOf(separator, start);
  const end = found === -1 ? record.length : found;
  const value = record.slice(start, end);
  return value.includes('"') ? "broken" : { value, end };
}
