import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import type { FileProblem } from "@/lib/import/file-problem";
import { IMPORT_FILE_NAMES, IMPORT_FILES, type ImportFileName } from "@/lib/import/files";
import { type KnownColumns, readHeader } from "@/lib/import/header";
import { NotUtf8Error, textLines } from "@/lib/import/text-lines";
import { importColumns } from "@/lib/schemas/import";
import type { OpenedFile } from "./stage-file";

/** Reads the header of every file of the folder, in the order of import; or says all that is wrong with them. */
export async function openFiles(folder: string): Promise<{ files: OpenedFile[]; problems: FileProblem[] }> {
  const files: OpenedFile[] = [];
  const problems: FileProblem[] = [];
  for (const name of IMPORT_FILE_NAMES) {
    const opened = await openFile(name, path.join(folder, IMPORT_FILES[name].path));
    if (opened === null) continue;
    if ("code" in opened) problems.push(opened);
    else files.push(opened);
  }
  return { files, problems };
}

async function openFile(name: ImportFileName, file: string): Promise<OpenedFile | FileProblem | null> {
  if (!existsSync(file)) return IMPORT_FILES[name].needed ? { file: name, code: "missingFile" } : null;
  try {
    const header = readHeader(name, await firstLine(file), knownColumns(name));
    return "code" in header ? header : { name, path: file, header };
  } catch (error) {
    if (error instanceof NotUtf8Error) return { file: name, code: "notUtf8", line: error.line };
    throw error;
  }
}

async function firstLine(file: string): Promise<string | undefined> {
  for await (const lines of textLines(createReadStream(file))) if (lines.length > 0) return lines[0];
  return undefined;
}

function knownColumns(file: ImportFileName): KnownColumns {
  const columns = Object.entries(importColumns(file));
  return { all: columns.map(([name]) => name), needed: columns.filter(([, { presence }]) => presence !== "OPTIONAL").map(([name]) => name) };
}
