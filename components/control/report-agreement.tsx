import type { ControlReport } from "@/lib/domain/control-report";
import { formatNumber } from "@/lib/i18n/format";
import { rateWords, type ControlWording } from "./control-words";
import styles from "./report.module.css";

/** How far two who knew nothing of each other saw the same. */
export function AgreementPart({ report: { agreement, pairs }, wording: { t, locale } }: { report: ControlReport; wording: ControlWording }) {
  if (!agreement) return <p>{t("report.agreementNone")}</p>;
  const two = (value: number) => formatNumber(locale, value, 2);
  const { kappa } = agreement;
  return (
    <>
      <p>
        {t("report.agreementText", { n: agreement.n, observed: rateWords(locale, agreement.observed) })}{" "}
        <strong>{kappa ? t("report.kappa", { value: two(kappa.value), low: two(kappa.interval.low), high: two(kappa.interval.high) }) : t("report.kappaNone")}</strong>
      </p>
      <div className={styles.scroll} role="region" aria-label={t("report.agreement")} tabIndex={0}>
        <table className={styles.table}>
          <thead><tr><th scope="col">{t("report.pair")}</th>{(["true", "false"] as const).map((verdict) => <th key={verdict} scope="col" className={styles.number}>{t("report.pairSecond", { verdict: t(`verdict.${verdict}`) })}</th>)}</tr></thead>
          <tbody>
            {(["true", "false"] as const).map((verdict, row) => (
              <tr key={verdict}><th scope="row">{t(`verdict.${verdict}`)}</th>{[0, 1].map((column) => <td key={column} className={styles.number}>{formatNumber(locale, pairs[row]?.[column] ?? 0)}</td>)}</tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
