import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import { SegmentChip } from "@/components/clients/segment-chip";
import table from "@/components/ui/data-table.module.css";
import type { TrendEntry } from "@/lib/domain/follow-up-entries";
import type { FollowUpPart } from "@/lib/domain/follow-up-measures";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { detailWords } from "./detail-words";

export type EntryWording = { locale: Locale; t: ReturnType<typeof useTranslations<"trend">>; domain: ReturnType<typeof useTranslations<"domain">> };

type TrendEntriesTableProps = { rows: readonly TrendEntry[]; part: FollowUpPart; wording: EntryWording };

/** The entries behind a figure, each with the client's page behind it, and the contact on its timeline where there is one. */
export function TrendEntriesTable({ rows, part, wording }: TrendEntriesTableProps) {
  const { locale, t, domain } = wording;
  const said = rows.map((row) => ({ row, words: entryWords(row, part, wording) }));
  // A column that says nothing of any of them is left out.
  const spoken = (["about", "detail", "contact"] as const).filter((column) => said.some(({ words }) => words[column] !== ""));
  const columns = ["client", "onDay", ...spoken, "segment", "advisor"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("entries.list")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`entries.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {said.map(({ row, words }) => (
            <tr key={`${row.clientId} ${row.entryId}`}>
              <th scope="row" className={table.title}>
                <Link prefetch={false} className={table.rowLink} href={`/clients/${row.clientId}${row.interactionId ? `#entry-${row.interactionId}` : ""}` as Route}>{row.lastName} {row.firstName}</Link>
              </th>
              <td data-label={t("entries.column.onDay")}>{row.onDay === null ? t("entries.never") : formatDay(locale, row.onDay)}</td>
              {spoken.map((column) => <td key={column} data-label={t(`entries.column.${column}`)} className={words[column] === "" ? table.hidden : undefined}>{words[column]}</td>)}
              <td data-label={t("entries.column.segment")}><SegmentChip segment={row.tab === "NEW" ? null : row.tab} label={domain(`segment.${row.tab}`)} /></td>
              <td data-label={t("entries.column.advisor")}>{row.advisorName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What an entry says beside its client and its day; empty where it says nothing. */
export function entryWords({ kind, productName, detail, channel, outcome }: TrendEntry, part: FollowUpPart, { locale, t, domain }: EntryWording): { about: string; detail: string; contact: string } {
  const about = kind === null ? "" : productName ? `${domain(`actionKind.${kind}`)}, ${productName[locale]}` : domain(`actionKind.${kind}`);
  const said = detail === null ? "" : part === "ACCEPTED" ? t("entries.after", { days: Number(detail) }) : detailWords(detail, domain);
  return { about, detail: said, contact: channel && outcome ? `${domain(`channel.${channel}`)}, ${domain(`outcome.${outcome}`)}` : "" };
}
