import type { LogInteraction } from "@/components/interactions/log-interaction";
import type { LoggedEffect } from "@/lib/domain/interaction-log";
import type { AppErrorCode } from "@/lib/errors";
import { discard, keep, leaveWaiting, settle } from "./outbox";
import { PATIENCE_MS, type Attempt, type OutboxEntry } from "./outbox-entry";

export type KeptBecause = "OFFLINE" | "SLOW" | "SIGNED_OUT";

export type SentLog =
  | { kind: "SAVED"; effect: LoggedEffect }
  /** On this device, and sent again until the server has answered. */
  | { kind: "KEPT"; why: KeptBecause }
  | { kind: "REFUSED"; code: AppErrorCode | "OFFLINE"; fields: Readonly<Record<string, string>> };

type WrittenLog = Omit<OutboxEntry, "id" | "writtenAt" | "state">;

/**
 * Sends a contact that was just written. It is put down on the device first, so that neither a lost connection nor a
 * closed tab loses it; every attempt has the same key, and the server counts it once. One taken up again from the outbox
 * stays there until it is saved.
 */
export async function sendLog(log: LogInteraction, written: WrittenLog, isResumed = false): Promise<SentLog> {
  const entry: OutboxEntry = { ...written, id: written.submission.id, writtenAt: new Date().toISOString(), state: { kind: "SENDING" } };
  const isKept = await keep(entry);
  const answer: Promise<Attempt> = log(entry.submission).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
  const attempt = await (isKept ? Promise.race([answer, patience()]) : answer);
  if (attempt === "SLOW") {
    await leaveWaiting(entry);
    void answer.then((late) => settle(entry, late));
    return { kind: "KEPT", why: "SLOW" };
  }
  if (isKept && !attempt.ok && (attempt.code === "OFFLINE" || attempt.code === "SIGNED_OUT")) {
    await leaveWaiting(entry);
    return { kind: "KEPT", why: attempt.code };
  }
  if (isResumed) await settle(entry, attempt);
  else if (isKept) await discard(entry.id);
  return attempt.ok ? { kind: "SAVED", effect: attempt.data } : { kind: "REFUSED", code: attempt.code, fields: attempt.fields ?? {} };
}

function patience(): Promise<"SLOW"> {
  return new Promise((resolve) => setTimeout(() => resolve("SLOW"), PATIENCE_MS));
}
