import { useLocale, useTranslations } from "next-intl";
import type { Day } from "@/lib/domain/dates";
import { formatDay, formatEuros } from "@/lib/i18n/format";
import { extentOf, type Series } from "./activity-series";
import styles from "./charts.module.css";

const HEIGHT = 96;
const INSET = 6;

type ActivityChartProps = { name: string; series: Series; kind: "bars" | "line" };

/** One small chart of 24 months. Percentages across, pixels down: letters keep their size on any screen. */
export function ActivityChart({ name, series, kind }: ActivityChartProps) {
  const t = useTranslations("client.activity");
  const locale = useLocale();
  const extent = extentOf(series);
  const [first, last] = [series.months[0], series.months.at(-1)];
  if (!extent || !first || !last) return null;
  const month = (day: Day) => formatDay(locale, day, "month");
  const euros = (cents: number) => formatEuros(locale, cents);
  const { low, high, latest, latestMonth } = extent;
  const label = t("chart", { name, first: month(first), last: month(last), low: euros(low), high: euros(high), value: euros(latest) });
  const down = scaleOf(Math.min(0, low), Math.max(0, high));
  return (
    <figure className={styles.small}>
      <figcaption><span>{name}</span> <strong>{t("last", { value: euros(latest), month: month(latestMonth) })}</strong></figcaption>
      <div className={styles.plot} data-below={low < 0}>
        <span className={styles.bound}>{euros(Math.max(0, high))}</span>
        <svg role="img" aria-label={label} width="100%" height={HEIGHT}>
          {kind === "bars" ? <Bars series={series} down={down} /> : <Line series={series} down={down} />}
          <line className={styles.axis} x1="0" x2="100%" y1={down(0)} y2={down(0)} />
        </svg>
        {low < 0 && <span className={styles.boundBelow}>{euros(low)}</span>}
      </div>
      <div className={styles.span} aria-hidden="true"><span>{month(first)}</span><span>{month(last)}</span></div>
    </figure>
  );
}

type Drawn = { series: Series; down: (value: number) => number };

function Bars({ series: { values }, down }: Drawn) {
  const width = 100 / values.length;
  return values.map((value, place) => value !== null && (
    <rect key={place} className={value < 0 ? styles.barBelow : styles.bar} x={`${(place + 0.15) * width}%`} width={`${width * 0.7}%`}
      y={Math.min(down(value), down(0))} height={Math.max(1, Math.abs(down(value) - down(0)))} rx={1} />
  ));
}

/** Month to month; broken where a month is not known. */
function Line({ series: { values }, down }: Drawn) {
  const x = (place: number) => `${((place + 0.5) * 100) / values.length}%`;
  const lastKnown = values.findLastIndex((value) => value !== null);
  return (
    <>
      {values.map((value, place) => {
        const before = values[place - 1];
        return value !== null && before != null && (
          <line key={place} className={styles.line} x1={x(place - 1)} x2={x(place)} y1={down(before)} y2={down(value)} />
        );
      })}
      <circle className={styles.lastDot} cx={x(lastKnown)} cy={down(values[lastKnown] ?? 0)} r={3.5} />
    </>
  );
}

function scaleOf(low: number, high: number): (value: number) => number {
  const span = Math.max(1, high - low);
  return (value) => Math.round((INSET + ((HEIGHT - 2 * INSET) * (high - value)) / span) * 10) / 10;
}
