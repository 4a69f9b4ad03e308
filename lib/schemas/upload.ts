import { z } from "zod";

/** The id is the browser's: the same submission twice is one upload. */
export const createUploadInput = z.strictObject({ id: z.uuid() });
export type CreateUploadInput = z.infer<typeof createUploadInput>;

/** `from`: the upload whose refused rows come back. */
export const createReturnInput = z.strictObject({ id: z.uuid(), from: z.uuid() });

/** One upload, of which something is asked. */
export const uploadInput = z.strictObject({ id: z.uuid() });

export const removeUploadedFileInput = z.strictObject({ uploadId: z.uuid(), id: z.uuid() });
export type RemoveUploadedFileInput = z.infer<typeof removeUploadedFileInput>;

/** The request header in which a file's name travels, percent-encoded: addresses end up in logs. */
export const FILE_NAME_HEADER = "x-file-name";

/** What is answered to whoever sent a file that came whole. */
export const uploadedFileAnswer = z.object({ id: z.uuid(), name: z.string(), sizeBytes: z.number(), receivedAt: z.coerce.date() });

/** The id of an address; null when it is none. */
export function uploadIdOf(text: string): string | null {
  const id = z.uuid().safeParse(text);
  return id.success ? id.data : null;
}
