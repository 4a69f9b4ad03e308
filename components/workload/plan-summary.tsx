"use client";
import { useLocale, useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import { REASSIGN_LIMIT, type ReassignmentPlan } from "@/lib/domain/assignment";
import type { AppErrorCode } from "@/lib/errors";
import { formatNumber, formatPercent } from "@/lib/i18n/format";
import styles from "./workload.module.css";

/** What would be done, before it is: how many go to whom, and how loaded each would be. */
export function PlanSummary({ plan, code, onRetry }: { plan: ReassignmentPlan | null; code: AppErrorCode | "OFFLINE" | null; onRetry: () => void }) {
  const t = useTranslations("workload.dialog");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  return (
    <div className={styles.plan}>
      <div role="status">{plan ? <Plan plan={plan} /> : code ? <p className={styles.fault}>{errors(code)}</p> : <p className={styles.hint}>{t("loading")}</p>}</div>
      {code && <button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>}
    </div>
  );
}

function Plan({ plan: { total, targets, receiving, agreed, highValue } }: { plan: ReassignmentPlan }) {
  const t = useTranslations("workload.dialog");
  const locale = useLocale();
  const percent = (load: number) => formatPercent(locale, load / 100);
  if (total > REASSIGN_LIMIT) return <p className={styles.fault}>{t("tooMany", { limit: formatNumber(locale, REASSIGN_LIMIT), total: formatNumber(locale, total) })}</p>;
  return (
    <>
      <p><strong>{t("applies", { count: targets.length, total: formatNumber(locale, total) })}</strong></p>
      <ul>{receiving.map(({ advisorId, name, clients, loadBefore, loadAfter }) => <li key={advisorId}>{t("gets", { name, count: clients, before: percent(loadBefore), after: percent(loadAfter) })}</li>)}</ul>
      {agreed > 0 && <p>{t("agreed", { count: agreed })}</p>}
      {highValue > 0 && <p>{t("highValue", { count: highValue })}</p>}
    </>
  );
}
