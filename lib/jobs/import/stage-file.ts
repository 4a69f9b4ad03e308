import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { FileProblemError } from "@/lib/import/file-problem";
import type { CsvRecord } from "@/lib/import/records";
import { rowProblem, type RowReader, rowReader } from "@/lib/import/row-reader";
import { sourceRecords } from "@/lib/import/source-records";
import { MAX_ROW_LENGTH, UnreadableLineError } from "@/lib/import/text-lines";
import type { Day } from "@/lib/domain/dates";
import type { ReadyFile } from "./ready-file";
import type { Refusals } from "./refusals";
import { analyzeStagedSql, type StagedFile, stagingTable, stagingTablesSql } from "./staging-tables";

/** `onRead` is told the bytes and the rows read so far. */
export type Staging = { today: Day; refusals: Refusals; onRead: (bytes: number, rows: number) => void };

/**
 * Streams a file into its temporary staging table: good rows with their values; those that cannot be read are refused.
 * Memory does not grow with the file. Throws FileProblemError at bytes that mean nothing in its encoding.
 */
export async function stageFile(db: pg.ClientBase, file: ReadyFile, staging: Staging): Promise<StagedFile> {
  await db.query(stagingTablesSql(file.kind));
  const reader = rowReader(file.kind, file.columns, { today: staging.today, dates: file.settings.dates, decimals: file.settings.decimals });
  const copy = db.query(copyFrom(`COPY ${stagingTable(file.kind)} (line, ${reader.columns.join(", ")}) FROM STDIN`));
  const passed = { bytes: 0, rows: 0 };
  try {
    await pipeline(Readable.from(stagedLines(file, reader, passed, staging), { objectMode: true, highWaterMark: 1 }), copy);
  } catch (error) {
    if (error instanceof UnreadableLineError) {
      throw new FileProblemError({ file: file.source.name, code: "unreadableLine", line: error.line, detail: file.settings.encoding });
    }
    throw error;
  }
  await db.query(analyzeStagedSql(file.kind));
  return { name: file.kind, columns: reader.columns, rows: copy.rowCount, isDistinct: reader.isDistinct() };
}

async function* stagedLines(file: ReadyFile, reader: RowReader, passed: { bytes: number; rows: number }, staging: Staging): AsyncGenerator<string> {
  for await (const records of sourceRecords(counted(file.source.open(), passed), file)) {
    const text = stagedText(records, reader, staging.refusals);
    passed.rows += records.length;
    staging.onRead(passed.bytes, passed.rows);
    if (text !== "") yield text;
  }
}

async function* counted(pieces: AsyncIterable<Uint8Array>, passed: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    passed.bytes += piece.length;
    yield piece;
  }
}

function stagedText(records: readonly CsvRecord[], reader: RowReader, refusals: Refusals): string {
  let text = "";
  for (const record of records) {
    const read = record.cells === null ? [unreadable(record.fault)] : reader.read(record.cells);
    if (typeof read === "string") text += `${record.line}\t${read}\n`;
    else refusals.add(record.line, read);
  }
  return text;
}

function unreadable(fault: "quotes" | "rowTooLong") {
  return rowProblem(fault, fault === "rowTooLong" ? { detail: String(MAX_ROW_LENGTH) } : {});
}
