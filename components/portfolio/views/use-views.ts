"use client";
import { useEffect, useState } from "react";
import type { AppErrorCode } from "@/lib/errors";
import type { ListedViews, ViewCommands } from "./view-commands";

export type ViewsState = { state: "ASKED" } | { state: "READY"; listed: ListedViews } | { state: "REFUSED"; code: AppErrorCode | "OFFLINE" };

/** The views, asked for when the panel is opened, and again after each change of them. */
export function useViews(list: ViewCommands["list"]): { state: ViewsState; reload: () => Promise<void> } {
  const [state, setState] = useState<ViewsState>({ state: "ASKED" });
  useEffect(() => {
    void readViews(list).then(setState);
  }, [list]);
  const reload = async () => setState(await readViews(list));
  return { state, reload };
}

async function readViews(list: ViewCommands["list"]): Promise<ViewsState> {
  const result = await list({}).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
  return result.ok ? { state: "READY", listed: result.data } : { state: "REFUSED", code: result.code };
}
