import type { Route } from "next";
import Link from "next/link";
import table from "@/components/ui/data-table.module.css";
import { Panel } from "@/components/ui/panel";
import type { UnusualDay } from "@/lib/domain/unusual-reading";
import { formatDay, formatNumber } from "@/lib/i18n/format";
import styles from "./looks.module.css";
import type { LooksWording } from "./trail-table";

/** The days that stand out, each with its reason and its numbers, and the trail of that day behind it. */
export function UnusualTable({ days, wording: { locale, t } }: { days: readonly (UnusualDay & { userName: string })[]; wording: LooksWording }) {
  return (
    <Panel title={t("unusual.title")} lead={t("unusual.lead")}>
      {days.length === 0 ? <p className={styles.none}>{t("unusual.none")}</p> : (
        <div className={`${table.frame} ${table.cards}`}>
          <table className={table.table} aria-label={t("unusual.list")}>
            <thead><tr>{(["day", "who", "why"] as const).map((column) => <th key={column} scope="col">{t(`unusual.column.${column}`)}</th>)}</tr></thead>
            <tbody>
              {days.map(({ userId, userName, day, sign, count, usual, from }) => (
                <tr key={`${userId} ${day} ${sign}`}>
                  <th scope="row" className={table.title}>
                    <Link prefetch={false} className={table.rowLink} href={`/supervision/looks?person=${userId}&from=${day}&until=${day}` as Route} aria-label={t("unusual.see", { person: userName, day: formatDay(locale, day) })}>{formatDay(locale, day)}</Link>
                  </th>
                  <td data-label={t("unusual.column.who")}>{userName}</td>
                  <td data-label={t("unusual.column.why")} className={table.wide}>{t(`unusual.${sign}`, { count, usual: formatNumber(locale, usual), from })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}
