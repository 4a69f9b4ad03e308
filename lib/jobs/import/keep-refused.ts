import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyText } from "@/lib/import/copy-text";
import { sourceRecords } from "@/lib/import/source-records";
import type { ReadyFile } from "./ready-file";
import type { RefusedRow } from "./refusals";

/**
 * Keeps refused rows as they were delivered, to be downloaded, corrected and sent again. Their cells are read a second
 * time: the staging table, through which many millions of good rows go, has no room for them. A row that could not be
 * split into cells is kept as one.
 */
export async function keepRefusedRows(db: pg.ClientBase, deliveryId: string, file: ReadyFile, refused: readonly RefusedRow[]): Promise<void> {
  // What the preview kept makes room.
  await db.query("DELETE FROM import_refused_row WHERE delivery_id = $1 AND file_name = $2", [deliveryId, file.source.name]);
  if (refused.length === 0) return;
  const copy = db.query(copyFrom("COPY import_refused_row (delivery_id, file_name, line, cells, problems) FROM STDIN"));
  await pipeline(Readable.from(refusedLines(deliveryId, file, refused), { objectMode: true, highWaterMark: 1 }), copy);
}

async function* refusedLines(deliveryId: string, file: ReadyFile, refused: readonly RefusedRow[]): AsyncGenerator<string> {
  let next = 0;
  for await (const records of sourceRecords(file.source.open(), file)) {
    let text = "";
    for (const record of records) {
      const row = refused[next];
      if (!row) break;
      if (row.line !== record.line) continue;
      const fields = [deliveryId, file.source.name, String(row.line), JSON.stringify(record.cells ?? [record.text]), JSON.stringify(row.problems)];
      text += `${fields.map(copyText).join("\t")}\n`;
      next++;
    }
    if (text !== "") yield text;
    if (next === refused.length) return;
  }
}
