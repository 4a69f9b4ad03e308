"use client";
import { useState } from "react";
import { BULK_CHUNK } from "@/lib/domain/bulk-step";
import type { LeftThere, ReassignAnswer } from "@/lib/domain/assignment";
import type { ActionResult, AppErrorCode } from "@/lib/errors";

/** Clients on their way, a part after the other. */
export type ReassignRun = { isUndo: boolean; state: "RUNNING" | "FAILED" | "DONE"; code: AppErrorCode | "OFFLINE" | null; total: number; done: readonly number[]; left: readonly LeftThere[] };
type Part = () => Promise<ActionResult<ReassignAnswer>>;

/** Sends parts of a decision in order; where one fails it stops, and goes on with the same part when told to. */
export function useReassignRun() {
  const [run, setRun] = useState<ReassignRun | null>(null);
  const [rest, setRest] = useState<readonly Part[]>([]);
  const goThrough = async (from: ReassignRun, parts: readonly Part[]) => {
    let now: ReassignRun = { ...from, state: "RUNNING", code: null };
    setRun(now);
    for (const [place, send] of parts.entries()) {
      const answer = await send().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (!answer.ok) {
        setRest(parts.slice(place));
        return setRun({ ...now, state: "FAILED", code: answer.code });
      }
      now = { ...now, done: [...now.done, ...answer.data.done], left: [...now.left, ...answer.data.left] };
      setRun(now);
    }
    setRest([]);
    setRun({ ...now, state: "DONE" });
  };
  const start = <Target>(all: readonly Target[], send: (part: readonly Target[]) => ReturnType<Part>, isUndo = false) => {
    const parts = Array.from({ length: Math.ceil(all.length / BULK_CHUNK) }, (_, part) => () => send(all.slice(part * BULK_CHUNK, (part + 1) * BULK_CHUNK)));
    void goThrough({ isUndo, state: "RUNNING", code: null, total: all.length, done: [], left: [] }, parts);
  };
  const retry = () => {
    if (run?.state === "FAILED") void goThrough(run, rest);
  };
  return { run, start, retry };
}
