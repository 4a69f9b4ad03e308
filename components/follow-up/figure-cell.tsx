import type { Route } from "next";
import Link from "next/link";
import { CoverageBar } from "./coverage-bar";
import { figureAddress, type FigureName, type FigureScope } from "./figure-links";
import styles from "./figure-cell.module.css";

type FigureProps = {
  figure: FigureName;
  value: number;
  /** The value in words. */
  words: string;
  /** The whole of it for a screen reader: "Clients, Camille Moreau: 32". */
  label: string;
  scope: FigureScope;
};

/** A figure that opens the list behind it; behind nothing there is no list. */
export function Figure({ figure, value, words, label, scope }: FigureProps) {
  if (value === 0) return <span className={styles.none}>{words}</span>;
  return <Link href={figureAddress(figure, scope) as Route} prefetch={false} aria-label={label} className={styles.figure}>{words}</Link>;
}

type CoverageProps = FigureProps & {
  /** From 0 to 1; null where nobody is owed a contact. */
  share: number | null;
  percent: string;
  noCadence: string;
};

/** How many were contacted in time, and what share that is. */
export function Coverage({ share, percent, noCadence, ...figure }: CoverageProps) {
  if (share === null) return <span className={styles.none}>{noCadence}</span>;
  return <span className={styles.coverage}><CoverageBar share={share} /><b>{percent}</b><Figure {...figure} /></span>;
}
