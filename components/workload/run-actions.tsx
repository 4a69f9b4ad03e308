"use client";
import type { Route } from "next";
import Link from "next/link";
import { useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import type { ReassignRun } from "./use-reassign-run";

type RunActionsProps = { /** Of the decision. */ id: string; state: ReassignRun["state"]; onRetry: () => void; /** Null: nothing to take back. */ onUndo: (() => void) | null; onLeave: () => void };

/** What is there to do while a decision is carried out, and after. */
export function RunActions({ id, state, onRetry, onUndo, onLeave }: RunActionsProps) {
  const t = useTranslations("workload.dialog");
  const common = useTranslations("common");
  return (
    <>
      {state === "FAILED" && <button type="button" className={button.primary} onClick={onRetry}>{common("retry")}</button>}
      {onUndo && <button type="button" className={button.quiet} onClick={onUndo}>{common("undo")}</button>}
      {onUndo && <Link href={`/supervision/workload/handover/${id}` as Route} prefetch={false} className={button.quiet}>{t("files")}</Link>}
      {state !== "RUNNING" && <button type="button" className={button.primary} onClick={onLeave}>{common("close")}</button>}
    </>
  );
}
