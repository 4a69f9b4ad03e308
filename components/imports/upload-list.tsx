import Link from "next/link";
import type { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { type Tone, Tag } from "@/components/ui/tag";
import { deliveryState, type DeliveryState } from "@/lib/domain/deliveries";
import type { UploadCard } from "@/lib/domain/uploads";
import { formatBytes, formatInstant, formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import styles from "./imports.module.css";

type UploadListProps = { rows: readonly UploadCard[]; wording: { locale: Locale; t: ReturnType<typeof useTranslations<"imports">> } };

/** The imports of the bank, each with its page behind it. */
export function UploadList({ rows, wording: { locale, t } }: UploadListProps) {
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={t("list")}>
        <thead>
          <tr>
            <th scope="col">{t("column.sent")}</th>
            <th scope="col">{t("column.files")}</th>
            <th scope="col">{t("column.state")}</th>
            <th scope="col">{t("column.rows")}</th>
            <th scope="col" className={table.number}>{t("column.size")}</th>
            <th scope="col">{t("column.by")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row" className={table.title}>
                <Link prefetch={false} className={table.rowLink} href={`/admin/imports/${row.id}`}>{formatInstant(locale, row.createdAt)}</Link>
              </th>
              <td data-label={t("column.files")} className={`${table.wide} ${styles.fileNames}`}>{namesOf(row, t)}</td>
              <td data-label={t("column.state")}><StateTag state={deliveryState(row.facts)} t={t} /></td>
              <td data-label={t("column.rows")}>{countsOf(row, { locale, t })}</td>
              <td data-label={t("column.size")} className={table.number}>{formatBytes(locale, row.totalBytes)}</td>
              <td data-label={t("column.by")}>{row.createdByName}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function StateTag({ state, t }: { state: DeliveryState; t: UploadListProps["wording"]["t"] }) {
  return <Tag tone={STATE_TONES[state]}>{t(`state.${state}`)}</Tag>;
}

const STATE_TONES: Readonly<Record<DeliveryState, Tone>> = {
  OPEN: "neutral", PREVIEWING: "info", REFUSED: "warning", PREVIEWED: "info", IMPORTING: "info", STOPPED: "warning", IMPORTED: "success",
};

/** What became of its rows, where it was imported. */
function countsOf({ counts }: UploadCard, { locale, t }: UploadListProps["wording"]): string {
  if (counts === null) return "–";
  const said = (["created", "updated", "refused"] as const).filter((name) => counts[name] > 0);
  return said.length === 0 ? t("preview.none") : said.map((name) => `${t(`counts.${name}`)} ${formatNumber(locale, counts[name])}`).join(" · ");
}

function namesOf({ fileCount, fileNames }: UploadCard, t: UploadListProps["wording"]["t"]): string {
  if (fileCount === 0) return t("noFileYet");
  const names = fileNames.join(", ");
  const more = fileCount - fileNames.length;
  return more > 0 ? `${names} ${t("andMore", { count: more })}` : names;
}
