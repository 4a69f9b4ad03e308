import path from "node:path";
import type pg from "pg";
import { type FileProblem, FileProblemError } from "@/lib/import/file-problem";
import type { ImportFileName } from "@/lib/import/files";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { BankBusy, withBankLock } from "./bank-lock";
import { type BankOptions, closeMonth, prepareBank } from "./import/bank-row";
import type { Consequences } from "./import/consequences";
import { mergeStaged, type MergedCounts, noConsequences } from "./import/merge-file";
import { openFiles } from "./import/open-files";
import { reportProblems } from "./import/row-problems";
import { type OpenedFile, stageFile } from "./import/stage-file";
import { inOwnerTransaction } from "./owner-transaction";

export type FileCounts = MergedCounts & { refused: number };

export type ImportOptions = BankOptions & {
  folder: string;
  onFile?: (file: ImportFileName, counts: FileCounts) => void;
  onRowProblem?: (file: ImportFileName, line: number, problem: RowProblem) => void;
};

/** `changed`: something in the bank is different. When not ok, nothing is. */
export type ImportOutcome =
  | { ok: true; changed: boolean; files: Partial<Record<ImportFileName, FileCounts>>; consequences: Consequences }
  | { ok: false; reason: "DEMO_BANK" | "RUNNING" }
  | { ok: false; reason: "FILES"; problems: readonly FileProblem[] };

/**
 * Imports a folder of CSV files (docs/import-format.md) as the owner, in one transaction: a bad row is refused alone, a
 * bad file refuses the folder, a crash leaves nothing. The same folder again changes nothing. Memory does not grow with
 * the files. The bank still has to be scored: `scoreImport`.
 */
export async function importFolder(ownerUrl: string, options: ImportOptions): Promise<ImportOutcome> {
  try {
    return await withBankLock(ownerUrl, () => inOwnerTransaction(ownerUrl, (db) => importAll(db, options)));
  } catch (error) {
    if (error instanceof BankBusy) return { ok: false, reason: "RUNNING" };
    if (error instanceof ImportRefused) return error.outcome;
    if (error instanceof FileProblemError) return { ok: false, reason: "FILES", problems: [error.problem] };
    throw error;
  }
}

/** Thrown to roll the transaction back. */
class ImportRefused extends Error {
  constructor(readonly outcome: ImportOutcome & { ok: false }) {
    super(outcome.reason);
    this.name = "ImportRefused";
  }
}

async function importAll(db: pg.ClientBase, options: ImportOptions): Promise<ImportOutcome> {
  const bank = await prepareBank(db, { ...options, fallbackName: path.basename(path.resolve(options.folder)) });
  if (bank.isDemo) throw new ImportRefused({ ok: false, reason: "DEMO_BANK" });
  const opened = await openFiles(options.folder);
  if (opened.problems.length > 0) throw new ImportRefused({ ok: false, reason: "FILES", problems: opened.problems });

  const files: Partial<Record<ImportFileName, FileCounts>> = {};
  const consequences = noConsequences();
  for (const file of opened.files) {
    await stageFile(db, file, { today: bank.today, dates: "YYYY-MM-DD", decimals: "EITHER" });
    files[file.name] = await mergeFile(db, file, consequences, options);
  }
  const monthClosed = await closeMonth(db);
  const changed = bank.changed || monthClosed || hasChanges(Object.values(files), consequences);
  if (changed) await recordImport(db, { ...files, consequences });
  return { ok: true, changed, files, consequences };
}

async function mergeFile(db: pg.ClientBase, { name, header }: OpenedFile, consequences: Consequences, options: ImportOptions): Promise<FileCounts> {
  const merged = await mergeStaged(db, { name, columns: header.columns }, consequences);
  const refused = await reportProblems(db, name, (line, problem) => options.onRowProblem?.(name, line, problem));
  const counts = { ...merged, refused };
  options.onFile?.(name, counts);
  return counts;
}

function hasChanges(files: readonly FileCounts[], consequences: Consequences): boolean {
  return files.some((file) => file.created + file.updated > 0) || Object.values(consequences).some((count) => count > 0);
}

async function recordImport(db: pg.ClientBase, details: object): Promise<void> {
  await db.query("INSERT INTO audit_entry (action, details) VALUES ('import.folder', $1)", [JSON.stringify(details)]);
}
