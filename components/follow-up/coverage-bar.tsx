import styles from "./coverage-bar.module.css";

/** A share from 0 to 1 as a bar. Decoration: the figure beside it says it. */
export function CoverageBar({ share }: { share: number }) {
  return <span className={styles.track} aria-hidden="true"><span className={styles.bar} style={{ width: `${Math.round(100 * share)}%` }} /></span>;
}
