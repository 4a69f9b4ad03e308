import { useId, type ReactNode } from "react";
import styles from "./panel.module.css";

/** A titled part of a page: a region of its own to a screen reader. */
export function Panel({ title, lead, className, children }: { title: string; lead?: ReactNode; className?: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={className ? `${styles.panel} ${className}` : styles.panel} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>{title}</h2>
      {lead && <p className={styles.lead}>{lead}</p>}
      {children}
    </section>
  );
}
