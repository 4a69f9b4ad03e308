"use client";
import { useLocale, useTranslations } from "next-intl";
import { WarningIcon } from "@/components/ui/icons";
import { Panel } from "@/components/ui/panel";
import { isOver, type LiveJobs as Live } from "@/lib/domain/job-run";
import type { JobCommand } from "./job-command";
import styles from "./jobs.module.css";
import { RunningJob } from "./running-job";
import { useLiveJobs } from "./use-live-jobs";

/** What runs and what waits, as it goes on. Ends are announced; the numbers that move are not. */
export function LiveJobs({ initial, cancel }: { initial: Live; cancel: JobCommand }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const { live, ended, isOffline } = useLiveJobs(initial);
  const runs = live.runs.filter(({ status }) => !isOver(status));
  return (
    <Panel title={t("live.title")} className={styles.live}>
      {live.workers === 0 && <p className={styles.warning}><WarningIcon size={18} />{t("noWorker")}</p>}
      {isOffline && <p className={styles.warning}><WarningIcon size={18} />{t("offline")}</p>}
      {runs.length === 0 ? <p className={styles.none}>{t("live.none")}</p> : (
        <ul className={styles.runs}>{runs.map((run) => <RunningJob key={run.id} run={run} cancel={cancel} wording={{ t, locale }} />)}</ul>
      )}
      <p className="visually-hidden" role="status">
        {ended.map(({ id, kind, status }) => <span key={id}>{t("announced", { job: t(`kind.${kind}`), status: t(`status.${status}`) })} </span>)}
      </p>
    </Panel>
  );
}
