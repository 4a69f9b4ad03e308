"use client";
import { useCallback, useEffect, useState } from "react";
import type { LogContext } from "@/lib/domain/interaction-log";
import type { AppErrorCode } from "@/lib/errors";
import type { LoadLogContext } from "./log-interaction";
import { partialContext, rememberCatalogue } from "./partial-context";

export type LoadedContext = { state: "LOADING" } | { state: "FAILED"; code: AppErrorCode | "OFFLINE" } | { state: "READY"; context: LogContext; isPartial: boolean };

/** Reads what the form needs to know of the client, when the dialog opens; after a failure `retry`, or `goWithout` it. */
export function useLogContext(loadContext: LoadLogContext, clientId: number): { loaded: LoadedContext; retry: () => void; goWithout: () => void } {
  const [loaded, setLoaded] = useState<LoadedContext>({ state: "LOADING" });
  const load = useCallback(async (): Promise<LoadedContext> => {
    const result = await loadContext({ clientId }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (!result.ok) return { state: "FAILED", code: result.code };
    rememberCatalogue(result.data);
    return { state: "READY", context: result.data, isPartial: false };
  }, [loadContext, clientId]);
  useEffect(() => {
    let left = false;
    void load().then((answer) => left || setLoaded(answer));
    return () => {
      left = true;
    };
  }, [load]);
  const retry = () => {
    setLoaded({ state: "LOADING" });
    void load().then(setLoaded);
  };
  const goWithout = () => setLoaded({ state: "READY", context: partialContext(new Date()), isPartial: true });
  return { loaded, retry, goWithout };
}
