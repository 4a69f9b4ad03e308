"use client";
import { useLocale, useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import { BlockedIcon, CheckIcon } from "@/components/ui/icons";
import type { LatestAnswer } from "@/components/use-latest-answer";
import { BULK_LIMIT, type BulkPlan, type BulkStepKind } from "@/lib/domain/bulk-step";
import type { Day } from "@/lib/domain/dates";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import type { Messages } from "@/lib/i18n/messages/fr";
import styles from "./bulk.module.css";
import { byRefusal, isForbidden, LeftOutList, useRefusalWords } from "./left-out-list";

type StepPlanProps = { kind: BulkStepKind; /** Null: it has none. */ day: Day | null; state: LatestAnswer<BulkPlan>; onRetry: () => void };

/** To how many it applies, what the contact policy says of them, and who is left out and why. */
export function StepPlan({ kind, day, state: { answer: plan, code }, onRetry }: StepPlanProps) {
  const t = useTranslations("bulk.plan");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  return (
    <section aria-label={t("label")} className={styles.plan}>
      <div role="status">
        {plan ? <Plan kind={kind} day={day} plan={plan} /> : code ? <p className={styles.refused}>{errors(code)}</p> : <p className={styles.muted}>{t("loading")}</p>}
      </div>
      {code && <button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>}
      {plan && <LeftOutList leftOut={plan.leftOut} title={t("leftOut", { count: plan.leftOut.length })} />}
    </section>
  );
}

function Plan({ kind, day, plan: { total, targets, kinds, ...plan } }: { kind: BulkStepKind; day: Day | null; plan: BulkPlan }) {
  const t = useTranslations("bulk.plan");
  const actionKind = useTranslations("domain.actionKind");
  const locale = useLocale();
  if (total > BULK_LIMIT) return <p className={styles.refused}>{t("tooMany", { limit: formatNumber(locale, BULK_LIMIT), total: formatNumber(locale, total) })}</p>;
  const list = kinds.map(({ kind: one, count }) => (one === null ? t("planned", { count }) : t("kind", { kind: actionKind(one), count })));
  return (
    <>
      <p className={styles.applies}>{t("applies", { count: targets.length, total })}</p>
      {list.length > 0 && <p className={styles.muted}>{t("kinds", { list: list.join(", ") })}</p>}
      {kind === "REMIND" && day ? <Policy day={day} plan={plan} /> : <p className={styles.muted}>{t("noContact")}</p>}
    </>
  );
}

/** Each rule that allows or forbids the contact, with how many it is about. */
function Policy({ day, plan: { rules, leftOut } }: { day: Day; plan: Pick<BulkPlan, "rules" | "leftOut"> }) {
  const t = useTranslations("bulk");
  const locale = useLocale();
  const refusalWords = useRefusalWords();
  return (
    <>
      <p className={styles.question}>{t("plan.policy", { day: formatDay(locale, day) })}</p>
      <ul className={styles.rules}>
        {rules.map(({ rule, count }) => <li key={rule} data-verdict="ALLOWED"><CheckIcon size={16} /> {t("plan.allowed", { count, rule: t(`rule.${rule as keyof Messages["bulk"]["rule"]}`) })}</li>)}
        {byRefusal(leftOut).filter(([refusal]) => isForbidden(refusal)).map(([refusal, clients]) => (
          <li key={refusal} data-verdict="FORBIDDEN"><BlockedIcon size={16} /> {t("plan.forbidden", { count: clients.length, rule: refusalWords(refusal) })}</li>
        ))}
      </ul>
    </>
  );
}
