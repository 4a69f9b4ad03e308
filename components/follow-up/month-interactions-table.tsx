import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import { SegmentChip } from "@/components/clients/segment-chip";
import table from "@/components/ui/data-table.module.css";
import type { MonthInteraction } from "@/lib/domain/portfolio";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

type MonthInteractionsTableProps = {
  rows: readonly MonthInteraction[];
  /** What a client's page is told of the list it was opened from. */
  origin: string;
  wording: {
    locale: Locale;
    t: ReturnType<typeof useTranslations<"followUp.interactions">>;
    domain: ReturnType<typeof useTranslations<"domain">>;
  };
};

/** This month's interactions, each with the client's page behind it. */
export function MonthInteractionsTable({ rows, origin, wording: { locale, t, domain } }: MonthInteractionsTableProps) {
  const columns = ["client", "occurredOn", "channel", "outcome", "segment", "advisor", "by"] as const;
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
              <td data-label={t("column.occurredOn")}><Link prefetch={false} className={table.above} href={`/clients/${row.clientId}/entries/${row.id}` as Route}>{formatDay(locale, row.occurredOn)}</Link></td>
              <td data-label={t("column.channel")}>{domain(`channel.${row.channel}`)}</td>
              <td data-label={t("column.outcome")}>{domain(`outcome.${row.outcome}`)}</td>
              <td data-label={t("column.segment")}><SegmentChip segment={row.segment} label={domain(`segment.${row.segment ?? "NEW"}`)} /></td>
              <td data-label={t("column.advisor")}>{row.advisorName}</td>
              <td data-label={t("column.by")}>{row.userName ?? t("bank")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
