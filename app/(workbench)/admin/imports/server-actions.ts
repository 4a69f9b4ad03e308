"use server";
import { revalidatePath } from "next/cache";
import { serverAction } from "@/lib/auth/server-action";
import { createUpload, deleteUpload, removeUploadedFile } from "@/lib/data/uploads";
import { webEnv } from "@/lib/env";
import { deleteFile, deleteUploadFiles } from "@/lib/jobs/uploads/upload-folder";
import { createUploadInput, deleteUploadInput, removeUploadedFileInput } from "@/lib/schemas/upload";

/** Opens an import for files. */
export const createUploadAction = serverAction("imports.manage", createUploadInput, (viewer, input) => createUpload(viewer, input));

/** Deletes an import: first the rows, so that files which stay behind a failure belong to nobody. */
export const deleteUploadAction = serverAction("imports.manage", deleteUploadInput, async (viewer, { id }) => {
  await deleteUpload(viewer, id);
  await deleteUploadFiles(webEnv().UPLOAD_FOLDER, id);
  revalidatePath("/admin/imports", "layout");
});

export const removeUploadedFileAction = serverAction("imports.manage", removeUploadedFileInput, async (viewer, input) => {
  await removeUploadedFile(viewer, input);
  await deleteFile({ folder: webEnv().UPLOAD_FOLDER, uploadId: input.uploadId, fileId: input.id });
});
