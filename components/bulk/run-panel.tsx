"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import button from "@/components/ui/button.module.css";
import { CheckIcon, CloseIcon } from "@/components/ui/icons";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import { closeRun, retryRun, stopRun, undoRun, type BulkRun } from "./bulk-run";
import styles from "./bulk.module.css";
import { LeftOutList } from "./left-out-list";

/** A step on its way, with the way to stop it; then what it did, whom it left out, and the way back for all at once. */
export function RunPanel({ run }: { run: BulkRun }) {
  const t = useTranslations("bulk.run");
  const panel = useRef<HTMLDivElement>(null);
  // The dialog that began it gives the focus back to a button that is gone with the selection.
  useEffect(() => panel.current?.focus({ preventScroll: true }), [run.step, run.isUndo]);
  const { state, isUndo, refused, done } = run;
  return (
    <div ref={panel} tabIndex={-1} className={styles.run}>
      {state === "DONE" ? <Outcome run={run} /> : <Going run={run} />}
      {state === "DONE" && (
        <>
          <div className={styles.runButtons}>
            {!isUndo && done.length > 0 && <button type="button" className={button.quiet} onClick={undoRun}>{t("undo")}</button>}
            <button type="button" className={button.icon} aria-label={t("close")} onClick={closeRun}><CloseIcon size={18} /></button>
          </div>
          <LeftOutList leftOut={refused} title={t(isUndo ? "notUndone" : "leftOut", { count: refused.length })} />
        </>
      )}
    </div>
  );
}

function Outcome({ run: { step, isUndo, done, isStopped } }: { run: BulkRun }) {
  const t = useTranslations("bulk.run");
  const locale = useLocale();
  const day = step.kind === "DISMISS" ? "" : formatDay(locale, step.untilOn);
  const words = isUndo ? t("undone", { count: done.length }) : t(`done.${step.kind}`, { count: done.length, day });
  return <p role="status" className={styles.outcome}><CheckIcon size={18} /> <span>{words} {isStopped && t("stopped")}</span></p>;
}

function Going({ run: { state, code, isUndo, done, refused, total } }: { run: BulkRun }) {
  const t = useTranslations("bulk.run");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const locale = useLocale();
  const words = t(isUndo ? "undoing" : "running", { done: formatNumber(locale, done.length), total: formatNumber(locale, total) });
  return (
    <>
      <div className={styles.progress}>
        <p>{words}</p>
        <ProgressBar label={t("label")} share={total === 0 ? null : Math.min(1, (done.length + (isUndo ? refused.length : 0)) / total)} words={words} />
        {code && <p role="alert" className={styles.refused}>{t("failed", { reason: errors(code) })}</p>}
      </div>
      <div className={styles.runButtons}>
        {state === "FAILED" && <button type="button" className={button.primary} onClick={retryRun}>{common("retry")}</button>}
        <button type="button" className={button.quiet} onClick={stopRun}>{t("stop")}</button>
      </div>
    </>
  );
}
