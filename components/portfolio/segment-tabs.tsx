"use client";
import { useFollowedLinks } from "@/components/followed-links";
import styles from "./segment-tabs.module.css";

type SegmentTabsProps = {
  label: string;
  tabs: readonly { name: string; label: string; href: string; isCurrent: boolean }[];
  /** By name, in words; null while they are being counted. */
  counts: Readonly<Record<string, string>> | null;
};

/** The parts of a portfolio. The counts come after the rows: their room is kept. */
export function SegmentTabs({ label, tabs, counts }: SegmentTabsProps) {
  const followLink = useFollowedLinks();
  return (
    <nav aria-label={label} className={styles.tabs} onClick={followLink}>
      <ul>
        {tabs.map((tab) => (
          <li key={tab.name}>
            <a href={tab.href} aria-current={tab.isCurrent ? "page" : undefined} data-segment={tab.name}>
              {tab.label} <span className={styles.count}>{counts?.[tab.name]}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
