import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import type { FileProblem } from "@/lib/import/file-problem";
import { IMPORT_FILE_NAMES, IMPORT_FILES, type ImportFileName } from "@/lib/import/files";
import { type KnownColumns, readHeader } from "@/lib/import/header";
import { NotUtf8Error, textLines } from "@/lib/import/text-lines";
import type { ImportRowSchemas } from "@/lib/schemas/import";
import type { OpenedFile } from "./stage-file";

/** Reads the header of every file of the folder, in the order of import; or says all that is wrong with them. */
export async function openFiles(folder: string, schemas: ImportRowSchemas): Promise<{ files: OpenedFile[]; problems: FileProblem[] }> {
  const files: OpenedFile[] = [];
  const problems: FileProblem[] = [];
  for (const name of IMPORT_FILE_NAMES) {
    const opened = await openFile(name, path.join(folder, IMPORT_FILES[name].path), schemas);
    if (opened === null) continue;
    if ("code" in opened) problems.push(opened);
    else files.push(opened);
  }
  return { files, problems };
}

async function openFile(name: ImportFileName, file: string, schemas: ImportRowSchemas): Promise<OpenedFile | FileProblem | null> {
  if (!existsSync(file)) return IMPORT_FILES[name].needed ? { file: name, code: "missingFile" } : null;
  try {
    const header = readHeader(name, await firstLine(file), knownColumns(schemas[name].shape));
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

type Column = { safeParse: (value: unknown) => { success: boolean } };

/** A column whose absence the schema accepts may be left out. */
function knownColumns(shape: Readonly<Record<string, Column>>): KnownColumns {
  const all = Object.keys(shape);
  return { all, needed: all.filter((column) => !shape[column]?.safeParse(undefined).success) };
}
