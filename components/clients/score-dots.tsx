import styles from "./score-dots.module.css";

/** A score as a figure out of four and four dots; null (a new client) is a dash. */
export function ScoreDots({ score }: { score: number | null }) {
  if (score === null) return <span className={styles.none}>–</span>;
  return <span className={styles.score} data-score={score}>{`${score}/4`}</span>;
}
