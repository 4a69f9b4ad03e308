import { useLocale, useTranslations } from "next-intl";
import { SegmentChip } from "@/components/clients/segment-chip";
import table from "@/components/ui/data-table.module.css";
import type { SegmentFigures } from "@/lib/domain/bank-overview";
import { formatEuros, formatNumber, formatPercent } from "@/lib/i18n/format";
import styles from "./overview.module.css";

/** The bank by segment, in the groups large enough to be shown. */
export function SegmentTable({ figures }: { figures: readonly SegmentFigures[] }) {
  const t = useTranslations("overview");
  const domain = useTranslations("domain.segment");
  const locale = useLocale();
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("bySegment")}</h2>
      <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("bySegment")} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("segment")}</th>
              {(["clients", "share", "meanPnb", "contacted"] as const).map((column) => <th key={column} scope="col" className={table.number}>{t(column)}</th>)}
            </tr>
          </thead>
          <tbody>
            {figures.map(({ segment, clients, share, meanPnbCents, contactedShare }) => (
              <tr key={segment}>
                <th scope="row" className={table.title}><SegmentChip segment={segment} label={domain(segment ?? "NEW")} /></th>
                <td className={table.number} data-label={t("clients")}>{formatNumber(locale, clients)}</td>
                <td className={table.number} data-label={t("share")}>{formatPercent(locale, share)}</td>
                <td className={table.number} data-label={t("meanPnb")}>{meanPnbCents === null ? "–" : formatEuros(locale, meanPnbCents)}</td>
                <td className={table.number} data-label={t("contacted")}>{formatPercent(locale, contactedShare)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
