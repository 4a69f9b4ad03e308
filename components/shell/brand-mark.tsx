import styles from "./shell.module.css";

/** Four quarters, as the four segments; one of them moves up. */
export function BrandMark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false" className={styles.mark}>
      <rect x="2" y="13" width="9" height="9" rx="2.5" opacity="0.55" />
      <rect x="13" y="13" width="9" height="9" rx="2.5" opacity="0.75" />
      <rect x="2" y="2" width="9" height="9" rx="2.5" opacity="0.75" />
      <circle cx="17.5" cy="6.5" r="4.5" />
    </svg>
  );
}
