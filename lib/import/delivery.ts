import type { FileProblem } from "./file-problem";
import type { FileChoice } from "./file-settings";
import { IMPORT_FILE_NAMES, IMPORT_FILES, type ImportFileName } from "./files";
import { type FileInspection, inspectFile, type RecallMapping, type SourceFile } from "./inspection";

/** `isComplete`: the files that the format needs must all be there. */
export type DeliveryInspection = { files: readonly FileInspection[]; problems: readonly FileProblem[] };

/** What is said of the files of a delivery, by their names. */
export type Choices = Readonly<Record<string, FileChoice>>;

/**
 * Looks at every file of a delivery, in the order in which they must be imported. Days that one file leaves in doubt are
 * read as in the others. `problems`: all that keeps the delivery from being imported.
 */
export async function inspectSources(
  sources: readonly SourceFile[], { choices, recall, isComplete }: { choices: Choices; recall: RecallMapping; isComplete: boolean },
): Promise<DeliveryInspection> {
  const files: FileInspection[] = [];
  for (const source of sources) files.push(await inspectFile(source, choices[source.name] ?? {}, recall));
  const settled = withDatesOfOthers(files).sort((one, other) => placeOf(one) - placeOf(other));
  return { files: settled, problems: [...settled.flatMap(({ problems }) => problems), ...repeatedKinds(settled), ...(isComplete ? missingKinds(settled) : [])] };
}

function placeOf({ kind }: FileInspection): number {
  return kind === null ? IMPORT_FILE_NAMES.length : IMPORT_FILE_NAMES.indexOf(kind.kind);
}

function withDatesOfOthers(files: readonly FileInspection[]): FileInspection[] {
  const sure = new Set(files.filter(({ found }) => found.dates.reason === "FITS" || found.dates.reason === "CHOSEN").map(({ settings }) => settings?.dates));
  const [dates, ...others] = sure;
  if (dates === undefined || others.length > 0) return [...files];
  return files.map((file) => {
    // Only where it is one of the readings in doubt: their signs are the same.
    const isAlike = file.settings?.dates.replace(/[DMY]/g, "") === dates.replace(/[DMY]/g, "");
    if (file.found.dates.reason !== "DOUBTFUL" || file.settings === null || !isAlike) return file;
    return {
      ...file,
      settings: { ...file.settings, dates },
      found: { ...file.found, dates: { ...file.found.dates, reason: "OTHER_FILES" } },
      problems: file.problems.filter(({ code }) => code !== "doubtfulDates"),
    };
  });
}

function repeatedKinds(files: readonly FileInspection[]): FileProblem[] {
  return files.flatMap(({ name, kind }, place): FileProblem[] => {
    const first = files.slice(0, place).find((other) => kind !== null && other.kind?.kind === kind.kind);
    return first ? [{ file: name, code: "repeatedKind", detail: first.name }] : [];
  });
}

function missingKinds(files: readonly FileInspection[]): FileProblem[] {
  // One of that name that cannot be read is there, and told already.
  const isThere = (kind: ImportFileName) => files.some((file) => (file.kind === null ? file.name === IMPORT_FILES[kind].path : file.kind.kind === kind));
  const missing = IMPORT_FILE_NAMES.filter((kind) => IMPORT_FILES[kind].needed && !isThere(kind));
  return missing.map((kind) => ({ file: IMPORT_FILES[kind].path, code: "missingFile" }));
}
