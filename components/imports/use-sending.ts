"use client";
import { useRouter } from "next/navigation";
import { useEffect, useReducer, useRef } from "react";
import { FIRST_BYTES, refusalOfContent, refusalOfName, type UploadRefusal } from "@/lib/domain/uploads";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { sendFile } from "./send-file";
import { afterEvent, isBusy, nextToSend, NOTHING_SENT, type Sending } from "./sending";

/** Often enough to look alive, seldom enough for a slow machine. */
const PROGRESS_MS = 250;

export type SendingCommands = {
  add: (files: readonly File[]) => void;
  cancel: (key: string) => void;
  retry: (key: string) => void;
  dismiss: (key: string) => void;
};

/** Sends files one after the other; the page is read anew when all have been. */
export function useSending(uploadId: string): { sending: Sending } & SendingCommands {
  const [sending, send] = useReducer(afterEvent, NOTHING_SENT);
  const router = useRouter();
  const cancelSending = useRef<(() => void) | null>(null);
  const next = nextToSend(sending);

  useEffect(() => {
    if (!next) return;
    const { key, file } = next;
    const startedAt = performance.now();
    let shownAt = 0;
    const onProgress = ({ sentBytes }: { sentBytes: number }) => {
      const now = performance.now();
      if (now - shownAt < PROGRESS_MS && sentBytes < file.size) return;
      shownAt = now;
      send({ kind: "PROGRESS", key, sentBytes, elapsedMs: now - startedAt });
    };
    send({ kind: "BEGUN", key });
    const { result, cancel } = sendFile(uploadId, file, onProgress);
    cancelSending.current = cancel;
    void result.then((ended) => {
      cancelSending.current = null;
      send({ kind: "ENDED", key, result: ended });
    });
  }, [next, uploadId]);

  const busy = isBusy(sending);
  const receivedCount = sending.received.length;
  useEffect(() => {
    // Without a network the router would leave the page for the browser's own error.
    if (!busy && receivedCount > 0 && navigator.onLine) router.refresh();
  }, [busy, receivedCount, router]);

  useEffect(() => () => cancelSending.current?.(), []);
  useStayQuestion(busy);

  return {
    sending,
    add: (files) => void Promise.all(files.map(looked)).then((looks) => send({ kind: "ADDED", files: looks })),
    cancel: (key) => {
      const isUnderWay = sending.files.some((one) => one.key === key && one.state.kind === "SENDING");
      if (isUnderWay) cancelSending.current?.();
      else send({ kind: "DISMISSED", key });
    },
    retry: (key) => send({ kind: "RETRIED", key }),
    dismiss: (key) => send({ kind: "DISMISSED", key }),
  };
}

/** The same look as the server's, before two gigabytes are on their way. */
async function looked(file: File): Promise<{ key: string; file: File; refusal: UploadRefusal | null }> {
  return { key: newSubmissionKey(), file, refusal: refusalOfName(file.name) ?? (await refusalOfBytes(file)) };
}

async function refusalOfBytes(file: File): Promise<UploadRefusal | null> {
  if (file.size === 0) return "EMPTY";
  try {
    return refusalOfContent(new Uint8Array(await file.slice(0, FIRST_BYTES).arrayBuffer()));
  } catch {
    // It cannot be read here; sending it will say so.
    return null;
  }
}

/** The browser asks before the page is left while something is on its way. */
function useStayQuestion(busy: boolean): void {
  useEffect(() => {
    if (!busy) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [busy]);
}
