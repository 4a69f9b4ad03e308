import Link from "next/link";
import { useTranslations } from "next-intl";
import { NEXT_ACTION_KINDS, type NextActionKind } from "@/lib/domain/next-actions";
import { TODAY_VIEWS, type TodayFilter, type TodayView } from "@/lib/schemas/today-filter";
import styles from "./today-filters.module.css";
import { todayHref } from "./today-href";

/** How many open actions of a kind are in each part of the list. */
type KindCounts = { kind: NextActionKind } & Record<Exclude<TodayView, "due">, number>;

type TodayFiltersProps = {
  filter: TodayFilter;
  /** Null while they are being counted. */
  counts: readonly KindCounts[] | null;
};

/** Which part of the list is shown: by due date, and by kind. Links, so that each is an address of its own. */
export function TodayFilters({ filter, counts }: TodayFiltersProps) {
  const t = useTranslations("today");
  const domain = useTranslations("domain");
  const kindCount = (kind: NextActionKind | null, view: TodayView) => counts && sum(counts.filter((row) => kind === null || row.kind === kind), view);
  return (
    <div className={styles.filters}>
      <nav aria-label={t("viewsLabel")}>
        <ul className={styles.views}>
          {TODAY_VIEWS.map((view) => (
            <Choice key={view} label={t(`views.${view}`)} count={kindCount(filter.kind, view)} isCurrent={view === filter.view} to={{ ...filter, view, place: null }} />
          ))}
        </ul>
      </nav>
      <nav aria-label={t("kindsLabel")}>
        <ul className={styles.kinds}>
          {[null, ...NEXT_ACTION_KINDS].map((kind) => (
            <Choice key={kind} label={kind ? domain(`actionKind.${kind}`) : t("allKinds")} count={kindCount(kind, filter.view)} isCurrent={kind === filter.kind}
              to={{ ...filter, kind, place: null }} />
          ))}
        </ul>
      </nav>
    </div>
  );
}

function Choice({ label, count, isCurrent, to }: { label: string; count: number | null; isCurrent: boolean; to: TodayFilter }) {
  return (
    <li>
      <Link href={todayHref(to)} prefetch={false} scroll={false} className={styles.choice} data-empty={count === 0} aria-current={isCurrent ? "true" : undefined}>
        {label} <span className={styles.count}>{count ?? ""}</span>
      </Link>
    </li>
  );
}

function sum(counts: readonly KindCounts[], view: TodayView): number {
  return counts.reduce((total, row) => total + (view === "due" ? row.overdue + row.today : row[view]), 0);
}
