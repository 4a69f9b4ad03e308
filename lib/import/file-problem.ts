/** What makes a whole file unusable; put in words by messages.ts. */
export const FILE_PROBLEMS = [
  "missingFile", "emptyFile", "archive", "binary", "unreadableLine", "headerQuotes", "headerTooLong", "tooManyColumns", "unknownKind",
  "repeatedKind", "missingColumns", "unknownColumns", "repeatedColumns", "doubtfulDates",
] as const;

/** `file`: its name. `columns`: those at fault. `detail`: what was found, or what is allowed. */
export type FileProblem = {
  file: string;
  code: (typeof FILE_PROBLEMS)[number];
  line?: number;
  columns?: readonly string[];
  detail?: string;
};

/** Thrown out of the reading of a file; the job that reads turns it into its answer. */
export class FileProblemError extends Error {
  constructor(readonly problem: FileProblem) {
    super(`${problem.file}: ${problem.code}`);
    this.name = "FileProblemError";
  }
}
