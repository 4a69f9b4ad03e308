import type { Route } from "next";
import Link from "next/link";
import type { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { trailKindOf, type TrailEntry } from "@/lib/domain/audit-trail";
import { formatInstant } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import type { Messages } from "@/lib/i18n/messages/fr";

export type LooksWording = { locale: Locale; t: ReturnType<typeof useTranslations<"looks">> };

type Where = keyof Messages["looks"]["where"];

/** What a line says: the kind of look, and where; of anything else what was done, where that has words. `places`: those with words. */
export function trailWords({ action, where }: TrailEntry, places: readonly string[], t: LooksWording["t"]): string {
  const isPlace = (name: string): name is Where => places.includes(name);
  const done = `action.${action}` as "action.session.start";
  return [t.has(done) ? t(done) : t(`kind.${trailKindOf(action)}`), where !== null && isPlace(where) && t(`where.${where}`)].filter(Boolean).join(" · ");
}

/** Lines of the trail: when, who, what, and whom it showed; a client leads to their own trail. `places`: those with words. */
export function TrailTable({ rows, places, wording: { locale, t } }: { rows: readonly TrailEntry[]; places: readonly string[]; wording: LooksWording }) {
  const columns = ["at", "who", "what", "client"] as const;
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list")}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={table.title}><time dateTime={row.at}>{formatInstant(locale, new Date(row.at))}</time></th>
              <td data-label={t("column.who")}>{row.userName}</td>
              <td data-label={t("column.what")}>{trailWords(row, places, t)}</td>
              <td data-label={t("column.client")}>
                {row.clientId !== null && <Link prefetch={false} href={`/supervision/looks?client=${row.clientId}` as Route}>{row.clientName}</Link>}
                {row.clientId === null && row.shown !== null && t("shown", { count: row.shown })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
