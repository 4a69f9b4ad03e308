"use client";
import { useLocale, useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import table from "@/components/ui/data-table.module.css";
import { Tag } from "@/components/ui/tag";
import type { JobRunCard } from "@/lib/domain/job-run";
import { useJobCommand, type JobCommand } from "./job-command";
import { durationWords, errorWords, requestWords, resultWords, spanWords, STATUS_TONES, type JobWording } from "./job-words";
import styles from "./jobs.module.css";

/** The runs that are over: what came of each, and the way to try again what did not succeed. */
export function JobHistory({ runs, retry }: { runs: readonly JobRunCard[]; retry: JobCommand }) {
  const t = useTranslations("jobs");
  const wording = { t, locale: useLocale() };
  const columns = ["job", "status", "duration", "span", "outcome"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("history.list")} tabIndex={0}>
      <table className={table.table}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>{runs.map((run) => <Row key={run.id} run={run} retry={retry} wording={wording} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ run, retry, wording }: { run: JobRunCard; retry: JobCommand; wording: JobWording }) {
  const { t } = wording;
  return (
    <tr>
      <th scope="row" className={table.title}>{t(`kind.${run.kind}`)}<small className={styles.under}>{requestWords(run, wording)}</small></th>
      <td data-label={t("column.status")}><Tag tone={STATUS_TONES[run.status]}>{t(`status.${run.status}`)}</Tag></td>
      <td data-label={t("column.duration")} className={styles.duration}>
        {run.seconds === null ? "–" : durationWords(run.seconds, wording)}
        {run.attempts > 1 && <small className={styles.under}>{t("attempts", { count: run.attempts })}</small>}
      </td>
      <td data-label={t("column.span")} className={`${table.wide} ${styles.span}`}>{spanWords(run, wording)}</td>
      <td data-label={t("column.outcome")} className={`${table.wide} ${styles.outcome}`}><Outcome run={run} wording={wording} /><RetryButton run={run} retry={retry} wording={wording} /></td>
    </tr>
  );
}

function Outcome({ run, wording }: { run: JobRunCard; wording: JobWording }) {
  const error = errorWords(run, wording);
  if (error) return <span><b className={styles.error}>{error.what}</b> {error.advice}{error.reference && <small className={styles.under}>{error.reference}</small>}</span>;
  if (run.status === "CANCELLED") return <span>{wording.t("cancelledOutcome", { name: run.cancelledBy ?? "?" })}</span>;
  return <span>{run.result ? resultWords(run.result, wording) : "–"}</span>;
}

function RetryButton({ run, retry, wording: { t } }: { run: JobRunCard; retry: JobCommand; wording: JobWording }) {
  const { pending, send } = useJobCommand(retry);
  if (run.status === "SUCCEEDED") return null;
  if (run.isRetried) return <span className={styles.retried}>{t("retried")}</span>;
  const name = t(`kind.${run.kind}`);
  return (
    <button type="button" className={button.quiet} disabled={pending} aria-label={t("retryOf", { job: name })}
      onClick={() => send({ id: run.id }, { done: t("requested", { job: name }), conflict: t("waitingAlready") })}>{t("retry")}</button>
  );
}
