import { type Separator, splitRecord } from "./csv-cells";
import { type LineBatch, type LineEnd, MAX_ROW_LENGTH } from "./text-lines";

/**
 * A record and the line on which it begins, from 1. A record that cannot be read has no cells: the `fault`, and its first
 * line as it stands (a part of it when it is too long).
 */
export type CsvRecord = { line: number; cells: readonly string[]; fault: null } | { line: number; cells: null; fault: "quotes" | "rowTooLong"; text: string };

/** `width`: how many cells a record has; null until the header has said so. */
export type CsvShape = { separator: Separator; lineEnd: LineEnd; width: number | null };

/** A quoted cell longer than this many lines is an unclosed quote. */
const MAX_LINES = 200;

/**
 * The records of a text, in batches as they arrive, the header first. Blank lines are skipped. A quote that is never
 * closed costs its own line only: reading goes on at the line after it, so that one bad row does not swallow good ones.
 * The first record sets the width, unless it is given.
 */
export async function* csvRecords(batches: AsyncIterable<LineBatch>, shape: CsvShape): AsyncGenerator<CsvRecord[]> {
  let waiting: string[] = [];
  let waitingIsPlain = true;
  const taking: Taking = { ...shape, line: 1, isLast: false };
  for await (const batch of batches) {
    waiting = waiting.length === 0 ? batch.lines : waiting.concat(batch.lines);
    waitingIsPlain &&= batch.isPlain;
    const taken = waitingIsPlain ? takePlain(waiting, taking) : takeRecords(waiting, taking);
    taking.line += taken.lines;
    waiting = waiting.slice(taken.lines);
    waitingIsPlain = waiting.length === 0;
    if (taken.records.length > 0) yield taken.records;
  }
  const last = takeRecords(waiting, { ...taking, isLast: true });
  if (last.records.length > 0) yield last.records;
}

/** The records of the beginning of a text; its last line may have been cut, and is left out then. */
export function firstRecords(text: string, shape: CsvShape, isWhole: boolean): CsvRecord[] {
  const lines = text.split(shape.lineEnd === "CR" ? "\r" : "\n");
  if (!isWhole) lines.pop();
  return takeRecords(lines, { ...shape, line: 1, isLast: isWhole }).records;
}

/** `line`: of the first line given. `isLast`: no more lines will come. `width` is set by the first record. */
type Taking = CsvShape & { line: number; isLast: boolean };
type Taken = { records: CsvRecord[]; lines: number };

/** Lines without a quote: each is a record. */
function takePlain(lines: readonly string[], taking: Taking): Taken {
  const records: CsvRecord[] = [];
  for (let at = 0; at < lines.length; at++) {
    const text = withoutReturn(lines[at] as string);
    if (text === "") continue;
    if (text.length > MAX_ROW_LENGTH) records.push({ line: taking.line + at, cells: null, fault: "rowTooLong", text });
    else records.push({ line: taking.line + at, cells: text.split(taking.separator), fault: null });
    setWidth(taking, records);
  }
  return { records, lines: lines.length };
}

/** The records that the lines complete, and how many lines those are. */
function takeRecords(lines: readonly string[], taking: Taking): Taken {
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < lines.length) {
    const found = recordAt(lines, at, taking);
    if (found === "wait") break;
    const text = lines[at] as string;
    if (typeof found === "string") records.push({ line: taking.line + at, cells: null, fault: found, text: withoutReturn(text) });
    else if (withoutReturn(text) !== "") records.push({ line: taking.line + at, cells: found.cells, fault: null });
    setWidth(taking, records);
    at += typeof found === "string" ? 1 : found.lines;
  }
  return { records, lines: at };
}

function setWidth(taking: Taking, [first]: readonly CsvRecord[]): void {
  if (taking.width === null && first?.cells) taking.width = first.cells.length;
}

type Found = { cells: readonly string[]; lines: number };

function recordAt(lines: readonly string[], at: number, taking: Taking): Found | "wait" | "quotes" | "rowTooLong" {
  let record = lines[at] as string;
  let cells = splitRecord(withoutReturn(record), taking.separator);
  let count = 1;
  while (cells === "open" && count < MAX_LINES && record.length <= MAX_ROW_LENGTH) {
    const next = lines[at + count];
    if (next === undefined) {
      if (taking.isLast) break;
      return "wait";
    }
    record += (taking.lineEnd === "CR" ? "\r" : "\n") + next;
    count += 1;
    if (next.includes('"')) cells = splitRecord(withoutReturn(record), taking.separator);
  }
  if ((lines[at] as string).length > MAX_ROW_LENGTH) return "rowTooLong";
  if (cells === "open" || cells === "broken") return "quotes";
  // Closed by the quote of a later row: the cells do not add up, and that row is still to be read.
  return count > 1 && cells.length !== (taking.width ?? cells.length) ? "quotes" : { cells, lines: count };
}

function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}
