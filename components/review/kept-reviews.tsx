import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/components/ui/panel";
import type { ReviewFile } from "@/lib/domain/review-document";
import { formatDay } from "@/lib/i18n/format";
import styles from "./review.module.css";

/** The reviews that were completed, the latest first; one that was corrected says so. */
export function KeptReviews({ file: { clientId, kept, lastReviewOn } }: { file: ReviewFile }) {
  const t = useTranslations("review.kept");
  const locale = useLocale();
  return (
    <Panel title={t("title")}>
      {kept.length === 0 && <p className={styles.note}>{lastReviewOn ? t("noDocument", { day: formatDay(locale, lastReviewOn) }) : t("none")}</p>}
      <ul className={styles.kept}>
        {kept.map(({ id, reviewedOn, nextReviewOn, completedBy, correctedBy }) => (
          <li key={id}>
            <Link href={`/clients/${clientId}/review/${id}` as Route} prefetch={false}>{t("of", { day: formatDay(locale, reviewedOn) })}</Link>
            <small>{t("by", { name: completedBy })} · {correctedBy ? t("corrected") : t("next", { day: formatDay(locale, nextReviewOn) })}</small>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
