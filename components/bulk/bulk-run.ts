"use client";
import { useSyncExternalStore } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { BULK_CHUNK, type BulkAnswer, type BulkPlan, type BulkStep, type LeftOut } from "@/lib/domain/bulk-step";
import type { ActionResult, AppErrorCode } from "@/lib/errors";
import type { BulkCommands } from "./bulk-commands";

/** A step on its way through the clients it was planned for, or on its way back. */
export type BulkRun = {
  step: BulkStep;
  isUndo: boolean;
  state: "RUNNING" | "FAILED" | "DONE";
  /** Of a state FAILED: why it goes no further for now. */
  code: AppErrorCode | "OFFLINE" | null;
  total: number;
  done: readonly number[];
  /** Left out when it was planned, then when it was done. */
  refused: readonly LeftOut[];
  isStopped: boolean;
};

type Part = { clientIds: readonly number[]; send: () => Promise<ActionResult<BulkAnswer>> };
/** `sent`: to whom it was asked to be done; of a part without an answer nobody here knows whether it was. */
type Going = { run: BulkRun; commands: BulkCommands; batchId: string; rest: readonly Part[]; sent: Set<number> };

// Beside the pages: it goes on while one looks at another page of the list, and says there how far it is.
let going: Going | null = null;
const listeners = new Set<() => void>();

export function useBulkRun(): BulkRun | null {
  return useSyncExternalStore(subscribe, () => going?.run ?? null, () => null);
}

/** Begins a step, a part after the other. */
export function startRun(commands: BulkCommands, step: BulkStep, { targets, leftOut }: BulkPlan): void {
  const batchId = newSubmissionKey();
  const rest = partsOf(targets).map((part) => ({ clientIds: part.map(([clientId]) => clientId), send: () => commands.apply({ batchId, step, targets: part }) }));
  begin({ commands, batchId, rest, sent: new Set(), run: { ...FRESH, step, total: targets.length, refused: leftOut } });
}

/** Takes back what was done, in parts as well. */
export function undoRun(): void {
  if (!going || going.run.state !== "DONE" || going.run.isUndo) return;
  const { commands, batchId, sent, run: { step, done } } = going;
  const rest = partsOf([...sent]).map((clientIds) => ({ clientIds, send: () => commands.undo({ batchId, clientIds }) }));
  begin({ commands, batchId, rest, sent: new Set(), run: { ...FRESH, step, isUndo: true, total: done.length } });
}

/** Ends it after the part that is on its way. */
export function stopRun(): void {
  if (!going) return;
  const isFailed = going.run.state === "FAILED";
  // The part that is on its way is the first of the rest.
  const isStopped = isFailed || going.rest.length > 1;
  going.rest = [];
  tell({ isStopped, ...(isFailed && { state: "DONE", code: null }) });
}

/** Goes on where it failed: the same part under the same key, which is done once. */
export function retryRun(): void {
  if (going?.run.state === "FAILED") void goThrough(going);
}

export function closeRun(): void {
  if (going?.run.state === "RUNNING") return;
  going = null;
  announce();
}

const FRESH = { isUndo: false, state: "RUNNING", code: null, done: [], refused: [], isStopped: false } as const;

function begin(next: Going): void {
  if (going?.run.state === "RUNNING") return;
  going = next;
  announce();
  void goThrough(next);
}

async function goThrough(mine: Going): Promise<void> {
  tell({ state: "RUNNING", code: null });
  for (let part = mine.rest[0]; part; part = mine.rest[0]) {
    for (const clientId of part.clientIds) mine.sent.add(clientId);
    const answer = await part.send().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!answer.ok) {
      // Stopped meanwhile: what did not arrive is not sent again.
      if (mine.rest.length > 0) return tell({ state: "FAILED", code: answer.code });
      break;
    }
    mine.rest = mine.rest.slice(1);
    tell({ done: [...mine.run.done, ...answer.data.done], refused: [...mine.run.refused, ...answer.data.refused] });
  }
  tell({ state: "DONE", code: null });
}

function partsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / BULK_CHUNK) }, (_, part) => all.slice(part * BULK_CHUNK, (part + 1) * BULK_CHUNK));
}

function tell(change: Partial<BulkRun>): void {
  if (!going) return;
  going.run = { ...going.run, ...change };
  announce();
}

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
