import type { AnsweredAction } from "@/components/interactions/log-interaction";
import type { LogSubmission } from "@/components/interactions/log-draft";
import type { ClosedAction, LoggedEffect, LoggedEntry } from "@/lib/domain/interaction-log";
import type { ActionResult, AppErrorCode } from "@/lib/errors";

export type OutboxState =
  /** Its first attempt is under way, or was when the tab was closed. */
  | { kind: "SENDING" }
  /** For a connection, or for its writer to sign in again. */
  | { kind: "WAITING" }
  | { kind: "REFUSED"; code: AppErrorCode; fields: Readonly<Record<string, string>> }
  /** It is saved; the action it answers had been closed before. Kept until its writer has read so. */
  | { kind: "CLOSED"; closed: ClosedAction };

/** A contact that was written and is not known to be saved. Its id is the key of the submission, at every attempt. */
export type OutboxEntry = {
  id: string;
  client: { id: number; name: string };
  /** When it was written, by this device's clock: ISO 8601. */
  writtenAt: string;
  action: AnsweredAction | null;
  corrects: LoggedEntry | null;
  submission: LogSubmission;
  state: OutboxState;
};

/** So long an attempt may take before nobody waits for it any more. */
export const PATIENCE_MS = 10_000;
/** An attempt of which nothing was heard so long belongs to a tab that is gone. */
const FORGOTTEN_MS = 60_000;

export function isDue({ state, writtenAt }: OutboxEntry, now: number): boolean {
  return state.kind === "WAITING" || (state.kind === "SENDING" && now - Date.parse(writtenAt) > FORGOTTEN_MS);
}

/** Whether its writer is to see it: not the ones that are just being saved. */
export function isShown(entry: OutboxEntry, now: number): boolean {
  return entry.state.kind !== "SENDING" || isDue(entry, now);
}

export function isUnsent({ state }: OutboxEntry): boolean {
  return state.kind !== "CLOSED";
}

/** What no answer says: the server was not reached, or not in time. */
export type Unreached = { ok: false; code: "OFFLINE"; fields?: undefined };
export type Attempt = ActionResult<LoggedEffect> | Unreached;

/** What becomes of an entry by the answer to an attempt; null: it is saved, and nothing is left to say. */
export function stateAfter(attempt: Attempt): OutboxState | null {
  if (attempt.ok) return attempt.data.closedAction && { kind: "CLOSED", closed: attempt.data.closedAction };
  if (attempt.code === "OFFLINE" || attempt.code === "SIGNED_OUT" || attempt.code === "UNEXPECTED") return { kind: "WAITING" };
  return { kind: "REFUSED", code: attempt.code, fields: attempt.fields ?? {} };
}
