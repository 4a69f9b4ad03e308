"use client";
import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { isOver, type JobRunCard, type LiveJobs } from "@/lib/domain/job-run";

const BUSY_MS = 1_500;
/** The calendar and other administrators start runs too. */
const IDLE_MS = 15_000;

/**
 * The runs as they are now: asked for every other second while something runs, rarely otherwise, never while nobody
 * looks at the page. `ended` are those whose end was seen here. When one ends, the page's history is read anew.
 */
export function useLiveJobs(initial: LiveJobs): { live: LiveJobs; ended: readonly JobRunCard[]; isOffline: boolean } {
  const [state, setState] = useState({ initial, live: initial, ended: [] as readonly JobRunCard[], isOffline: false });
  // The page was read anew: that is as fresh as it gets.
  if (state.initial !== initial) setState({ ...state, initial, live: initial });
  const router = useRouter();
  const look = useEffectEvent(async (signal: AbortSignal) => {
    const live = await readLive(signal);
    if (signal.aborted) return;
    if (live === null) return setState((before) => ({ ...before, isOffline: true }));
    if (live === "GONE") return router.refresh();
    const waited = new Set(state.live.runs.filter(({ status }) => !isOver(status)).map(({ id }) => id));
    const ended = live.runs.filter(({ id, status }) => isOver(status) && waited.has(id));
    setState((before) => ({ ...before, live, ended: ended.length > 0 ? ended : before.ended, isOffline: false }));
    if (ended.length > 0) router.refresh();
  });
  const isBusy = state.live.runs.some(({ status }) => !isOver(status));
  useEffect(() => whileLookedAt(look, isBusy || state.isOffline ? BUSY_MS : IDLE_MS), [isBusy, state.isOffline]);
  return { live: state.live, ended: state.ended, isOffline: state.isOffline };
}

/** GONE: signed out, or not allowed any more. Null: the server does not answer. */
async function readLive(signal: AbortSignal): Promise<LiveJobs | "GONE" | null> {
  try {
    const response = await fetch("/api/jobs", { cache: "no-store", signal });
    if (response.status === 401 || response.status === 403) return "GONE";
    return response.ok ? ((await response.json()) as LiveJobs) : null;
  } catch {
    return null;
  }
}

/** Calls `look` so often, one call at a time, while the tab is in view; at once when it comes back. Returns what ends it. */
function whileLookedAt(look: (signal: AbortSignal) => Promise<void>, everyMs: number): () => void {
  const ending = new AbortController();
  let timer: ReturnType<typeof setTimeout>;
  const later = () => {
    if (!ending.signal.aborted && !document.hidden) timer = setTimeout(again, everyMs);
  };
  const again = () => void look(ending.signal).finally(later);
  const onVisibility = () => {
    clearTimeout(timer);
    if (!document.hidden) again();
  };
  document.addEventListener("visibilitychange", onVisibility, { signal: ending.signal });
  later();
  return () => {
    ending.abort();
    clearTimeout(timer);
  };
}
