"use client";
import dynamic from "next/dynamic";
import type { LogInteractionDialogProps } from "./log-interaction";

// Loaded when it is first opened: a page of suggestions is mostly read.
const LogDialog = dynamic(() => import("./log-dialog").then((module) => module.LogDialog), { ssr: false });

/**
 * Logs one interaction and shows what it did. Needs the words of `log` and `domain` in the browser. Keep it mounted
 * outside the row it was opened from: logging may take that row off the list.
 */
export function LogInteractionDialog(props: LogInteractionDialogProps) {
  return props.open ? <LogDialog {...props} /> : null;
}
