import { UPLOAD_REFUSALS, type UploadedFile, type UploadRefusal } from "@/lib/domain/uploads";
import { APP_ERROR_CODES, type AppErrorCode } from "@/lib/errors";
import { FILE_NAME_HEADER, uploadedFileAnswer } from "@/lib/schemas/upload";

/** What became of a file: REFUSED stays refused however often it is sent; FAILED may work the next time. */
export type SendResult =
  | { kind: "RECEIVED"; file: UploadedFile }
  | { kind: "CANCELLED" }
  | { kind: "REFUSED"; code: UploadRefusal }
  | { kind: "FAILED"; code: AppErrorCode | "OFFLINE" };

export type SentPart = { sentBytes: number };

/** Sends one file as the body of a request: the browser reads it from the disk a piece at a time. */
export function sendFile(uploadId: string, file: File, onProgress: (part: SentPart) => void): { result: Promise<SendResult>; cancel: () => void } {
  // fetch() tells nobody how much of a body it has sent.
  const request = new XMLHttpRequest();
  const result = new Promise<SendResult>((resolve) => {
    request.upload.onprogress = ({ loaded }) => onProgress({ sentBytes: loaded });
    request.onload = () => resolve(resultOf(request));
    request.onerror = () => resolve({ kind: "FAILED", code: "OFFLINE" });
    request.onabort = () => resolve({ kind: "CANCELLED" });
  });
  request.open("POST", `/api/imports/${uploadId}/files`);
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.setRequestHeader(FILE_NAME_HEADER, encodeURIComponent(file.name));
  request.send(file);
  return { result, cancel: () => request.abort() };
}

function resultOf(request: XMLHttpRequest): SendResult {
  const answer = parseJson(request.responseText);
  const received = request.status === 201 ? uploadedFileAnswer.safeParse(answer) : null;
  if (received?.success) return { kind: "RECEIVED", file: received.data };
  const code = typeof answer === "object" && answer !== null && "code" in answer ? answer.code : null;
  // A connection that was cut is worth another try.
  const refusal = UPLOAD_REFUSALS.find((known) => known === code && known !== "CUT" && known !== "NO_LENGTH");
  if (refusal) return { kind: "REFUSED", code: refusal };
  return { kind: "FAILED", code: code === "CUT" ? "OFFLINE" : (APP_ERROR_CODES.find((known) => known === code) ?? "UNEXPECTED") };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
