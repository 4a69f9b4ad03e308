import type { UploadedFile, UploadRefusal } from "@/lib/domain/uploads";
import type { AppErrorCode } from "@/lib/errors";
import type { SendResult } from "./send-file";

/** A file on its way. It moves over to the received ones when it is there. */
export type SendingFile = {
  key: string;
  file: File;
  sentBytes: number;
  /** Null before the first piece is through. */
  bytesPerSecond: number | null;
  state: { kind: "WAITING" } | { kind: "SENDING" } | { kind: "REFUSED"; code: UploadRefusal } | { kind: "FAILED"; code: AppErrorCode | "OFFLINE" };
};

/** `received`: since the page was read. */
export type Sending = { files: readonly SendingFile[]; received: readonly UploadedFile[] };

export const NOTHING_SENT: Sending = { files: [], received: [] };

export type SendingEvent =
  | { kind: "ADDED"; files: readonly { key: string; file: File; refusal: UploadRefusal | null }[] }
  | { kind: "BEGUN"; key: string }
  | { kind: "PROGRESS"; key: string; sentBytes: number; elapsedMs: number }
  | { kind: "ENDED"; key: string; result: SendResult }
  | { kind: "RETRIED"; key: string }
  | { kind: "DISMISSED"; key: string };

/** What the list of files on their way becomes. */
export function afterEvent(sending: Sending, event: SendingEvent): Sending {
  switch (event.kind) {
    case "ADDED":
      return { ...sending, files: [...sending.files, ...event.files.map(asSending)] };
    case "BEGUN":
      return change(sending, event.key, { state: { kind: "SENDING" }, sentBytes: 0, bytesPerSecond: null });
    case "PROGRESS":
      return change(sending, event.key, { sentBytes: event.sentBytes, bytesPerSecond: event.elapsedMs < 200 ? null : (event.sentBytes * 1000) / event.elapsedMs });
    case "RETRIED":
      return change(sending, event.key, { state: { kind: "WAITING" } });
    case "DISMISSED":
      return without(sending, event.key);
    case "ENDED":
      return afterResult(sending, event.key, event.result);
  }
}

/** Whether something is on its way, or about to be. */
export function isBusy({ files }: Sending): boolean {
  return files.some(({ state }) => state.kind === "SENDING" || state.kind === "WAITING");
}

/** The file to send next: one at a time, in the order in which they were added. */
export function nextToSend({ files }: Sending): SendingFile | null {
  if (files.some(({ state }) => state.kind === "SENDING")) return null;
  return files.find(({ state }) => state.kind === "WAITING") ?? null;
}

/** Seconds until the rest is through at the speed so far; null when nobody knows. */
export function secondsLeft({ file, sentBytes, bytesPerSecond }: SendingFile): number | null {
  return bytesPerSecond === null || bytesPerSecond === 0 ? null : Math.ceil((file.size - sentBytes) / bytesPerSecond);
}

function asSending({ key, file, refusal }: { key: string; file: File; refusal: UploadRefusal | null }): SendingFile {
  return { key, file, sentBytes: 0, bytesPerSecond: null, state: refusal ? { kind: "REFUSED", code: refusal } : { kind: "WAITING" } };
}

function afterResult(sending: Sending, key: string, result: SendResult): Sending {
  if (result.kind === "RECEIVED") return { ...without(sending, key), received: [...sending.received, result.file] };
  if (result.kind === "CANCELLED") return without(sending, key);
  return change(sending, key, { state: result, sentBytes: 0 });
}

function change(sending: Sending, key: string, values: Partial<SendingFile>): Sending {
  return { ...sending, files: sending.files.map((one) => (one.key === key ? { ...one, ...values } : one)) };
}

function without(sending: Sending, key: string): Sending {
  return { ...sending, files: sending.files.filter((one) => one.key !== key) };
}
