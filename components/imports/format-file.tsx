import { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import { columnMeaning } from "./column-meaning";
import styles from "./imports.module.css";

/** One file of the format: its columns, which of them must be there, and what may stand in them. */
export function FormatFile({ file, isNeeded, keyColumns }: { file: ImportFileName; isNeeded: boolean; keyColumns: readonly string[] }) {
  const t = useTranslations("imports.format");
  return (
    <Panel title={`${file}.csv`} lead={`${t(`about.${file}`)} ${isNeeded ? t("neededFile") : t("optionalFile")}`}>
      <div className={`${table.frame} ${table.cards}`}>
        <table className={table.table} aria-label={`${file}.csv`}>
          <thead><tr><th scope="col">{t("column")}</th><th scope="col">{t("presence")}</th><th scope="col">{t("content")}</th></tr></thead>
          <tbody>
            {Object.entries(importColumns(file)).map(([name, column]) => {
              const { kind, values } = columnMeaning(column);
              return (
                <tr key={name}>
                  <th scope="row" className={table.title}><code translate="no">{name}</code>{keyColumns.includes(name) && <> <Tag tone="info">{t("key")}</Tag></>}</th>
                  <td data-label={t("presence")}>{t(`presences.${column.presence}`)}</td>
                  <td data-label={t("content")} className={`${table.wide} ${styles.fileNames}`}>{t(`meaning.${kind}`, { list: values.list ?? "", min: values.min ?? 0, max: values.max ?? 0 })}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
