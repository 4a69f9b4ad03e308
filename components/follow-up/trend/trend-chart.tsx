import styles from "./trend-charts.module.css";

const HEIGHT = 84;
const INSET = 8;

export type TrendPoint = { value: number | null; label: string };

type TrendChartProps = { label: string; points: readonly TrendPoint[]; /** Where the axis ends, and that in words. */ top: number; topWords: string };

/** A year of months as a line, from nothing to the top. Percentages across, pixels down; broken where there was nothing to measure. */
export function TrendChart({ label, points, top, topWords }: TrendChartProps) {
  const x = (place: number) => `${((place + 0.5) * 100) / points.length}%`;
  const y = (value: number) => Math.round((INSET + ((HEIGHT - 2 * INSET) * (top - value)) / top) * 10) / 10;
  const last = points.findLastIndex(({ value }) => value !== null);
  return (
    <div className={styles.plot}>
      <span className={styles.bound} aria-hidden="true">{topWords}</span>
      <svg role="img" aria-label={label} width="100%" height={HEIGHT}>
        <line className={styles.axis} x1="0" x2="100%" y1={y(0)} y2={y(0)} />
        <line className={styles.grid} x1="0" x2="100%" y1={y(top)} y2={y(top)} />
        {points.map(({ value }, place) => {
          const before = points[place - 1]?.value ?? null;
          return value !== null && before !== null && <line key={place} className={styles.line} x1={x(place - 1)} x2={x(place)} y1={y(before)} y2={y(value)} />;
        })}
        {points.map(({ value }, place) => value !== null && <circle key={place} className={styles.dot} data-last={place === last || undefined} cx={x(place)} cy={y(value)} r={place === last ? 4 : 2} />)}
      </svg>
      <div className={styles.span} aria-hidden="true"><span>{points[0]?.label}</span><span>{points.at(-1)?.label}</span></div>
    </div>
  );
}
