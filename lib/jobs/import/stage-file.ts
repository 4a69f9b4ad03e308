import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { FileProblemError } from "@/lib/import/file-problem";
import type { ImportFileName } from "@/lib/import/files";
import type { Header } from "@/lib/import/header";
import { type CsvRecord, csvRecords } from "@/lib/import/records";
import { rowProblem, type RowReader, rowReader } from "@/lib/import/row-reader";
import { NotUtf8Error, textLines } from "@/lib/import/text-lines";
import { COPY_NULL, copyText } from "@/lib/import/copy-text";
import type { CellSettings } from "@/lib/schemas/import-cells";
import { stagingTable, stagingTableSql } from "./staging-tables";

/** A file of the delivery whose header has been read. */
export type OpenedFile = { name: ImportFileName; path: string; header: Header };

/**
 * Streams a file into its temporary staging table: good rows with their values, refused rows with what is wrong.
 * Memory does not grow with the file. Throws FileProblemError when the file is not UTF-8.
 */
export async function stageFile(db: pg.ClientBase, file: OpenedFile, settings: CellSettings): Promise<void> {
  await db.query(stagingTableSql(file.name));
  const reader = rowReader(file.name, file.header.columns, settings);
  const copy = db.query(copyFrom(`COPY ${stagingTable(file.name)} (line, parsed, problems, ${reader.columns.join(", ")}) FROM STDIN`));
  try {
    await pipeline(Readable.from(copyLines(file, reader)), copy);
  } catch (error) {
    if (error instanceof NotUtf8Error) throw new FileProblemError({ file: file.name, code: "notUtf8", line: error.line });
    throw error;
  }
  await db.query(`ANALYZE ${stagingTable(file.name)}`);
}

const READ_BYTES = 256 * 1024;

async function* copyLines({ path, header: { columns, separator } }: OpenedFile, reader: RowReader): AsyncGenerator<string> {
  const bytes = createReadStream(path, { highWaterMark: READ_BYTES });
  const nothing = `\t${COPY_NULL}`.repeat(columns.length);
  for await (const records of csvRecords(textLines(bytes), { separator, width: columns.length })) {
    if (records.length > 0) yield records.map((record) => stagedLine(record, reader, nothing)).join("");
  }
}

function stagedLine({ line, cells }: CsvRecord, reader: RowReader, nothing: string): string {
  const read = cells === null ? [rowProblem("quotes")] : reader.read(cells);
  return typeof read === "string" ? `${line}\tt\t${COPY_NULL}\t${read}\n` : `${line}\tf\t${copyText(JSON.stringify(read))}${nothing}\n`;
}
