import type pg from "pg";
import type { Choices } from "@/lib/import/delivery";
import type { FileInspection } from "@/lib/import/inspection";
import type { FilePreview } from "@/lib/import/preview";
import type { JobResult } from "@/lib/domain/job-run";
import { uploadFolder } from "@/lib/env";
import { type DeliveryRequest, type FileResult, importDelivery, type ImportWatch } from "./import-delivery";
import { endDelivery, mergedFiles, noteFiles, notePreview, openDelivery } from "./import/deliveries";
import { keepRefusedRows } from "./import/keep-refused";
import { sourceFile } from "./import/source-files";
import type { JobHandler } from "./job-context";
import { JobFailure } from "./job-failure";
import { inOwnerTransaction } from "./owner-transaction";
import { previewDelivery } from "./preview-delivery";
import { scoreImport } from "./score-import";
import { deleteUploadFiles, pathOfFile } from "./uploads/upload-folder";

/** Says what the import of an upload would do; the delivery's page shows it. */
export const previewUpload: JobHandler<"IMPORT_PREVIEW"> = async ({ ownerUrl, payload: { deliveryId }, signal, progress }) => {
  const { request } = await inOwnerTransaction(ownerUrl, (db) => uploadedDelivery(db, deliveryId));
  let inspected: readonly FileInspection[] = [];
  const refused: Parameters<NonNullable<ImportWatch["onRefused"]>>[] = [];
  const outcome = await previewDelivery(ownerUrl, request, { signal, progress, onInspected: (files) => (inspected = files), onRefused: (...rows) => refused.push(rows) });
  await inOwnerTransaction(ownerUrl, async (db) => {
    await noteFiles(db, deliveryId, inspected);
    for (const [file, rows] of refused) await keepRefusedRows(db, deliveryId, file, rows);
    if (outcome.ok) for (const file of outcome.files) await notePreview(db, deliveryId, file);
    else await endDelivery(db, deliveryId, "REFUSED", outcome.reason === "FILES" ? outcome.problems : []);
  });
  if (!outcome.ok) throw refusalOf(outcome.reason);
  return sumOf(outcome.files.map(({ counts }: FilePreview) => counts));
};

/** Imports an upload, scores the bank, and deletes the files that were sent. Begun again, it goes on where it was. */
export const importUpload: JobHandler<"IMPORT"> = async ({ ownerUrl, payload: { deliveryId }, signal, progress }) => {
  const { request, isImported } = await inOwnerTransaction(ownerUrl, (db) => uploadedDelivery(db, deliveryId));
  if (!isImported) {
    const outcome = await importDelivery(ownerUrl, request, { signal, progress });
    if (!outcome.ok) throw refusalOf(outcome.reason);
  }
  const scored = await scoreImport(ownerUrl, { signal, progress });
  await deleteUploadFiles(uploadFolder(), deliveryId);
  const merged = await inOwnerTransaction(ownerUrl, (db) => mergedFiles<FileResult>(db, deliveryId));
  const sum = sumOf([...merged.values()].map(({ counts }) => counts));
  return scored ? { ...sum, clients: scored.clients, written: scored.written, added: scored.actionsAdded } : sum;
};

type Uploaded = { request: DeliveryRequest; isImported: boolean };

/** The upload as a delivery: its files under the names that their sender knows. */
async function uploadedDelivery(db: pg.ClientBase, id: string): Promise<Uploaded> {
  const { choices, status } = await openDelivery(db, id);
  const { rows } = await db.query<{ id: string; name: string }>("SELECT id, name FROM import_upload_file WHERE upload_id = $1 ORDER BY name", [id]);
  const folder = uploadFolder();
  const files = rows.map((file) => sourceFile(file.name, pathOfFile({ folder, uploadId: id, fileId: file.id })));
  return { request: { id, source: "UPLOAD", files, choices: choices as Choices, isComplete: false, name: "Banque" }, isImported: status === "IMPORTED" };
}

function refusalOf(reason: "DEMO_BANK" | "FILES" | "RUNNING"): JobFailure {
  return new JobFailure(reason === "DEMO_BANK" ? "DEMO_BANK" : "FILES_REFUSED", `the delivery is refused: ${reason}`);
}

function sumOf(counts: readonly Readonly<Record<"created" | "updated" | "unchanged" | "refused", number>>[]): JobResult {
  const sum = (name: "created" | "updated" | "unchanged" | "refused") => counts.reduce((total, file) => total + file[name], 0);
  return { created: sum("created"), updated: sum("updated"), unchanged: sum("unchanged"), refused: sum("refused") };
}
