import { Prisma } from "@/prisma/generated/client";
import type { RowCounts } from "@/lib/domain/deliveries";
import { mayDo, type Role } from "@/lib/domain/permissions";
import { MAX_UPLOAD_BYTES, MAX_UPLOAD_FILES, type Upload, type UploadCard, type UploadedFile } from "@/lib/domain/uploads";
import { AppError } from "@/lib/errors";
import type { Place } from "@/lib/schemas/place";
import type { CreateUploadInput, RemoveUploadedFileInput } from "@/lib/schemas/upload";
import { recordAudit } from "./audit";
import { inViewerScope, inViewerTransaction, type Db } from "./database";
import { keyColumns, keyOrder, keyText, PAGE_SIZE, pageOf, pastPlace, type Keyset, type Page } from "./keyset";
import type { Viewer } from "./viewer";

const NAMES_SHOWN = 4;

const BY_CREATION: Keyset = {
  parts: [
    { sql: Prisma.sql`u.created_at`, type: "timestamptz" },
    { sql: Prisma.sql`u.id`, type: "uuid" },
  ],
  descending: true,
};

/** The uploads of the bank, the latest first. FORBIDDEN for whoever does not manage imports. */
export function listUploads(viewer: Viewer, place: Place | null): Promise<Page<UploadCard>> {
  return asManager(viewer, () => inViewerScope(viewer, async (db) => {
    const read = await db.$queryRaw<(UploadCard & { key: string[] })[]>(Prisma.sql`
      SELECT ${UPLOAD_COLUMNS}, ${keyText(BY_CREATION)} AS key
      FROM (
        SELECT u.*, ${keyColumns(BY_CREATION)} FROM import_upload u WHERE ${pastPlace(BY_CREATION, place)}
        ORDER BY ${keyOrder(BY_CREATION, place)} LIMIT ${PAGE_SIZE + 1}
      ) u ${UPLOAD_JOINS}
      ORDER BY ${keyOrder(BY_CREATION, place)}`);
    return pageOf(read, place);
  }));
}

/** One upload with its files in the order of their names; null when there is none. */
export function getUpload(viewer: Viewer, id: string): Promise<Upload | null> {
  return asManager(viewer, () => inViewerScope(viewer, async (db) => {
    const [card] = await db.$queryRaw<UploadCard[]>(Prisma.sql`
      SELECT ${UPLOAD_COLUMNS} FROM import_upload u ${UPLOAD_JOINS} WHERE u.id = ${id}::uuid`);
    if (!card) return null;
    const files = await db.$queryRaw<UploadedFile[]>(Prisma.sql`
      SELECT id, name, size_bytes::float8 AS "sizeBytes", received_at AS "receivedAt" FROM import_upload_file
      WHERE upload_id = ${id}::uuid ORDER BY name COLLATE "und-x-icu", id`);
    return { ...card, files };
  }));
}

/** Opens an upload for files. The same id again changes nothing. */
export function createUpload(viewer: Viewer, { id }: CreateUploadInput): Promise<void> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    const { count } = await db.importUpload.createMany({ data: [{ id, createdById: viewer.userId }], skipDuplicates: true });
    if (count > 0) await recordAudit(db, viewer, "imports.manage", { details: { step: "CREATED", uploadId: id } });
  }));
}

/** Forgets an upload, its files, and what is kept of their import. NOT_FOUND when it is not there, CONFLICT while a job works on it. */
export function deleteUpload(viewer: Viewer, id: string): Promise<void> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    await holdUpload(db, id);
    await db.$executeRaw`DELETE FROM import_delivery WHERE id = ${id}::uuid AND upload_is_idle(id)`;
    const deleted = await db.$executeRaw`DELETE FROM import_upload WHERE id = ${id}::uuid AND upload_is_idle(id)`;
    if (deleted === 0) throw new AppError("CONFLICT", `a job works on upload ${id}`);
    await recordAudit(db, viewer, "imports.manage", { details: { step: "DELETED", uploadId: id } });
  }));
}

/** How many bytes an upload may still receive in a file of this name; or why none. NOT_FOUND when it is not there. */
export function uploadRoom(viewer: Viewer, id: string, name: string): Promise<number | "SAME_NAME" | "TOO_MANY" | "CLOSED"> {
  return asManager(viewer, () => inViewerScope(viewer, async (db) => {
    const [upload] = await db.$queryRaw<{ totalBytes: number; fileCount: number; isOpen: boolean }[]>`
      SELECT total_bytes::float8 AS "totalBytes", file_count AS "fileCount", upload_is_open(id) AS "isOpen" FROM import_upload WHERE id = ${id}::uuid`;
    if (!upload) throw new AppError("NOT_FOUND", `no upload ${id}`);
    if (!upload.isOpen) return "CLOSED";
    if (upload.fileCount >= MAX_UPLOAD_FILES) return "TOO_MANY";
    const taken = await db.importUploadFile.findFirst({ where: { uploadId: id, name }, select: { id: true } });
    return taken ? "SAME_NAME" : MAX_UPLOAD_BYTES - upload.totalBytes;
  }));
}

export type AddedFile = "ADDED" | "SAME_NAME" | "TOO_LARGE" | "TOO_MANY" | "CLOSED";

/**
 * Notes a file that has come whole. The limits are conditions of the write, so that two files at once cannot pass them
 * together. NOT_FOUND when the upload was deleted meanwhile.
 */
export function addUploadedFile(viewer: Viewer, uploadId: string, file: Omit<UploadedFile, "receivedAt">): Promise<AddedFile> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    if (!(await noteChange(db, uploadId))) return "CLOSED";
    const { count } = await db.importUpload.updateMany({
      where: { id: uploadId, fileCount: { lt: MAX_UPLOAD_FILES }, totalBytes: { lte: MAX_UPLOAD_BYTES - file.sizeBytes } },
      data: { fileCount: { increment: 1 }, totalBytes: { increment: file.sizeBytes } },
    });
    if (count === 0) return whyFull(db, uploadId);
    const taken = await db.importUploadFile.findFirst({ where: { uploadId, name: file.name }, select: { id: true } });
    if (taken) return releaseRoom(db, uploadId, file.sizeBytes);
    await db.importUploadFile.createMany({ data: [{ uploadId, id: file.id, name: file.name, sizeBytes: file.sizeBytes }] });
    await recordAudit(db, viewer, "imports.manage", { details: { step: "FILE_RECEIVED", uploadId, fileId: file.id, bytes: file.sizeBytes } });
    return "ADDED";
  }));
}

/** Forgets one file. NOT_FOUND when it is not there, CONFLICT once it is being read. */
export function removeUploadedFile(viewer: Viewer, { uploadId, id }: RemoveUploadedFileInput): Promise<void> {
  return asManager(viewer, () => inViewerTransaction(viewer, async (db) => {
    // Holds the upload first, as adding does: the sums follow the files.
    if (!(await noteChange(db, uploadId))) throw new AppError("CONFLICT", `upload ${uploadId} is being read`);
    const file = await db.importUploadFile.findFirst({ where: { uploadId, id }, select: { sizeBytes: true } });
    if (!file) throw new AppError("NOT_FOUND", `no file ${id} in upload ${uploadId}`);
    await db.importUploadFile.deleteMany({ where: { uploadId, id } });
    await db.importUpload.updateMany({ where: { id: uploadId }, data: { fileCount: { decrement: 1 }, totalBytes: { decrement: file.sizeBytes } } });
    await recordAudit(db, viewer, "imports.manage", { details: { step: "FILE_REMOVED", uploadId, fileId: id } });
  }));
}

/** Keeps everyone else from changing an upload until the transaction ends. NOT_FOUND when it is not there. */
export async function holdUpload(db: Db, id: string): Promise<void> {
  const held = await db.$queryRaw<object[]>`SELECT 1 AS held FROM import_upload WHERE id = ${id}::uuid FOR UPDATE`;
  if (held.length === 0) throw new AppError("NOT_FOUND", `no upload ${id}`);
}

/**
 * Notes that the files of an upload change, or what is said of them. False while a preview or an import reads them, and
 * once an import has begun. Held first: the look at its jobs must see what was asked for while this waited.
 */
export async function noteChange(db: Db, id: string): Promise<boolean> {
  await holdUpload(db, id);
  return (await db.$executeRaw`UPDATE import_upload SET changed_at = clock_timestamp() WHERE id = ${id}::uuid AND upload_is_open(id)`) > 0;
}

/** Of an upload `u`, with its delivery `d`: exactly these files and choices were previewed. */
export const IS_PREVIEWED = Prisma.sql`(d.status = 'OPEN' AND EXISTS (SELECT 1 FROM job_run p WHERE p.payload ->> 'deliveryId' = u.id::text
  AND p.kind = 'IMPORT_PREVIEW' AND p.status = 'SUCCEEDED' AND p.requested_at >= u.changed_at))`;

const UPLOAD_JOINS = Prisma.sql`JOIN app_user a ON a.id = u.created_by LEFT JOIN import_delivery d ON d.id = u.id
  LEFT JOIN LATERAL (SELECT * FROM job_run r WHERE r.payload ->> 'deliveryId' = u.id::text ORDER BY r.requested_at DESC, r.id DESC LIMIT 1) run ON true`;

const SUM_COLUMNS = Prisma.raw((["created", "updated", "unchanged", "refused"] satisfies (keyof RowCounts)[])
  .map((name) => `'${name}', sum((f.counts -> 'counts' ->> '${name}')::bigint)`).join(", "));

const UPLOAD_COLUMNS = Prisma.sql`u.id, u.created_at AS "createdAt", a.name AS "createdByName", u.file_count AS "fileCount",
  u.total_bytes::float8 AS "totalBytes",
  ARRAY(SELECT f.name FROM import_upload_file f WHERE f.upload_id = u.id ORDER BY f.name COLLATE "und-x-icu" LIMIT ${NAMES_SHOWN}) AS "fileNames",
  json_build_object('status', coalesce(d.status, 'OPEN'), 'runKind', run.kind, 'runStatus', run.status, 'isRunFresh', coalesce(run.requested_at >= u.changed_at, false),
    'isPreviewed', coalesce(${IS_PREVIEWED}, false)) AS facts,
  (SELECT json_build_object(${SUM_COLUMNS}) FROM import_file f WHERE f.delivery_id = u.id AND f.merged_at IS NOT NULL HAVING count(*) > 0) AS counts`;

/** Throws FORBIDDEN for whoever does not manage imports. */
export function mustManageImports(role: Role): void {
  if (!mayDo(role, "imports.manage")) throw new AppError("FORBIDDEN", "this role does not manage imports");
}

async function asManager<T>({ role }: Viewer, work: () => Promise<T>): Promise<T> {
  mustManageImports(role);
  return work();
}

async function whyFull(db: Db, id: string): Promise<AddedFile> {
  const upload = await db.importUpload.findFirst({ where: { id }, select: { fileCount: true } });
  if (!upload) throw new AppError("NOT_FOUND", `no upload ${id}`);
  return upload.fileCount >= MAX_UPLOAD_FILES ? "TOO_MANY" : "TOO_LARGE";
}

async function releaseRoom(db: Db, id: string, bytes: number): Promise<AddedFile> {
  await db.importUpload.updateMany({ where: { id }, data: { fileCount: { decrement: 1 }, totalBytes: { decrement: bytes } } });
  return "SAME_NAME";
}
