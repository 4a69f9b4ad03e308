import styles from "./progress-bar.module.css";

/** How far something is, from 0 to 1; null: it goes on, and nobody knows how far. `words` says the same. */
export function ProgressBar({ label, share, words }: { label: string; share: number | null; words: string }) {
  const percent = share === null ? undefined : Math.round(100 * share);
  return (
    <div role="progressbar" className={styles.track} aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} aria-valuetext={words}>
      <span className={styles.bar} data-unknown={share === null} style={percent === undefined ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
