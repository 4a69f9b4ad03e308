import type { useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import table from "@/components/ui/data-table.module.css";
import { formatNumber } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import type { ImportedFile, RowCountsView } from "./delivery-views";
import styles from "./imports.module.css";

const COUNTS = ["created", "updated", "unchanged", "refused"] as const satisfies (keyof RowCountsView)[];

type CountsTableProps = {
  uploadId: string;
  files: readonly ImportedFile[];
  /** What would become of rows, or what became of them. */
  tense: "next" | "counts";
  wording: { t: ReturnType<typeof useTranslations<"imports">>; locale: Locale };
};

/** Rows by file and by what becomes of them; the refused ones to take away. */
export function CountsTable({ uploadId, files, tense, wording: { t, locale } }: CountsTableProps) {
  return (
    <div className={`${table.frame} ${table.cards}`}>
      <table className={table.table} aria-label={tense === "next" ? t("preview.table") : t("confirm.table")}>
        <thead>
          <tr>
            <th scope="col">{t("preview.file")}</th>
            {COUNTS.map((name) => <th key={name} scope="col" className={table.number}>{t(`${tense}.${name}`)}</th>)}
            <th scope="col"><span className="visually-hidden">{t("preview.download")}</span></th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ id, name, counts, keptRefused }) => (
            <tr key={id}>
              <th scope="row" className={`${table.title} ${styles.fileNames}`}>{name}</th>
              {COUNTS.map((count) => (
                <td key={count} data-label={t(`${tense}.${count}`)} className={table.number}>
                  <span className={count === "refused" && counts.refused > 0 ? styles.refused : undefined}>{formatNumber(locale, counts[count])}</span>
                </td>
              ))}
              <td className={`${table.number} ${table.wide}`}>
                {keptRefused > 0 && (
                  <a className={button.quiet} href={`/api/imports/${uploadId}/files/${id}/refused`} download aria-label={t("preview.downloadOf", { file: name })}>{t("preview.download")}</a>
                )}
                {keptRefused > 0 && keptRefused < counts.refused && <small className={styles.under}>{t("preview.kept", { count: keptRefused })}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
