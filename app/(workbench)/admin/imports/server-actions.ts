"use server";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { serverAction } from "@/lib/auth/server-action";
import { chooseForFile, createReturn, getDelivery, requestImport, requestPreview } from "@/lib/data/deliveries";
import { createUpload, deleteUpload, getUpload, removeUploadedFile } from "@/lib/data/uploads";
import { webEnv } from "@/lib/env";
import { fileChoice } from "@/lib/import/file-settings";
import { choicesForReturn } from "./choices-for-return";
import { deleteFile, deleteUploadFiles } from "@/lib/jobs/uploads/upload-folder";
import { createReturnInput, createUploadInput, removeUploadedFileInput, uploadInput } from "@/lib/schemas/upload";

const PAGES = "/admin/imports";

/** Opens an import for files. */
export const createUploadAction = serverAction("imports.manage", createUploadInput, (viewer, input) => createUpload(viewer, input));

/** Deletes an import: first the rows, so that files which stay behind a failure belong to nobody. */
export const deleteUploadAction = serverAction("imports.manage", uploadInput, async (viewer, { id }) => {
  await deleteUpload(viewer, id);
  await deleteUploadFiles(webEnv().UPLOAD_FOLDER, id);
  revalidatePath(PAGES, "layout");
});

export const removeUploadedFileAction = serverAction("imports.manage", removeUploadedFileInput, async (viewer, input) => {
  await removeUploadedFile(viewer, input);
  await deleteFile({ folder: webEnv().UPLOAD_FOLDER, uploadId: input.uploadId, fileId: input.id });
});

/** Says how a file is to be read; the page reads it anew. */
export const chooseForFileAction = serverAction(
  "imports.manage", z.strictObject({ uploadId: z.uuid(), id: z.uuid(), choice: fileChoice }),
  async (viewer, input) => {
    await chooseForFile(viewer, input);
    revalidatePath(PAGES, "layout");
  },
);

export const requestPreviewAction = serverAction("imports.manage", uploadInput, async (viewer, { id }) => {
  await requestPreview(viewer, id);
  revalidatePath(PAGES, "layout");
});

export const requestImportAction = serverAction("imports.manage", uploadInput, async (viewer, { id }) => {
  await requestImport(viewer, id);
  revalidatePath(PAGES, "layout");
});

/** Opens an import for the corrected rows of another, with its settings. */
export const createReturnAction = serverAction("imports.manage", createReturnInput, async (viewer, { id, from }) => {
  const [upload, delivery] = await Promise.all([getUpload(viewer, from), getDelivery(viewer, from)]);
  await createReturn(viewer, { id, from, choices: upload && delivery ? choicesForReturn(upload, delivery) : {} });
});
