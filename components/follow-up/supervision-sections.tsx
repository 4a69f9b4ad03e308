"use client";
import type { Route } from "next";
import Link from "next/link";
import { usePathname } from "next/navigation";
import styles from "./supervision-sections.module.css";

type SupervisionSectionsProps = { label: string; sections: readonly { href: Route; label: string }[] };

/** Leads from one part of supervision to the next; the one on show is marked, the lists behind its figures included. */
export function SupervisionSections({ label, sections }: SupervisionSectionsProps) {
  const pathname = usePathname();
  const current = sectionOf(pathname, sections);
  return (
    <nav aria-label={label} className={styles.sections}>
      <ul>
        {sections.map(({ href, label: name }) => (
          <li key={href}><Link href={href} prefetch={false} aria-current={href === current ? "page" : undefined}>{name}</Link></li>
        ))}
      </ul>
    </nav>
  );
}

/** The longest address that the page lies under. */
function sectionOf(pathname: string, sections: SupervisionSectionsProps["sections"]): string | undefined {
  const holding = sections.filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
  return holding.sort((a, b) => b.href.length - a.href.length)[0]?.href;
}
