import { IMPORT_FILES, type ImportFileName } from "./files";

/** What makes a whole file unusable: nothing of the folder is imported then. */
export type FileProblem = {
  file: ImportFileName;
  code: "missingFile" | "emptyFile" | "notUtf8" | "headerQuotes" | "missingColumns" | "unknownColumns" | "repeatedColumns";
  line?: number;
  /** The columns at fault. */
  columns?: readonly string[];
};

/** Thrown out of the reading of a file; the job that reads turns it into its answer. */
export class FileProblemError extends Error {
  constructor(readonly problem: FileProblem) {
    super(`${IMPORT_FILES[problem.file].path}: ${problem.code}`);
    this.name = "FileProblemError";
  }
}
