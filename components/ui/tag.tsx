import type { ReactNode } from "react";
import styles from "./tag.module.css";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

type TagProps = {
  tone?: Tone;
  /** A colour of its own: `var(--tag-ink)` and `var(--tag-ground)` set by this class. */
  className?: string;
  icon?: ReactNode;
  title?: string;
  children: ReactNode;
};

/** A short label in a list or a heading. Plain HTML, because a page shows hundreds. */
export function Tag({ tone = "neutral", className, icon, title, children }: TagProps) {
  return (
    <span className={className ? `${styles.tag} ${className}` : styles.tag} data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  );
}
