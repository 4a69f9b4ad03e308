import { useLocale, useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Panel } from "@/components/ui/panel";
import type { ActivityMonth } from "@/lib/domain/client-sheet";
import type { Day } from "@/lib/domain/dates";
import { formatDay, formatEuros, formatNumber } from "@/lib/i18n/format";
import { ActivityChart } from "./activity-chart";
import { seriesOf } from "./activity-series";
import charts from "./charts.module.css";
import styles from "./sheet.module.css";

/** Two years drawn, and the same as a table. */
export function ActivityPanel({ activity, closedMonth }: { activity: readonly ActivityMonth[]; closedMonth: Day | null }) {
  const t = useTranslations("client.activity");
  if (activity.length === 0 || closedMonth === null) return <Panel title={t("title")}><p className={styles.quiet}>{t("none")}</p></Panel>;
  return (
    <Panel title={t("title")}>
      <div className={charts.smallOnes}>
        <ActivityChart name={t("pnb")} kind="bars" series={seriesOf(activity, closedMonth, (row) => row.pnbCents)} />
        <ActivityChart name={t("moneyIn")} kind="line" series={seriesOf(activity, closedMonth, (row) => row.moneyInCents)} />
        <ActivityChart name={t("balance")} kind="line" series={seriesOf(activity, closedMonth, (row) => row.balanceCents)} />
      </div>
      <details className={styles.fold}>
        <summary>{t("figures")}</summary>
        <Figures activity={activity} />
      </details>
    </Panel>
  );
}

function Figures({ activity }: { activity: readonly ActivityMonth[] }) {
  const t = useTranslations("client.activity");
  const locale = useLocale();
  const columns = [t("month"), t("pnb"), t("moneyIn"), t("income"), t("balance"), t("operations"), t("sessions")];
  return (
    <div className={table.frame} tabIndex={0} role="group" aria-label={t("title")}>
      <table className={table.table}>
        <thead><tr>{columns.map((column, place) => <th key={column} scope="col" className={place > 0 ? table.number : undefined}>{column}</th>)}</tr></thead>
        <tbody>
          {activity.toReversed().map((row) => (
            <tr key={row.month}>
              <th scope="row">{formatDay(locale, row.month, "month")}</th>
              {[row.pnbCents, row.moneyInCents, row.incomeInCents, row.balanceCents].map((cents, place) => <td key={place} className={table.number}>{formatEuros(locale, cents)}</td>)}
              {[row.davOperations, row.digitalSessions].map((count, place) => <td key={place} className={table.number}>{formatNumber(locale, count)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
