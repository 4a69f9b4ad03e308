import { type Separator, splitRecord } from "./csv-cells";

/** A record and the line on which it begins, from 1. `cells` is null where the quotes make no sense. */
export type CsvRecord = { line: number; cells: readonly string[] | null };

/** A quoted cell longer than this many lines is an unclosed quote. */
const MAX_LINES = 200;

/**
 * The records of the lines after the header, in batches as they arrive. Blank lines are skipped. A quote that is never
 * closed costs its own line only: reading goes on at the line after it, so that one bad row does not swallow good ones.
 */
export async function* csvRecords(
  batches: AsyncIterable<readonly string[]>,
  shape: { separator: Separator; width: number },
): AsyncGenerator<CsvRecord[]> {
  let waiting: string[] = [];
  let line = 1;
  let isHeader = true;
  for await (const batch of batches) {
    waiting = waiting.concat(batch);
    if (isHeader && waiting.length > 0) {
      waiting.shift();
      line += 1;
      isHeader = false;
    }
    const taken = takeRecords(waiting, { ...shape, line, last: false });
    yield taken.records;
    waiting = waiting.slice(taken.lines);
    line += taken.lines;
  }
  yield takeRecords(waiting, { ...shape, line, last: true }).records;
}

type Taking = { separator: Separator; width: number; line: number; last: boolean };

/** The records that the lines complete, and how many lines those are. `last`: no more lines will come. */
function takeRecords(lines: readonly string[], taking: Taking): { records: CsvRecord[]; lines: number } {
  const records: CsvRecord[] = [];
  let at = 0;
  while (at < lines.length) {
    const found = recordAt(lines, at, taking);
    if (found === "wait") break;
    if (lines[at] !== "") records.push({ line: taking.line + at, cells: found.cells });
    at += found.lines;
  }
  return { records, lines: at };
}

function recordAt(lines: readonly string[], at: number, taking: Taking): { cells: readonly string[] | null; lines: number } | "wait" {
  let record = lines[at] ?? "";
  let cells = splitRecord(record, taking.separator);
  let count = 1;
  while (cells === "open" && count < MAX_LINES) {
    const next = lines[at + count];
    if (next === undefined) {
      if (taking.last) break;
      return "wait";
    }
    record += `\n${next}`;
    count += 1;
    if (next.includes('"')) cells = splitRecord(record, taking.separator);
  }
  if (cells === "open" || cells === "broken") return { cells: null, lines: 1 };
  // Closed by the quote of a later row: the cells do not add up, and that row is still to be read.
  return count > 1 && cells.length !== taking.width ? { cells: null, lines: 1 } : { cells, lines: count };
}
