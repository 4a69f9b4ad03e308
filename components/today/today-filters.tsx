import Link from "next/link";
import { useTranslations } from "next-intl";
import { addressOf } from "@/components/portfolio/query";
import type { KindCounts } from "@/lib/domain/action-card";
import { NEXT_ACTION_KINDS } from "@/lib/domain/next-actions";
import { todayQuery, TODAY_VIEWS, type TodayFilter } from "@/lib/schemas/today-filter";
import styles from "./today-filters.module.css";

type TodayFiltersProps = {
  filter: TodayFilter;
  /** Null while they are being counted. */
  counts: readonly KindCounts[] | null;
};

/** Which part of the list is shown: by due date, and by kind. Links, so that each is an address of its own. */
export function TodayFilters({ filter, counts }: TodayFiltersProps) {
  const t = useTranslations("today");
  const domain = useTranslations("domain");
  return (
    <div className={styles.filters}>
      <nav aria-label={t("viewsLabel")}>
        <ul className={styles.views}>
          {TODAY_VIEWS.map((view) => <Choice key={view} label={t(`views.${view}`)} counts={counts} isCurrent={view === filter.view} to={{ ...filter, view, place: null }} />)}
        </ul>
      </nav>
      <nav aria-label={t("kindsLabel")}>
        <ul className={styles.kinds}>
          {[null, ...NEXT_ACTION_KINDS].map((kind) => (
            <Choice key={kind} label={kind ? domain(`actionKind.${kind}`) : t("allKinds")} counts={counts} isCurrent={kind === filter.kind}
              to={{ ...filter, kind, place: null }} />
          ))}
        </ul>
      </nav>
    </div>
  );
}

type ChoiceProps = { label: string; counts: readonly KindCounts[] | null; isCurrent: boolean; to: TodayFilter };

function Choice({ label, counts, isCurrent, to }: ChoiceProps) {
  const count = counts && countIn(counts, to);
  return (
    <li>
      <Link href={addressOf("/", todayQuery(to))} prefetch={false} scroll={false} className={styles.choice} data-empty={count === 0} aria-current={isCurrent ? "true" : undefined}>
        {label} <span className={styles.count}>{count ?? ""}</span>
      </Link>
    </li>
  );
}

/** How many actions such a list has. */
export function countIn(counts: readonly KindCounts[], { view, kind }: Pick<TodayFilter, "view" | "kind">): number {
  const own = counts.filter((row) => kind === null || row.kind === kind);
  return own.reduce((total, row) => total + (view === "due" ? row.overdue + row.today : row[view]), 0);
}
