"use client";
import { useCallback, useEffect, useState } from "react";
import type { LogContext } from "@/lib/domain/interaction-log";
import type { AppErrorCode } from "@/lib/errors";
import type { LoadLogContext } from "./log-interaction";

export type LoadedContext = { state: "LOADING" } | { state: "FAILED"; code: AppErrorCode | "OFFLINE" } | { state: "READY"; context: LogContext };

/** Reads what the form needs to know of the client, when the dialog opens; `retry` after a failure. */
export function useLogContext(loadContext: LoadLogContext, clientId: number): { loaded: LoadedContext; retry: () => void } {
  const [loaded, setLoaded] = useState<LoadedContext>({ state: "LOADING" });
  const load = useCallback(async (): Promise<LoadedContext> => {
    const result = await loadContext({ clientId }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    return result.ok ? { state: "READY", context: result.data } : { state: "FAILED", code: result.code };
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
  return { loaded, retry };
}
