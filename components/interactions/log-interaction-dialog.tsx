"use client";
import { lazyPlainDialog, useLoadedAtFirstUse } from "@/components/lazy-dialog";
import type { LogInteractionDialogProps } from "./log-interaction";

const LogDialog = lazyPlainDialog(() => import("./log-dialog").then((module) => module.LogDialog));

/**
 * Logs one interaction and shows what it did. Needs the words of `log` and `domain` in the browser. Keep it mounted
 * outside the row it was opened from: logging may take that row off the list.
 */
export function LogInteractionDialog(props: LogInteractionDialogProps) {
  return props.open ? <LogDialog {...props} /> : null;
}

/** Brings its code before it is opened: a contact can be written without a connection. */
export function useLogDialogAtHand(isWanted: boolean): void {
  useLoadedAtFirstUse(isWanted ? LogDialog.load : null);
}
