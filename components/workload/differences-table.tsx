import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { SegmentChip } from "@/components/clients/segment-chip";
import table from "@/components/ui/data-table.module.css";
import type { AdvisorDifference } from "@/lib/domain/advisor-difference";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import styles from "./differences.module.css";

export type DifferenceWording = {
  locale: Locale;
  t: ReturnType<typeof useTranslations<"differences">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

type DifferencesTableProps = { rows: readonly AdvisorDifference[]; /** What may be done about a row. */ doing: (row: AdvisorDifference) => ReactNode; wording: DifferenceWording };

/** Who has a client here and who in the core bank, since when and by whose decision. */
export function DifferencesTable({ rows, doing, wording }: DifferencesTableProps) {
  const { t, domain } = wording;
  const columns = ["client", "segment", "advisor", "feed", "why", "do"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.clientId}>
              <th scope="row" className={table.title}><Link prefetch={false} href={`/clients/${row.clientId}` as Route}>{row.lastName} {row.firstName}</Link></th>
              <td data-label={t("column.segment")} className={styles.segment}><SegmentChip segment={row.segment} label={domain(`segment.${row.segment ?? "NEW"}`)} /></td>
              <td data-label={t("column.advisor")}>{row.advisorName}</td>
              <td data-label={t("column.feed")}>{row.feedAdvisorName}</td>
              <td data-label={t("column.why")} className={table.wide}><Why row={row} wording={wording} /></td>
              <td data-label={t("column.do")} className={table.wide}>{doing(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The decision that made the difference, with the way to its files. */
function Why({ row: { kind, on, untilOn, decidedBy, reassignmentId, firstName, lastName }, wording: { locale, t } }: { row: AdvisorDifference; wording: DifferenceWording }) {
  if (kind === null || on === null) return t("why.none");
  const day = formatDay(locale, on);
  return (
    <>
      {t(`why.${kind}`, { day, until: untilOn ? formatDay(locale, untilOn) : "" })}
      <span className={styles.more}>
        {decidedBy !== null && t("decidedBy", { name: decidedBy })}
        {reassignmentId !== null && <Link prefetch={false} href={`/supervision/workload/handover/${reassignmentId}` as Route} aria-label={t("fileOf", { day, name: `${lastName} ${firstName}` })}>{t("file")}</Link>}
      </span>
    </>
  );
}
