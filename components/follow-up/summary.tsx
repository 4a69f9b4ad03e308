import type { FollowUpTotals } from "@/lib/domain/follow-up";
import { FigureOf, type FollowUpWords } from "./follow-up-table";
import type { FigureName } from "./figure-links";
import styles from "./summary.module.css";

type SummaryProps = { whose: string; totals: FollowUpTotals; words: FollowUpWords; meanings: Record<FigureName, string> };

/** The four figures of all branches, each with what it counts. */
export function Summary({ whose, totals, words, meanings }: SummaryProps) {
  const figures = ["clients", "contacted", "overdueActions", "interactions"] as const;
  return (
    <dl className={styles.summary} aria-label={whose}>
      {figures.map((figure) => (
        <div key={figure}>
          <dt>{words.headings[figure]}</dt>
          <dd className={styles.figure}><FigureOf figure={figure} whose={whose} totals={totals} scope={{}} words={words} /></dd>
          <dd className={styles.meaning}>{meanings[figure]}</dd>
        </div>
      ))}
    </dl>
  );
}
