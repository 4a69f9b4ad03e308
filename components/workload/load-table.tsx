import { useLocale, useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Tag, type Tone } from "@/components/ui/tag";
import type { Day } from "@/lib/domain/dates";
import { loadFigures, type AdvisorLoad, type LoadFigures, type LoadState } from "@/lib/domain/workload";
import { formatDay, formatNumber, formatPercent } from "@/lib/i18n/format";
import { hoursWords, loadWords } from "./load-words";
import styles from "./load-table.module.css";

/** How many hundredths the bar is wide for; more is as wide. */
const BAR_UNTIL = 150;
const TONES: Record<LoadState, Tone> = { UNDER: "info", BALANCED: "success", OVER: "danger", ABSENT: "neutral" };

type LoadTableProps = { name: string; advisors: readonly AdvisorLoad[]; today: Day; /** What may be done about an advisor. */ doing: (advisor: AdvisorLoad) => ReactNode };

/** The portfolios of one branch, by name: what each asks for, against what there is for it. */
export function LoadTable({ name, advisors, today, doing }: LoadTableProps) {
  const t = useTranslations("workload.column");
  return (
    <table className={styles.table} aria-label={name}>
      <thead><tr>{(["advisor", "clients", "expected", "capacity", "load", "coverage", "do"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}</tr></thead>
      <tbody>{advisors.map((advisor) => <Fragment key={advisor.advisorId}><LoadRow advisor={advisor} figures={loadFigures(advisor, today)} doing={doing(advisor)} /></Fragment>)}</tbody>
    </table>
  );
}

function LoadRow({ advisor, figures, doing }: { advisor: AdvisorLoad; figures: LoadFigures; doing: ReactNode }) {
  const t = useTranslations("workload");
  const locale = useLocale();
  const { expected, capacity, days, coverage } = figures;
  const words = loadWords(locale, figures, t);
  const hours = (minutes: number) => hoursWords(locale, minutes);
  return (
    <tr>
      <th scope="row">
        {advisor.name} {advisor.isManager && <small>{t("manager")}</small>} {!advisor.isActive && <Tag tone="warning">{t("inactive")}</Tag>}
        {advisor.absences.map(({ id, fromOn, untilOn }) => <small key={id} className={styles.line}>{t("absent", { from: formatDay(locale, fromOn), until: formatDay(locale, untilOn) })}</small>)}
      </th>
      <td data-label={t("column.clients")}>{formatNumber(locale, figures.clients)}</td>
      <td data-label={t("column.expected")}>{t("minutes", { hours: hours(expected.total) })}
        <small className={styles.line}>{t("detail", { cadence: hours(expected.cadence), reviews: hours(expected.reviews), actions: hours(expected.actions), agreed: hours(expected.agreed) })}</small></td>
      <td data-label={t("column.capacity")}>{t("minutes", { hours: hours(capacity) })}<small className={styles.line}>{t("days", { count: days })}</small></td>
      <td data-label={t("column.load")}>
        <span className={styles.load}><LoadBar percent={figures.percent} state={figures.state} /> {words.percent}</span> <Tag tone={TONES[figures.state]}>{words.state}</Tag>
      </td>
      <td data-label={t("column.coverage")}>{coverage === null ? "–" : formatPercent(locale, coverage / 100)}</td>
      <td className={styles.doing}><div>{doing}</div></td>
    </tr>
  );
}

/** A share of the capacity, with a mark where it is full. Decoration: the figure beside it says it. */
function LoadBar({ percent, state }: Pick<LoadFigures, "percent" | "state">) {
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.bar} data-over={state === "OVER"} style={{ width: `${(100 * Math.min(BAR_UNTIL, percent ?? 0)) / BAR_UNTIL}%` }} />
      <span className={styles.full} style={{ left: `${(100 * 100) / BAR_UNTIL}%` }} />
    </span>
  );
}
