import type { Segment } from "@/lib/domain/segments";
import styles from "./segment-chip.module.css";

/** A segment in its colour; null is a new client, who has none yet. The words come with it: no messages are read here. */
export function SegmentChip({ segment, label }: { segment: Segment | null; label: string }) {
  return <span className={styles.chip} data-segment={segment ?? undefined}>{label}</span>;
}
