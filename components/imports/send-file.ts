import { UPLOAD_REFUSALS, type UploadRefusal } from "@/lib/domain/uploads";
import { APP_ERROR_CODES, type AppErrorCode } from "@/lib/errors";
import { FILE_NAME_HEADER } from "@/lib/schemas/upload";

/** What became of a file: REFUSED stays refused however often it is sent; FAILED may work the next time. */
export type SendResult =
  | { kind: "RECEIVED" }
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
  if (request.status === 201) return { kind: "RECEIVED" };
  const code = codeOf(request.responseText);
  // A connection that was cut is worth another try.
  const refusal = UPLOAD_REFUSALS.find((known) => known === code && known !== "CUT" && known !== "NO_LENGTH");
  if (refusal) return { kind: "REFUSED", code: refusal };
  return { kind: "FAILED", code: code === "CUT" ? "OFFLINE" : (APP_ERROR_CODES.find((known) => known === code) ?? "UNEXPECTED") };
}

function codeOf(text: string): unknown {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && "code" in answer ? answer.code : null;
  } catch {
    return null;
  }
}
