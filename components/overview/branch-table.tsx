import { useLocale, useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { OVERVIEW_SEGMENTS, type BranchFigures } from "@/lib/domain/bank-overview";
import { formatNumber } from "@/lib/i18n/format";
import styles from "./overview.module.css";

const SHOWN = 50;

/** Clients of each branch by segment, the largest branches first; a group too small to be shown says so. */
export function BranchTable({ figures }: { figures: readonly BranchFigures[] }) {
  const t = useTranslations("overview");
  const domain = useTranslations("domain.segment");
  const locale = useLocale();
  return (
    <section className={styles.section}>
      <h2 className={styles.title}>{t("byBranch")}</h2>
      <p className={styles.note}>{t("hiddenNote")}</p>
      {figures.length > SHOWN && <p className={styles.note}>{t("largest", { shown: SHOWN, count: formatNumber(locale, figures.length) })}</p>}
      <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("byBranch")} tabIndex={0}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t("branch")}</th>
              {OVERVIEW_SEGMENTS.map((segment) => <th key={segment} scope="col" className={table.number}>{domain(segment ?? "NEW")}</th>)}
              <th scope="col" className={table.number}>{t("total")}</th>
            </tr>
          </thead>
          <tbody>
            {figures.slice(0, SHOWN).map((branch) => (
              <tr key={branch.branchId}>
                <th scope="row" className={table.title}>{branch.branchName}</th>
                {branch.groups.map(({ segment, clients }) => (
                  <td key={segment} className={clients === null ? `${table.number} ${table.muted}` : table.number} data-label={domain(segment ?? "NEW")}>
                    {clients === null ? t("hidden") : formatNumber(locale, clients)}
                  </td>
                ))}
                <td className={table.number} data-label={t("total")}>{formatNumber(locale, branch.clients)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
