import styles from "./skeleton.module.css";

/** Grey rows where a list is about to stand. `label` tells a screen reader what is happening. */
export function SkeletonRows({ label, rows = 8 }: { label: string; rows?: number }) {
  return (
    <div role="status" className={styles.rows}>
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: rows }, (_, row) => <div key={row} className={styles.row} aria-hidden="true" />)}
    </div>
  );
}
