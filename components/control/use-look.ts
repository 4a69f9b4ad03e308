"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { ControlAnswer, ControlAnswers } from "@/lib/domain/control-campaign";
import type { ControlCommand } from "./use-command";

export type LookKey = { campaignId: string; clientId: number; interactionId: string };
export type LookDraft = { answers: ControlAnswers; remark: string };
export type SaveLook = ControlCommand<{ compliant: boolean | null }>;
export type LookState = "EMPTY" | "SAVED" | "SAVING" | "FAILED";

const QUIET_MS = 700;

/** A look that keeps itself saved: what is answered goes at once, a remark when it rests; one request at a time, the last state last. */
export function useLook(key: LookKey, kept: LookDraft | null, save: SaveLook) {
  const [draft, setDraft] = useState<LookDraft>(kept ?? { answers: {}, remark: "" });
  const [state, setState] = useState<LookState>(kept ? "SAVED" : "EMPTY");
  const [refusal, setRefusal] = useState<string | null>(null);
  const latest = useRef(draft);
  const going = useRef<Promise<boolean>>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const send = useCallback(async (done: boolean): Promise<boolean | null> => {
    clearTimeout(timer.current);
    await going.current;
    setState("SAVING");
    const sent = latest.current;
    const result = await save({ ...key, ...sent, done }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setRefusal(result.ok ? null : result.code);
    // What was answered meanwhile is on its way behind this.
    if (sent === latest.current || !result.ok) setState(result.ok ? "SAVED" : "FAILED");
    return result.ok ? result.data.compliant : null;
  }, [key, save]);
  const keep = useCallback(() => {
    const next = send(false).then(() => true);
    going.current = next;
    return next;
  }, [send]);
  const change = useCallback((changed: Partial<LookDraft>, isTyped: boolean) => {
    latest.current = { ...latest.current, ...changed };
    setDraft(latest.current);
    setState("SAVING");
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void keep(), isTyped ? QUIET_MS : 0);
  }, [keep]);
  const answer = useCallback((code: string, given: ControlAnswer) => change({ answers: { ...latest.current.answers, [code]: given } }, false), [change]);
  const write = useCallback((remark: string) => change({ remark }, true), [change]);
  useAskBeforeLeaving(state === "SAVING" || state === "FAILED");
  return { draft, state, refusal, answer, write, retry: keep, finish: send };
}

function useAskBeforeLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isUnsaved]);
}
