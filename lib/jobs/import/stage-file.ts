import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { FileProblemError } from "@/lib/import/file-problem";
import type { ImportFileName } from "@/lib/import/files";
import type { Header } from "@/lib/import/header";
import { type PlannedRow, planRow } from "@/lib/import/plan-row";
import { csvRecords } from "@/lib/import/records";
import { NotUtf8Error, textLines } from "@/lib/import/text-lines";
import type { ImportRowSchemas } from "@/lib/schemas/import";
import { copyLine } from "../copy-rows";
import { stagingTable, stagingTableSql } from "./staging-tables";

/** A file of the delivery whose header has been read. */
export type OpenedFile = { name: ImportFileName; path: string; header: Header };

/**
 * Streams a file into its temporary staging table: good rows with their values, refused rows with what is wrong.
 * Memory does not grow with the file. Throws FileProblemError when the file is not UTF-8.
 */
export async function stageFile(db: pg.ClientBase, file: OpenedFile, schemas: ImportRowSchemas): Promise<void> {
  await db.query(stagingTableSql(file.name));
  const columns = file.header.columns;
  const copy = db.query(copyFrom(`COPY ${stagingTable(file.name)} (line, parsed, problems, ${columns.join(", ")}) FROM STDIN`));
  try {
    await pipeline(Readable.from(copyLines(file, schemas)), copy);
  } catch (error) {
    if (error instanceof NotUtf8Error) throw new FileProblemError({ file: file.name, code: "notUtf8", line: error.line });
    throw error;
  }
  await db.query(`ANALYZE ${stagingTable(file.name)}`);
}

const READ_BYTES = 256 * 1024;

async function* copyLines(file: OpenedFile, schemas: ImportRowSchemas): AsyncGenerator<string> {
  const { columns, separator } = file.header;
  const schema = schemas[file.name];
  const bytes = createReadStream(file.path, { highWaterMark: READ_BYTES });
  for await (const records of csvRecords(textLines(bytes), { separator, width: columns.length })) {
    if (records.length === 0) continue;
    yield records.map((record) => stagedLine(columns, planRow(schema, columns, record))).join("");
  }
}

function stagedLine(columns: readonly string[], row: PlannedRow): string {
  const problems = row.problems === null ? null : JSON.stringify(row.problems);
  return copyLine([row.line, row.problems === null, problems, ...columns.map((column) => row.values?.[column] ?? null)]);
}
