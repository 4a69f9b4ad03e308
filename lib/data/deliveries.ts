import { Prisma } from "@/prisma/generated/client";
import type { Delivery, DeliveryFile, KeptRow } from "@/lib/domain/deliveries";
import { AppError } from "@/lib/errors";
import { recordAudit } from "./audit";
import { inViewerScope, inViewerTransaction, type Db } from "./database";
import { addJobRun } from "./job-requests";
import { latestRunOf } from "./job-runs";
import { holdUpload, IS_PREVIEWED, mustManageImports, noteChange } from "./uploads";
import type { Viewer } from "./viewer";

/** What was said of the files of an upload, what a preview or an import found, and its latest run; null without an upload. */
export function getDelivery(viewer: Viewer, uploadId: string): Promise<Delivery | null> {
  return asManager(viewer, () => inViewerScope(viewer, async (db) => {
    const [[delivery], files, run] = await Promise.all([
      db.$queryRaw<Omit<Delivery, "files" | "run">[]>`
        SELECT coalesce(d.choices, '{}') AS choices, coalesce(d.problems, '[]') AS problems, d.finished_at AS "finishedAt", bank_today()::text AS today
        FROM import_upload u LEFT JOIN import_delivery d ON d.id = u.id WHERE u.id = ${uploadId}::uuid`,
      db.$queryRaw<DeliveryFile[]>`
        SELECT s.id, f.inspection, f.preview, f.counts AS result,
               (SELECT count(*)::int FROM import_refused_row r WHERE r.delivery_id = f.delivery_id AND r.file_name = f.name) AS "keptRefused"
        FROM import_upload_file s JOIN import_file f ON f.delivery_id = s.upload_id AND f.name = s.name WHERE s.upload_id = ${uploadId}::uuid`,
      latestRunOf(db, uploadId),
    ]);
    return delivery ? { ...delivery, files, run } : null;
  }));
}

/** What a person says of one file: FileChoice of lib/import/file-settings.ts, as JSON. It takes the place of what was said before. */
export type FileChoiceInput = { uploadId: string; id: string; choice: object };

/** NOT_FOUND when the file is not there, CONFLICT once it is being read. */
export function chooseForFile(viewer: Viewer, { uploadId, id, choice }: FileChoiceInput): Promise<void> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    if (!(await noteChange(db, uploadId))) throw new AppError("CONFLICT", `upload ${uploadId} is being read`);
    const file = await db.importUploadFile.findFirst({ where: { uploadId, id }, select: { name: true } });
    if (!file) throw new AppError("NOT_FOUND", `no file ${id} in upload ${uploadId}`);
    await makeDelivery(db, viewer, uploadId, {});
    await db.$executeRaw`
      UPDATE import_delivery SET choices = choices || jsonb_build_object(${file.name}::text, ${JSON.stringify(choice)}::jsonb) WHERE id = ${uploadId}::uuid`;
    await recordAudit(db, viewer, "imports.manage", { details: { step: "CHOSEN", uploadId, fileId: id } });
  }));
}

/** Asks for a preview and returns the run's id. CONFLICT while one runs, and once an import has begun. */
export function requestPreview(viewer: Viewer, uploadId: string): Promise<string> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    await holdUpload(db, uploadId);
    const [found] = await db.$queryRaw<{ isReady: boolean }[]>`SELECT upload_is_open(id) AND file_count > 0 AS "isReady" FROM import_upload WHERE id = ${uploadId}::uuid`;
    if (!found?.isReady) throw new AppError("CONFLICT", `upload ${uploadId} cannot be previewed`);
    await makeDelivery(db, viewer, uploadId, {});
    return addJobRun(db, viewer, "IMPORT_PREVIEW", { deliveryId: uploadId });
  }));
}

/**
 * Asks for the import and returns the run's id. CONFLICT unless exactly these files and choices were previewed; an
 * import that began and did not end, or whose scoring did not, goes on.
 */
export function requestImport(viewer: Viewer, uploadId: string): Promise<string> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    await holdUpload(db, uploadId);
    const [found] = await db.$queryRaw<{ isReady: boolean }[]>`
      SELECT upload_is_idle(u.id) AND (d.status = 'IMPORTING' OR ${IS_PREVIEWED} OR (d.status = 'IMPORTED' AND NOT EXISTS (
        SELECT 1 FROM job_run r WHERE r.payload ->> 'deliveryId' = u.id::text AND r.kind = 'IMPORT' AND r.status = 'SUCCEEDED'))) AS "isReady"
      FROM import_upload u JOIN import_delivery d ON d.id = u.id WHERE u.id = ${uploadId}::uuid`;
    if (!found?.isReady) throw new AppError("CONFLICT", `upload ${uploadId} was not previewed as it is`);
    return addJobRun(db, viewer, "IMPORT", { deliveryId: uploadId });
  }));
}

/**
 * Opens an upload for the corrected rows of another, with what was said of its files: each under the names that `named`
 * gives to the file that comes back. NOT_FOUND when the other is not there. The same id again changes nothing.
 */
export function createReturn(viewer: Viewer, { id, from, choices }: { id: string; from: string; choices: object }): Promise<void> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    await holdUpload(db, from);
    const { count } = await db.importUpload.createMany({ data: [{ id, createdById: viewer.userId }], skipDuplicates: true });
    if (count === 0) return;
    await makeDelivery(db, viewer, id, choices);
    await recordAudit(db, viewer, "imports.manage", { details: { step: "CREATED", uploadId: id, from } });
  }));
}

/** So many refused rows are read at a time. */
const ROWS_AT_ONCE = 1_000;

/** The rows of a file that were refused, after this line, some at a time; none when there are no more. */
export function listRefusedRows(viewer: Viewer, { uploadId, fileId, afterLine }: { uploadId: string; fileId: string; afterLine: number }): Promise<KeptRow[]> {
  return asManager(viewer, () => inViewerScope(viewer, (db) => db.$queryRaw<KeptRow[]>`
    SELECT r.line, r.cells, r.problems FROM import_upload_file s JOIN import_refused_row r ON r.delivery_id = s.upload_id AND r.file_name = s.name
    WHERE s.upload_id = ${uploadId}::uuid AND s.id = ${fileId}::uuid AND r.line > ${afterLine} ORDER BY r.line LIMIT ${ROWS_AT_ONCE}`));
}

/** What was said before of the columns of such a file (ColumnMapping); `headers`: headerSet of lib/import/column-names.ts. */
export function rememberedColumns(viewer: Viewer, kind: string, headers: string): Promise<Record<string, string | null>> {
  return asManager(viewer, () => inViewerScope(viewer, async (db) => {
    const found = await db.importMapping.findFirst({ where: { kind, headers }, select: { columns: true } });
    return (found?.columns ?? {}) as Record<string, string | null>;
  }));
}

async function asManager<T>({ role }: Viewer, work: () => Promise<T>): Promise<T> {
  mustManageImports(role);
  return work();
}

async function makeDelivery(db: Db, viewer: Viewer, id: string, choices: object): Promise<void> {
  const given = Prisma.sql`${JSON.stringify(choices)}::jsonb`;
  await db.$executeRaw`
    INSERT INTO import_delivery (id, source, created_by, choices) VALUES (${id}::uuid, 'UPLOAD', ${viewer.userId}, ${given}) ON CONFLICT DO NOTHING`;
}
