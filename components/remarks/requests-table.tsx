import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag } from "@/components/ui/tag";
import type { RequestCard, RequestSide } from "@/lib/domain/correction-request";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import styles from "./remarks.module.css";

export type RequestsWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"remarks">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

type RequestsTableProps = { rows: readonly RequestCard[]; side: RequestSide; wording: RequestsWording };

/** Requests, each with the entry behind it. */
export function RequestsTable({ rows, side, wording }: RequestsTableProps) {
  const { t } = wording;
  const columns = ["client", "entry", "asked", "last", "due", ...(side === "SUPERVISOR" ? (["advisor"] as const) : [])] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list.label")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`list.column.${column}`)}</th>)}</tr></thead>
        <tbody>{rows.map((row) => <Row key={row.id} row={row} side={side} wording={wording} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ row, side, wording: { locale, t, domain } }: { row: RequestCard } & Omit<RequestsTableProps, "rows">) {
  return (
    <tr>
      <th scope="row" className={table.title}>
        <Link prefetch={false} className={table.rowLink} href={`/clients/${row.clientId}/entries/${row.interactionId}` as Route}>{row.lastName} {row.firstName}</Link>
      </th>
      <td data-label={t("list.column.entry")}>
        {formatDay(locale, row.occurredOn)}
        <span className={styles.more}>{domain(`channel.${row.channel}`)} · {domain(`outcome.${row.outcome}`)}</span>
      </td>
      <td data-label={t("list.column.asked")} className={table.wide}>
        {t(`reason.${row.reason}`)}
        <span className={styles.more}>{row.text}</span>
        <span className={styles.more}>{t("list.askedBy", { name: row.askedBy, day: formatDay(locale, row.askedOn) })}</span>
      </td>
      <td data-label={t("list.column.last")} className={table.wide}>
        {t(`kind.${row.lastStep}`)} <span className={styles.more}>{formatDay(locale, row.lastOn)}</span>
        {row.lastStep !== "ASKED" && row.lastText && <span className={styles.more}>{row.lastText}</span>}
      </td>
      <td data-label={t("list.column.due")}>{formatDay(locale, row.dueOn)} {row.isLate && <Tag tone="danger">{t("late")}</Tag>}</td>
      {side === "SUPERVISOR" && <td data-label={t("list.column.advisor")}>{row.advisorName}</td>}
    </tr>
  );
}
