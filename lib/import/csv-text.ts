import type { Separator } from "./csv-cells";
import type { LineEnd } from "./text-lines";

const ENDS: Readonly<Record<LineEnd, string>> = { LF: "\n", CRLF: "\r\n", CR: "\r" };

/** A record as RFC 4180 writes it: quotes where they are needed. A record of one empty cell gets them, or it would be a blank line. */
export function csvLine(cells: readonly string[], separator: Separator, lineEnd: LineEnd): string {
  const isBlank = cells.length === 1 && cells[0] === "";
  return (isBlank ? '""' : cells.map((cell) => quotedCell(cell, separator)).join(separator)) + ENDS[lineEnd];
}

function quotedCell(cell: string, separator: Separator): string {
  return /["\r\n]/.test(cell) || cell.includes(separator) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
