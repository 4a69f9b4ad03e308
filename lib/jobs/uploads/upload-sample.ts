import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import type { SourceFile } from "@/lib/import/inspection";
import { type FilePlace, pathOfFile } from "./upload-folder";

/** Enough to tell how a file is written; a look at it takes a fraction of a second. */
const SAMPLE_BYTES = 4 * 1024 ** 2;
/** A line break is looked for in so many bytes before the end of the sample. */
const LAST_BYTES = 64 * 1024;
const LINE_FEED = 0x0a;

/** The beginning of an uploaded file, up to the end of a line. */
export async function uploadSample(place: FilePlace, name: string, sizeBytes: number): Promise<SourceFile> {
  const file = pathOfFile(place);
  const end = sizeBytes <= SAMPLE_BYTES ? sizeBytes : await endOfLine(file);
  return { name, open: () => createReadStream(file, { end: Math.max(0, end - 1) }) };
}

/** Before the last line break, so that neither a row nor a letter is cut; the limit itself where there is none. */
async function endOfLine(file: string): Promise<number> {
  const handle = await open(file);
  try {
    const last = Buffer.alloc(LAST_BYTES);
    const { bytesRead } = await handle.read(last, 0, LAST_BYTES, SAMPLE_BYTES - LAST_BYTES);
    const found = last.subarray(0, bytesRead).lastIndexOf(LINE_FEED);
    if (found < 1) return SAMPLE_BYTES;
    // In UTF-16BE a zero byte before the line feed belongs to it.
    return SAMPLE_BYTES - LAST_BYTES + found - (last[found - 1] === 0 ? 1 : 0);
  } finally {
    await handle.close();
  }
}
