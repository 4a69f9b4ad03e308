import { randomUUID } from "node:crypto";
import { fileRequest, refusalResponse } from "@/lib/auth/file-request";
import { addUploadedFile, uploadRoom } from "@/lib/data/uploads";
import { refusalOfName, type UploadRefusal } from "@/lib/domain/uploads";
import { webEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { deleteFile, receiveFile, sweepHalfFiles } from "@/lib/jobs/uploads/upload-folder";
import { FILE_NAME_HEADER, uploadIdOf } from "@/lib/schemas/upload";

export const dynamic = "force-dynamic";

const STATUS: Partial<Record<UploadRefusal, number>> = { SAME_NAME: 409, CLOSED: 409, NO_LENGTH: 411, TOO_LARGE: 413, TOO_MANY: 413, DISK_FULL: 507, CUT: 400, NAME: 400, EMPTY: 400 };
const NOT_TEXT = 415;

/** One file of an upload: its bytes as the body, its name in a header. Answers uploadedFileAnswer, or `{ code }`. */
export const POST = fileRequest<{ uploadId: string }>("imports.manage", async (viewer, request, { uploadId: text }) => {
  const uploadId = uploadIdOf(text);
  if (uploadId === null) throw new AppError("NOT_FOUND", "not an id");
  const name = nameOf(request);
  const refusedName = refusalOfName(name);
  if (refusedName) return refused(refusedName);
  const declaredBytes = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!Number.isSafeInteger(declaredBytes)) return refused("NO_LENGTH");
  const room = await uploadRoom(viewer, uploadId, name);
  if (typeof room === "string") return refused(room);
  if (declaredBytes > room) return refused("TOO_LARGE");
  if (declaredBytes === 0 || !request.body) return refused("EMPTY");

  const folder = webEnv().UPLOAD_FOLDER;
  await sweepHalfFiles(folder, uploadId);
  const place = { folder, uploadId, fileId: randomUUID() };
  const received = await receiveFile(place, request.body, { declaredBytes, roomBytes: room });
  if (typeof received === "string") return refused(received);
  const file = { id: place.fileId, name, sizeBytes: received };
  const added = await addUploadedFile(viewer, uploadId, file).catch(async (error: unknown) => {
    await deleteFile(place);
    throw error;
  });
  if (added === "ADDED") return Response.json({ ...file, receivedAt: new Date() }, { status: 201 });
  await deleteFile(place);
  return refused(added);
});

function refused(code: UploadRefusal): Response {
  return refusalResponse(code, STATUS[code] ?? NOT_TEXT);
}

function nameOf(request: Request): string {
  try {
    return decodeURIComponent(request.headers.get(FILE_NAME_HEADER) ?? "").normalize("NFC");
  } catch {
    return "";
  }
}
