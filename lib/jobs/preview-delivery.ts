import type pg from "pg";
import type { FileProblem } from "@/lib/import/file-problem";
import type { FilePreview } from "@/lib/import/preview";
import { bankToday, isDemoBank } from "./import/bank-row";
import { previewFile } from "./import/preview-file";
import { readyFile } from "./import/ready-file";
import { type DeliveryRequest, inspectDeliveryFiles, sourceOf, type ImportWatch, readProgress } from "./import-delivery";
import { inOwnerTransaction } from "./owner-transaction";

export type PreviewOutcome =
  | { ok: true; files: readonly FilePreview[] }
  | { ok: false; reason: "DEMO_BANK" }
  | { ok: false; reason: "FILES"; problems: readonly FileProblem[] };

/**
 * Says what an import of the delivery would do, file by file, with examples: it stages and checks as the import does, and
 * counts instead of writing. It holds no lock on the bank's rows, and may run beside anything. Amounts and days are shown
 * as the bank keeps them.
 */
export function previewDelivery(ownerUrl: string, request: DeliveryRequest, watch: ImportWatch = {}): Promise<PreviewOutcome> {
  return inOwnerTransaction(ownerUrl, (db) => preview(db, request, watch), watch.signal);
}

async function preview(db: pg.ClientBase, request: DeliveryRequest, watch: ImportWatch): Promise<PreviewOutcome> {
  if (await isDemoBank(db)) return { ok: false, reason: "DEMO_BANK" };
  watch.progress?.({ phase: "LOOKING_AT_FILES" });
  const { files, problems } = await inspectDeliveryFiles(db, request);
  watch.onInspected?.(files);
  if (problems.length > 0) return { ok: false, reason: "FILES", problems };
  await db.query("SET LOCAL work_mem = '128MB'; SET LOCAL temp_buffers = '64MB'");
  const today = request.today ?? (await bankToday(db));
  const previews: FilePreview[] = [];
  for (const inspected of files) {
    const file = readyFile(sourceOf(request, inspected), inspected);
    previews.push(await previewFile(db, file, { today, onRead: readProgress(file, watch), onRefused: watch.onRefused }));
  }
  return { ok: true, files: previews };
}
