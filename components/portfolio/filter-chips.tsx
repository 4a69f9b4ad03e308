import type { Route } from "next";
import Link from "next/link";
import { CloseIcon } from "@/components/ui/icons";
import styles from "./filter-chips.module.css";

type FilterChipsProps = {
  label: string;
  chips: readonly { name: string; words: string; href: string; removeLabel: string }[];
  reset: { href: string; label: string };
};

/** The conditions in force, each of which a click lifts. */
export function FilterChips({ label, chips, reset }: FilterChipsProps) {
  return (
    <ul aria-label={label} className={styles.chips}>
      {chips.map((chip) => (
        <li key={chip.name}>
          <Link href={chip.href as Route} prefetch={false} aria-label={chip.removeLabel} className={styles.chip}>{chip.words}<CloseIcon size={14} /></Link>
        </li>
      ))}
      <li><Link href={reset.href as Route} prefetch={false} className={styles.reset}>{reset.label}</Link></li>
    </ul>
  );
}
