import type { FileSettings } from "./file-settings";
import { unguardCell } from "./guarded-cells";
import { type CsvRecord, csvRecords } from "./records";
import { textLines } from "./text-lines";

/** How the records of a file are read. `isReturned`: see ReadyFile. */
export type SourceShape = { settings: Pick<FileSettings, "encoding" | "separator" | "lineEnd">; isReturned: boolean };

/** The records of a file in batches, its header left out. Throws UnreadableLineError. */
export async function* sourceRecords(bytes: AsyncIterable<Uint8Array>, { settings, isReturned }: SourceShape): AsyncGenerator<CsvRecord[]> {
  const { encoding, separator, lineEnd } = settings;
  let isHeader = true;
  for await (const records of csvRecords(textLines(bytes, encoding, lineEnd), { separator, lineEnd, width: null })) {
    if (isHeader) records.shift();
    isHeader = false;
    yield isReturned ? records.map(unguarded) : records;
  }
}

function unguarded(record: CsvRecord): CsvRecord {
  return record.cells === null ? record : { ...record, cells: record.cells.map(unguardCell) };
}
