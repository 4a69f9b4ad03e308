import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag, type Tone } from "@/components/ui/tag";
import { inboxAddress, type InboxItem, type InboxKind } from "@/lib/domain/inbox";
import { formatDay } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import styles from "./inbox.module.css";

export type InboxWording = { locale: Locale; t: ReturnType<typeof useTranslations<"inbox">> };

const TONES: Record<InboxKind, Tone> = { REQUEST: "warning", TASK: "warning", ANSWER: "info", CHECK: "info", REVIEW: "neutral", MENTION: "neutral" };

/** What waits for the reader, each with the way to where it is done. */
export function InboxTable({ items, wording }: { items: readonly InboxItem[]; wording: InboxWording }) {
  const { t } = wording;
  const hasDays = items.some(({ dueOn }) => dueOn !== null);
  const columns = ["subject", "kind", "text", "since", ...(hasDays ? (["due"] as const) : [])] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("label")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>{items.map((item) => <Row key={`${item.kind} ${item.id}`} item={item} hasDays={hasDays} wording={wording} />)}</tbody>
      </table>
    </div>
  );
}

function Row({ item, hasDays, wording: { locale, t } }: { item: InboxItem; hasDays: boolean; wording: InboxWording }) {
  return (
    <tr>
      <th scope="row" className={table.title}>
        <Link prefetch={false} className={table.rowLink} href={inboxAddress(item) as Route}>{item.clientName ?? item.campaignName}</Link>
        {item.clientName && item.campaignName && <span className={styles.more}>{item.campaignName}</span>}
      </th>
      <td data-label={t("column.kind")}><Tag tone={TONES[item.kind]}>{t(`kind.${item.kind}`)}</Tag></td>
      <td data-label={t("column.text")} className={table.wide}><span className={styles.text}>{item.kind === "REVIEW" ? t("toReview", { count: item.toReview, differing: item.toSettle }) : item.text}</span></td>
      <td data-label={t("column.since")}>{formatDay(locale, item.since)} <span className={styles.more}>{item.byName}</span></td>
      {hasDays && <td data-label={t("column.due")}>{item.dueOn ? formatDay(locale, item.dueOn) : <span className={table.muted}>–</span>} {item.isLate && <Tag tone="danger">{t("late")}</Tag>}</td>}
    </tr>
  );
}
