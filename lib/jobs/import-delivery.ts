import type pg from "pg";
import { type Choices, type DeliveryInspection, inspectSources } from "@/lib/import/delivery";
import { type FileProblem, FileProblemError } from "@/lib/import/file-problem";
import type { ImportFileName } from "@/lib/import/files";
import type { FileInspection, SourceFile } from "@/lib/import/inspection";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { BankBusy, withBankLock } from "./bank-lock";
import { type BankOptions, bankToday, closeMonth, isDemoBank, prepareBank } from "./import/bank-row";
import { refuseBadRows } from "./import/checks";
import type { Consequences } from "./import/consequences";
import {
  beginDelivery, type DeliveryIdentity, endDelivery, forgetDeliveries, mergedFiles, noteFiles, noteMerged, recallMapping, rememberMappings,
} from "./import/deliveries";
import { keepRefusedRows } from "./import/keep-refused";
import { mergeGoodRows, type MergedCounts, noConsequences } from "./import/merge-file";
import { type ReadyFile, readyFile } from "./import/ready-file";
import { collectRefusals, type RefusedRow } from "./import/refusals";
import { stageFile } from "./import/stage-file";
import type { WorkWatch } from "./job-context";
import { inOwnerTransaction } from "./owner-transaction";

export type FileCounts = MergedCounts & { refused: number };

/** `isComplete`: the files that the format needs must all be there. `name`: of a bank that has none yet. */
export type DeliveryRequest = DeliveryIdentity & BankOptions & { files: readonly SourceFile[]; choices?: Choices; isComplete: boolean; name: string };

/** The file that something is told of. */
export type FileName = { name: string; kind: ImportFileName };

export type ImportWatch = WorkWatch & {
  onInspected?: (files: readonly FileInspection[]) => void;
  onFile?: (file: FileName, counts: FileCounts) => void;
  /** Of a preview: the rows of a file that would be refused, as many as are kept. */
  onRefused?: (file: ReadyFile, rows: readonly RefusedRow[]) => void;
  onRowProblem?: (file: FileName, line: number, problem: RowProblem) => void;
};

/** `changed`: something in the bank is different. When not ok, nothing is. */
export type ImportOutcome =
  | { ok: true; changed: boolean; files: Partial<Record<ImportFileName, FileCounts>>; consequences: Consequences }
  | { ok: false; reason: "DEMO_BANK" | "RUNNING" }
  | { ok: false; reason: "FILES"; problems: readonly FileProblem[] };

/**
 * Imports the files of a delivery (docs/import-format.md) as the owner. Nothing starts before every file was looked at:
 * one that cannot be read refuses them all. Then each file is one transaction: all of its good rows, or none; a bad row
 * is refused alone, and kept. Killed at any moment and begun again it ends in the same state, and the same files again
 * change nothing. Memory does not grow with the files. The bank still has to be scored: `scoreImport`.
 */
export async function importDelivery(ownerUrl: string, request: DeliveryRequest, watch: ImportWatch = {}): Promise<ImportOutcome> {
  try {
    return await withBankLock(ownerUrl, (lost) => importLocked(ownerUrl, request, { ...watch, signal: watch.signal ? AbortSignal.any([watch.signal, lost]) : lost }));
  } catch (error) {
    if (error instanceof BankBusy) return { ok: false, reason: "RUNNING" };
    if (error instanceof FileProblemError) return { ok: false, reason: "FILES", problems: [error.problem] };
    throw error;
  }
}

type Work = ImportWatch & { signal: AbortSignal };

async function importLocked(ownerUrl: string, request: DeliveryRequest, work: Work): Promise<ImportOutcome> {
  const begun = await inOwnerTransaction(ownerUrl, (db) => begin(db, request, work), work.signal);
  if (!begun.ok) return begun;
  const files: Partial<Record<ImportFileName, FileCounts>> = {};
  const consequences = noConsequences();
  let changed = begun.changed;
  for (const file of begun.files) {
    const known = begun.merged.get(file.source.name);
    const result = known ?? (await inOwnerTransaction(ownerUrl, (db) => importFile(db, request.id, file, work), work.signal));
    files[file.kind] = result.counts;
    for (const [name, count] of Object.entries(result.consequences)) consequences[name as keyof Consequences] += count;
    changed ||= result.changed;
    work.onFile?.({ name: file.source.name, kind: file.kind }, result.counts);
  }
  await inOwnerTransaction(ownerUrl, async (db) => {
    await rememberMappings(db, begun.inspected);
    await endDelivery(db, request.id, "IMPORTED");
  });
  return { ok: true, changed, files, consequences };
}

/** What the import of one file did. */
export type FileResult = { counts: FileCounts; consequences: Consequences; changed: boolean };
type Begun = { ok: true; changed: boolean; files: readonly ReadyFile[]; inspected: readonly FileInspection[]; merged: ReadonlyMap<string, FileResult> };

/** Looks at every file, then notes that the import begins. */
async function begin(db: pg.ClientBase, request: DeliveryRequest, work: Work): Promise<Begun | (ImportOutcome & { ok: false })> {
  if (await isDemoBank(db)) return { ok: false, reason: "DEMO_BANK" };
  work.progress?.({ phase: "LOOKING_AT_FILES" });
  const inspection = await inspectDeliveryFiles(db, request);
  work.onInspected?.(inspection.files);
  if (inspection.problems.length > 0) {
    await noteRefusal(db, request, inspection);
    return { ok: false, reason: "FILES", problems: inspection.problems };
  }
  await forgetDeliveries(db);
  const changed = await prepareBank(db, { ...request, fallbackName: request.name });
  if (changed) await db.query("INSERT INTO audit_entry (action, details) VALUES ('import.bank', $1)", [JSON.stringify({ deliveryId: request.id })]);
  await beginDelivery(db, request, inspection.files);
  const files = inspection.files.map((file) => readyFile(sourceOf(request, file), file));
  return { ok: true, changed, files, inspected: inspection.files, merged: await mergedFiles<FileResult>(db, request.id) };
}

/** As an import would see them, with what was said of such files before. */
export function inspectDeliveryFiles(db: pg.ClientBase, { files, choices = {}, isComplete }: Pick<DeliveryRequest, "files" | "choices" | "isComplete">): Promise<DeliveryInspection> {
  return inspectSources(files, { choices, isComplete, recall: recallMapping(db) });
}

/** An upload's page shows what is wrong; a command has said it. */
async function noteRefusal(db: pg.ClientBase, { id, source }: DeliveryRequest, { files, problems }: DeliveryInspection): Promise<void> {
  if (source === "COMMAND") return;
  await endDelivery(db, id, "REFUSED", problems);
  await noteFiles(db, id, files);
}

export function sourceOf({ files }: DeliveryRequest, { name }: FileInspection): SourceFile {
  const source = files.find((file) => file.name === name);
  if (!source) throw new Error(`no file ${name} in the delivery`);
  return source;
}

async function importFile(db: pg.ClientBase, deliveryId: string, file: ReadyFile, work: Work): Promise<FileResult> {
  // One connection works on one file: it may take what a large sort or join needs.
  await db.query("SET LOCAL work_mem = '128MB'; SET LOCAL temp_buffers = '64MB'");
  const named = { name: file.source.name, kind: file.kind };
  const refusals = collectRefusals((line, problem) => work.onRowProblem?.(named, line, problem));
  const today = await bankToday(db);
  const staged = await stageFile(db, file, { today, refusals, onRead: readProgress(file, work) });
  work.progress?.({ phase: "CHECKING_ROWS" });
  const good = await refuseBadRows(db, staged, refusals);
  await keepRefusedRows(db, deliveryId, file, refusals.kept());
  work.progress?.({ phase: "MERGING_ROWS", done: 0, total: good });
  const isMonthClosed = file.kind === "activity" && (await closeMonth(db, today));
  const consequences = noConsequences();
  const merged = await mergeGoodRows(db, staged, good, consequences, isMonthClosed);
  const counts = { ...merged, refused: refusals.count() };
  const changed = isMonthClosed || merged.created + merged.updated > 0 || Object.values(consequences).some((count) => count > 0);
  const result = { counts, consequences, changed };
  if (changed) await db.query("INSERT INTO audit_entry (action, details) VALUES ('import.file', $1)", [JSON.stringify({ deliveryId, kind: file.kind, ...counts, consequences })]);
  await noteMerged(db, deliveryId, file.source.name, result);
  return result;
}

/** Rows read, of as many as the bytes that are left will hold if they go on like that. */
export function readProgress(file: ReadyFile, { progress }: ImportWatch): (bytes: number, rows: number) => void {
  return (bytes, rows) => progress?.({ phase: "READING_ROWS", done: rows, total: bytes === 0 ? null : Math.max(rows, Math.round((rows / bytes) * file.bytes)) });
}
