import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ChevronLeftIcon, ChevronRightIcon } from "@/components/ui/icons";
import button from "@/components/ui/button.module.css";
import styles from "./list-pages.module.css";

type ListPagesProps = {
  label: string;
  /** In words: which rows these are; `total` comes when they have been counted. */
  range: string;
  total: ReactNode;
  previous: { href: string | null; label: string };
  next: { href: string | null; label: string };
};

/** Which part of a list this is, and the ways on. A list of one page has none. */
export function ListPages({ label, range, total, previous, next }: ListPagesProps) {
  return (
    <nav aria-label={label} className={styles.pages}>
      <p>{range} {total}</p>
      {previous.href !== null && <Link href={previous.href as Route} rel="prev" prefetch={false} className={button.quiet}><ChevronLeftIcon size={16} />{previous.label}</Link>}
      {next.href !== null && <Link href={next.href as Route} rel="next" prefetch={false} className={button.quiet}>{next.label}<ChevronRightIcon size={16} /></Link>}
    </nav>
  );
}
