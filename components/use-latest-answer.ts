"use client";
import { useEffect, useEffectEvent, useState } from "react";
import type { ActionResult, AppErrorCode } from "@/lib/errors";

/** Both null while it is awaited, or when nothing was asked. */
export type LatestAnswer<T> = { answer: T | null; code: AppErrorCode | "OFFLINE" | null };

/** While something is typed or chosen, several choices are passed through. */
const ASKED_AFTER_MS = 150;

/**
 * What the server says to the present choice, asked anew when that changes. `of` tells one choice from another, and is
 * empty while there is nothing to ask; an answer to an earlier choice is none.
 */
export function useLatestAnswer<T>(of: string, ask: () => Promise<ActionResult<T>>) {
  const [attempt, setAttempt] = useState(0);
  const [answered, setAnswered] = useState<LatestAnswer<T> & { of: string }>({ of: "", answer: null, code: null });
  const asked = of === "" ? "" : `${of} ${attempt}`;
  const send = useEffectEvent(async (isAwaited: () => boolean) => {
    const result = await ask().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (isAwaited()) setAnswered({ of: asked, answer: result.ok ? result.data : null, code: result.ok ? null : result.code });
  });
  useEffect(() => {
    if (asked === "") return;
    let isLeft = false;
    const timer = setTimeout(() => void send(() => !isLeft), ASKED_AFTER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [asked]);
  const state: LatestAnswer<T> = answered.of === asked && asked !== "" ? answered : { answer: null, code: null };
  return { state, retry: () => setAttempt(attempt + 1) };
}
