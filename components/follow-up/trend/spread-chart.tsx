import styles from "./trend-charts.module.css";

export type SpreadQuartiles = { q10: number; q25: number; q50: number; q75: number; q90: number };

type SpreadChartProps = {
  label: string;
  /** Of the bank; null where too few portfolios can be compared. */
  bank: SpreadQuartiles | null;
  /** Portfolios of the branch, without a name. */
  others: readonly number[];
  here: number | null;
  /** Where the axis ends. */
  top: number;
  startWords: string;
  topWords: string;
};

/** Where a figure lies: a box for the portfolios of the bank, a dot for each of the branch, a line for the figure itself. */
export function SpreadChart({ label, bank, others, here, top, startWords, topWords }: SpreadChartProps) {
  const at = (value: number) => `${Math.round((1 + (98 * Math.min(value, top)) / top) * 10) / 10}%`;
  const wide = (from: number, to: number) => `${Math.max(0.6, Math.round(((98 * (Math.min(to, top) - from)) / top) * 10) / 10)}%`;
  return (
    <div>
      <svg className={styles.spread} role="img" aria-label={label} width="100%" height={56}>
        <line className={styles.axis} x1="1%" x2="99%" y1={52} y2={52} />
        {bank && (
          <>
            <line className={styles.whisker} x1={at(bank.q10)} x2={at(bank.q90)} y1={16} y2={16} />
            <rect className={styles.box} x={at(bank.q25)} width={wide(bank.q25, bank.q75)} y={7} height={18} rx={2} />
            <line className={styles.median} x1={at(bank.q50)} x2={at(bank.q50)} y1={4} y2={28} />
          </>
        )}
        {others.map((value, place) => <circle key={place} className={styles.other} cx={at(value)} cy={40} r={4.5} />)}
        {here !== null && <line className={styles.here} x1={at(here)} x2={at(here)} y1={0} y2={52} />}
        {here !== null && <circle className={styles.hereDot} cx={at(here)} cy={40} r={5} />}
      </svg>
      <div className={styles.span} aria-hidden="true"><span>{startWords}</span><span>{topWords}</span></div>
    </div>
  );
}
