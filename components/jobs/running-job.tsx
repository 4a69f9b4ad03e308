"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import button from "@/components/ui/button.module.css";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Tag } from "@/components/ui/tag";
import { shareDone, type JobRunCard } from "@/lib/domain/job-run";
import { formatInstant } from "@/lib/i18n/format";
import { useJobCommand, type JobCommand } from "./job-command";
import { phaseWords, progressFacts, requestWords, STATUS_TONES, type JobWording } from "./job-words";
import styles from "./jobs.module.css";

/** One run that is not over: what, who, how far, how fast, how long still. */
export function RunningJob({ run, cancel, wording }: { run: JobRunCard; cancel: JobCommand; wording: JobWording }) {
  const { t } = wording;
  const name = t(`kind.${run.kind}`);
  const phase = phaseWords(run, wording);
  return (
    <li className={styles.run}>
      <div className={styles.head}>
        <div className={styles.name}><h3>{name}</h3><Tag tone={STATUS_TONES[run.status]}>{t(`status.${run.status}`)}</Tag></div>
        <CancelButton run={run} name={name} cancel={cancel} />
      </div>
      <p className={styles.request}>{requestWords(run, wording)} · {formatInstant(wording.locale, new Date(run.requestedAt))}</p>
      {run.status === "RUNNING" && <ProgressBar label={name} share={shareDone(run)} words={phase} />}
      <p className={styles.phase}>{phase}</p>
      {run.status === "RUNNING" && (
        <dl className={styles.facts}>{progressFacts(run, wording).map((fact) => <div key={fact.name}><dt>{fact.name}</dt><dd>{fact.value}</dd></div>)}</dl>
      )}
    </li>
  );
}

function CancelButton({ run, name, cancel }: { run: JobRunCard; name: string; cancel: JobCommand }) {
  const t = useTranslations("jobs");
  const [isAsked, setAsked] = useState(false);
  const { pending, send } = useJobCommand(cancel);
  const stop = () => send({ id: run.id }, { done: t("cancelled", { job: name }), conflict: t("overAlready") }, () => setAsked(false));
  return (
    <>
      <button type="button" className={button.quiet} disabled={run.isCancelRequested} aria-label={t("cancelOf", { job: name })} onClick={() => setAsked(true)}>{t("cancel")}</button>
      {isAsked && (
        <ConfirmDialog open danger pending={pending} title={t("askCancel.title", { job: name })} text={t("askCancel.text")}
          labels={{ confirm: t("askCancel.confirm"), cancel: t("askCancel.keep") }} onConfirm={stop} onCancel={() => setAsked(false)} />
      )}
    </>
  );
}
