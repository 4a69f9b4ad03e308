import { createReadStream, readdirSync, statSync } from "node:fs";
import path from "node:path";
import type { SourceFile } from "@/lib/import/inspection";

/** Large enough to be read at the pace of a disk, small enough to be one of a few pieces in memory. */
const READ_BYTES = 256 * 1024;

/** What could be meant as a file of a delivery; archives, too, so that they are not passed over in silence. */
const DELIVERED = /\.(csv|txt|tsv|dat|zip|gz|7z|rar|xlsx?|ods)$/i;

/** The files of a folder that are meant to be imported, or the one file that is named. */
export function sourceFiles(fileOrFolder: string): SourceFile[] {
  if (!statSync(fileOrFolder).isDirectory()) return [sourceFile(path.basename(fileOrFolder), fileOrFolder)];
  const names = readdirSync(fileOrFolder, { withFileTypes: true }).filter((entry) => !entry.isDirectory() && DELIVERED.test(entry.name));
  return names.map(({ name }) => sourceFile(name, path.join(fileOrFolder, name)));
}

/** A file under the name by which people know it, wherever its bytes lie. */
export function sourceFile(name: string, place: string): SourceFile {
  return { name, open: () => createReadStream(place, { highWaterMark: READ_BYTES }) };
}
