import type { Route } from "next";
import Link from "next/link";
import type { ReportedMeasure } from "@/lib/domain/follow-up-report";
import { SpreadChart } from "./spread-chart";
import { topOf, type MeasureWords, type SpreadShown } from "./measure-words";
import { TrendChart } from "./trend-chart";
import styles from "./measure-card.module.css";

type MeasureCardProps = {
  measure: ReportedMeasure;
  bank: SpreadShown | null;
  words: MeasureWords;
  /** The list behind a part, or one reason of it. */
  hrefOf: (part: string, detail?: string) => string;
  /** The same page, of one month. */
  monthHref: (month: string) => string;
};

/** One measure: the figure, what it is made of, its year, and where it lies among the others. */
export function MeasureCard({ measure, bank, words, hrefOf, monthHref }: MeasureCardProps) {
  const { name, value, parts, details, byMonth, others } = measure;
  const id = `measure-${name}`;
  const values = [value, ...byMonth.map((month) => month.value), ...others, bank?.q90 ?? null];
  const top = topOf(name, values);
  return (
    <section className={styles.card} aria-labelledby={id}>
      <h3 id={id}>{words.name(name)}</h3>
      <p className={styles.meaning}>{words.meaning(name)}</p>
      <p className={styles.value}><b>{words.value(name, value)}</b> <span>{words.made(measure)}</span></p>
      <ul className={styles.parts} aria-label={words.partsOf(name)}>
        {parts.map(({ part, count }) => <li key={part}><PartLink label={words.part(part)} count={words.number(count)} href={count === 0 ? null : hrefOf(part)} /></li>)}
        {details.map(({ detail, count }) => <li key={detail} data-detail><PartLink label={words.detail(detail)} count={words.number(count)} href={hrefOf(parts[0] && name === "DISMISSED" ? "DISMISSED" : name, detail)} /></li>)}
      </ul>
      <h4>{words.trendTitle}</h4>
      <TrendChart label={words.trendLabel(measure)} top={top} topWords={words.value(name, top)} points={byMonth.map(({ month, value: ofMonth }) => ({ value: ofMonth, label: words.month(month) }))} />
      <h4>{words.spreadTitle}</h4>
      {bank === null && others.length === 0 ? null : (
        <SpreadChart label={words.spreadLabel(measure, bank)} bank={bank} others={others} here={value} top={top} startWords={words.value(name, 0)} topWords={words.value(name, top)} />
      )}
      <p className={styles.spreadWords}>{words.spreadWords(measure, bank)}</p>
      <details className={styles.numbers}>
        <summary>{words.numbers}</summary>
        <table aria-label={words.numbersOf(name)}>
          <thead><tr><th scope="col">{words.monthHeading}</th><th scope="col">{words.valueHeading}</th><th scope="col">{words.countHeading}</th></tr></thead>
          <tbody>
            {byMonth.map((month) => (
              <tr key={month.month}>
                <th scope="row"><Link prefetch={false} href={monthHref(month.month) as Route}>{words.month(month.month)}</Link></th>
                <td>{words.value(name, month.value)}</td>
                <td>{words.made({ ...month, name })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function PartLink({ label, count, href }: { label: string; count: string; href: string | null }) {
  if (href === null) return <span className={styles.part}>{label} <b>{count}</b></span>;
  return <Link prefetch={false} className={styles.part} href={href as Route}>{label} <b>{count}</b></Link>;
}
