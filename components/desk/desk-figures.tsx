import Link from "next/link";
import { addressOf } from "@/components/portfolio/query";
import { REVIEW_STANDINGS } from "@/lib/domain/review-cadence";
import type { DeskFigures as Figures } from "@/lib/domain/review-desk";
import { formatEuros, formatNumber } from "@/lib/i18n/format";
import { deskQuery, type DeskFilter } from "@/lib/schemas/desk-filter";
import styles from "./desk.module.css";
import type { WealthWording } from "./wealth-bar";

type DeskFiguresProps = {
  filter: DeskFilter;
  /** Null while they are being counted. */
  figures: Figures | null;
  wording: Pick<WealthWording, "locale" | "t">;
};

/** How many stand so with their review and what they hold: each figure leads to its list. */
export function DeskFigures({ filter, figures, wording: { locale, t } }: DeskFiguresProps) {
  return (
    <nav aria-label={t("views")}>
      <ul className={styles.figures}>
        {[null, ...REVIEW_STANDINGS].map((standing) => {
          const figure = figures && figureOf(figures, standing);
          return (
            <li key={standing}>
              <Link href={addressOf("/desk", deskQuery({ ...filter, standing, place: null }))} prefetch={false} scroll={false} className={styles.figure} aria-current={standing === filter.standing ? "true" : undefined}>
                <span className={styles.label}>{standing === null ? t("everyone") : t(`standing.${standing}`)}</span>
                <span className={styles.count}>{figure && formatNumber(locale, figure.clients)}</span>
                <span className={styles.amount}>{figure && t("wealthOfAll", { amount: formatEuros(locale, figure.wealthCents) })}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Of one standing, or of all of them. */
export function figureOf(figures: Figures, standing: DeskFilter["standing"]): Figures["LATE"] {
  if (standing !== null) return figures[standing];
  const all = Object.values(figures);
  return { clients: all.reduce((sum, { clients }) => sum + clients, 0), wealthCents: all.reduce((sum, { wealthCents }) => sum + wealthCents, 0) };
}
