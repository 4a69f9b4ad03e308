import type { ControlReport } from "@/lib/domain/control-report";
import type { StratumRate } from "@/lib/domain/stratified-rate";
import { formatNumber } from "@/lib/i18n/format";
import { intervalWords, rateWords, stratumWords, type ControlWording } from "./control-words";
import styles from "./report.module.css";

/** Each stratum with its interval, however wide, and all of them weighted. */
export function StrataResults({ report: { strata, over, judged, compliant }, wording }: { report: ControlReport; wording: ControlWording }) {
  const { t, locale } = wording;
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  return (
    <>
      <p className={styles.note}>{t("report.strataNote")}</p>
      <div className={styles.scroll} role="region" aria-label={t("report.results")} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("stratum.label")}</th>
              {(["stratum.population", "stratum.size", "report.judged", "report.compliant", "report.rateColumn"] as const).map((column) => <th key={column} scope="col" className={styles.number}>{t(column)}</th>)}
              <th scope="col">{t("report.intervalColumn")}</th>
              <th scope="col"><span className="visually-hidden">{t("report.intervalColumn")}</span></th>
            </tr>
          </thead>
          <tbody>
            {strata.map((stratum) => (
              <tr key={stratum.key}>
                <th scope="row">{stratumWords(stratum, wording)}</th>
                {[stratum.population, stratum.size, stratum.judged, stratum.compliant].map((count, place) => <td key={place} className={styles.number}>{formatNumber(locale, count)}</td>)}
                <Result result={stratum.result} wording={wording} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("report.total")}</th>
              <td className={styles.number}>{formatNumber(locale, population)}</td>
              <td className={styles.number}>{formatNumber(locale, strata.reduce((sum, { size }) => sum + size, 0))}</td>
              <td className={styles.number}>{formatNumber(locale, judged)}</td>
              <td className={styles.number}>{formatNumber(locale, compliant)}</td>
              <Result result={over} wording={wording} />
            </tr>
          </tfoot>
        </table>
      </div>
    </>
  );
}

function Result({ result, wording: { t, locale } }: { result: StratumRate | null; wording: ControlWording }) {
  if (!result) return <><td className={styles.number}>–</td><td>{t("report.notJudged")}</td><td /></>;
  return (
    <>
      <td className={styles.number}>{rateWords(locale, result.rate)}</td>
      <td>{intervalWords(locale, result.interval)}</td>
      <td><IntervalBar {...result} /></td>
    </>
  );
}

/** The interval on a line from 0 to 100 %; the words beside it say the same. */
function IntervalBar({ rate, interval: { low, high } }: StratumRate) {
  const at = (share: number) => Math.round(share * 1000) / 10;
  return (
    <svg className={styles.bar} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.track} x="0" y="6" width="100" height="2" />
      <rect className={styles.span} x={at(low)} y="4" width={Math.max(0.5, at(high - low))} height="6" />
      <rect className={styles.point} x={Math.min(98.5, Math.max(0, at(rate) - 0.75))} y="1" width="1.5" height="12" />
    </svg>
  );
}
