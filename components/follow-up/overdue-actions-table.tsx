import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import { SegmentChip } from "@/components/clients/segment-chip";
import table from "@/components/ui/data-table.module.css";
import type { OverdueAction } from "@/lib/domain/portfolio";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import styles from "./behind-figure.module.css";

type OverdueActionsTableProps = {
  rows: readonly OverdueAction[];
  /** What a client's page is told of the list it was opened from. */
  origin: string;
  wording: {
    locale: Locale;
    t: ReturnType<typeof useTranslations<"followUp.actions">>;
    actions: ReturnType<typeof useTranslations<"actions">>;
    domain: ReturnType<typeof useTranslations<"domain">>;
  };
};

/** Overdue actions, each with the client's page behind it. */
export function OverdueActionsTable({ rows, origin, wording: { locale, t, actions, domain } }: OverdueActionsTableProps) {
  const columns = ["client", "action", "dueOn", "segment", "advisor"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={table.title}>
                <Link prefetch={false} className={table.rowLink} href={`/clients/${row.clientId}?${origin}` as Route}>{row.lastName} {row.firstName}</Link>
              </th>
              <td data-label={t("column.action")} className={table.wide}>{[domain(`actionKind.${row.kind}`), row.productName?.[locale]].filter(Boolean).join(" · ")}</td>
              <td data-label={t("column.dueOn")}>{formatDay(locale, row.dueOn)}<small className={styles.late}>{actions("due.overdue", { days: row.lateDays })}</small></td>
              <td data-label={t("column.segment")}><SegmentChip segment={row.segment} label={domain(`segment.${row.segment ?? "NEW"}`)} /></td>
              <td data-label={t("column.advisor")}>{row.advisorName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
