import type { Route } from "next";
import Link from "next/link";
import styles from "./segment-tabs.module.css";

type SegmentTabsProps = {
  label: string;
  tabs: readonly { name: string; label: string; href: string; isCurrent: boolean }[];
  /** By name, in words; null while they are being counted. */
  counts: Readonly<Record<string, string>> | null;
};

/** The parts of a portfolio. The counts come after the rows: their room is kept. */
export function SegmentTabs({ label, tabs, counts }: SegmentTabsProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.name}>
            <Link href={tab.href as Route} prefetch={false} aria-current={tab.isCurrent ? "page" : undefined} data-segment={tab.name}>
              {tab.label} <span className={styles.count}>{counts?.[tab.name]}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
