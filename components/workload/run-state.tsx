"use client";
import { useLocale, useTranslations } from "next-intl";
import { ProgressBar } from "@/components/ui/progress-bar";
import { formatNumber } from "@/lib/i18n/format";
import type { ReassignRun } from "./use-reassign-run";
import styles from "./workload.module.css";

/** More names than these nobody reads through. */
const MOST_NAMES = 30;

/** How far it is; then what was done, and who was left. */
export function RunState({ run: { state, isUndo, done, left, total, code } }: { run: ReassignRun }) {
  const t = useTranslations("workload.dialog");
  const errors = useTranslations("errors.code");
  const locale = useLocale();
  const words = t(isUndo ? "undoing" : "going", { done: formatNumber(locale, done.length), total: formatNumber(locale, total) });
  const names = left.flatMap(({ name }) => (name === null ? [] : [name]));
  return (
    <div role="status" className={styles.run}>
      {state === "DONE" ? <p><strong>{t(isUndo ? "undone" : "done", { count: done.length })}</strong></p> : <><p>{words}</p><ProgressBar label={t("progress")} share={total === 0 ? null : (done.length + left.length) / total} words={words} /></>}
      {code && <p className={styles.fault}>{errors(code)}</p>}
      {left.length > 0 && <p>{t("left", { count: left.length })}</p>}
      {names.length > 0 && <p>{names.slice(0, MOST_NAMES).join(", ")} {names.length > MOST_NAMES && t("more", { count: names.length - MOST_NAMES })}</p>}
    </div>
  );
}
