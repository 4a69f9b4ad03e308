import { type Separator, SEPARATORS } from "./csv-cells";
import { firstRecords } from "./records";
import type { LineEnd } from "./text-lines";

/** Looked at to find the separator: enough to see that rows agree. */
const LOOKED_AT = 200;

/** How the lines of a text end, by its beginning: CR alone only where there is no LF at all. */
export function lineEndOf(start: string): LineEnd {
  if (!start.includes("\n")) return start.includes("\r") ? "CR" : "LF";
  return start.includes("\r\n") ? "CRLF" : "LF";
}

/** The separator with which most rows have as many cells as the header; the one that makes more cells, where several do. */
export function separatorOf(start: string, lineEnd: LineEnd, isWhole: boolean): Separator {
  const candidates = SEPARATORS.map((separator) => ({ separator, fit: fitOf(start, separator, lineEnd, isWhole) }));
  return candidates.reduce((best, next) => (next.fit > best.fit ? next : best)).separator;
}

function fitOf(start: string, separator: Separator, lineEnd: LineEnd, isWhole: boolean): number {
  const [header, ...rows] = firstRecords(start, { separator, lineEnd, width: null }, isWhole).slice(0, LOOKED_AT);
  const width = header?.cells?.length ?? 1;
  if (width === 1) return 0;
  const agreeing = rows.filter(({ cells }) => cells?.length === width).length;
  return (rows.length === 0 ? 1 : agreeing / rows.length) + Math.min(width, 1_000) / 10_000;
}
