import table from "@/components/ui/data-table.module.css";
import type { PlannedStratum } from "@/lib/domain/control-campaign";
import { formatNumber } from "@/lib/i18n/format";
import { stratumWords, type ControlWording } from "./control-words";
import styles from "./control.module.css";

/** More are looked at when they are asked for: what a draw takes in all stands above. */
const SHOWN_AT_ONCE = 20;

/** Each stratum with how many were logged and how many are drawn. `isOffered`: shown at once, if they are few. */
export function StrataTable({ strata, isOffered = false, wording }: { strata: readonly PlannedStratum[]; isOffered?: boolean; wording: ControlWording }) {
  const { t, locale } = wording;
  return (
    <details open={isOffered && strata.length <= SHOWN_AT_ONCE} className={styles.strata}>
      <summary>{t("stratum.label")} ({formatNumber(locale, strata.length)})</summary>
      <div className={table.frame} role="region" aria-label={t("stratum.label")} tabIndex={0}>
        <table className={table.table}>
          <thead><tr><th scope="col">{t("stratum.label")}</th><th scope="col" className={table.number}>{t("stratum.population")}</th><th scope="col" className={table.number}>{t("stratum.size")}</th></tr></thead>
          <tbody>
            {strata.map((stratum) => (
              <tr key={stratum.key}>
                <th scope="row">{stratumWords(stratum, wording)}</th>
                <td className={table.number}>{formatNumber(locale, stratum.population)}</td>
                <td className={table.number}>{formatNumber(locale, stratum.size)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
