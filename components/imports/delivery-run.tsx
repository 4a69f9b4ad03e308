"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import type { JobCommand } from "@/components/jobs/job-command";
import jobs from "@/components/jobs/jobs.module.css";
import { RunningJob } from "@/components/jobs/running-job";
import { useLiveJobs } from "@/components/jobs/use-live-jobs";
import { WarningIcon } from "@/components/ui/icons";
import { isOver, type JobRunCard, type LiveJobs } from "@/lib/domain/job-run";
import styles from "./imports.module.css";

/** A preview or an import as it goes on, and what it waits for; the page is read anew at its end. */
export function DeliveryRun({ run: { id }, initial, cancel }: { run: JobRunCard; initial: LiveJobs; cancel: JobCommand }) {
  const t = useTranslations("jobs");
  const words = useTranslations("imports.run");
  const locale = useLocale();
  const { live, isOffline } = useLiveJobs(initial);
  const run = live.runs.find((one) => one.id === id);
  const router = useRouter();
  // A short run ends while the page that shows it is being read: its end is not seen from here.
  useEffect(() => {
    if (!initial.runs.some((one) => one.id === id && !isOver(one.status))) router.refresh();
  }, [initial, id, router]);
  const ahead = run?.status === "QUEUED" && run.kind === "IMPORT" ? live.runs.find(({ kind, status }) => status === "RUNNING" && kind !== "IMPORT_PREVIEW") : undefined;
  return (
    <div className={styles.step}>
      {live.workers === 0 && <p className={jobs.warning}><WarningIcon size={18} />{t("noWorker")}</p>}
      {isOffline && <p className={jobs.warning}><WarningIcon size={18} />{t("offline")}</p>}
      {ahead && <p className={styles.note} role="status">{words("behind", { job: t(`kind.${ahead.kind}`) })}</p>}
      {run && !isOver(run.status) ? <ul className={jobs.runs}><RunningJob run={run} cancel={cancel} wording={{ t, locale }} /></ul> : <p className={styles.note} role="status">{words("gone")}</p>}
    </div>
  );
}
