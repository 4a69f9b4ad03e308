import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import table from "@/components/ui/data-table.module.css";
import type { PreviewedFile } from "./delivery-views";
import styles from "./imports.module.css";

/** The first rows of a file that would be created, changed or refused; the changed ones column by column. */
export function PreviewExamples({ file: { name, counts, created, changed, refused } }: { file: PreviewedFile }) {
  const t = useTranslations("imports.preview");
  const lines = (rows: readonly { line: number }[]) => new Set(rows.map(({ line }) => line)).size;
  const shown = (count: number, rows: readonly { line: number }[]) => ({ file: name, shown: lines(rows) >= count ? "all" : "some" });
  return (
    <>
      {refused.length > 0 && (
        <Examples title={t("refusedIn", shown(counts.refused, refused))} columns={[t("line"), t("reason"), t("content")]} isOpen>
          {refused.map(({ line, reasons, cells }) => (
            <tr key={line}>
              <th scope="row" className={table.title}><span className={styles.lineWord}>{t("line")} </span>{line}</th>
              <td data-label={t("reason")} className={table.wide}>{reasons.map((reason) => <div key={reason}>{reason}</div>)}</td>
              <td data-label={t("content")} className={`${table.wide} ${styles.cells}`}>{cells}</td>
            </tr>
          ))}
        </Examples>
      )}
      {changed.length > 0 && (
        <Examples title={t("changed", shown(counts.updated, changed))} columns={[t("line"), t("key"), t("column"), t("before"), t("after")]}>
          {changed.map(({ line, key, column, before, after }) => (
            <tr key={`${line} ${column}`}>
              <th scope="row" className={table.title}><span className={styles.lineWord}>{t("line")} </span>{line}</th>
              <td data-label={t("key")}>{key}</td>
              <td data-label={t("column")}>{column}</td>
              <td data-label={t("before")} className={styles.cells}>{before ?? "–"}</td>
              <td data-label={t("after")} className={styles.cells}>{after ?? "–"}</td>
            </tr>
          ))}
        </Examples>
      )}
      {created.length > 0 && (
        <Examples title={t("created", shown(counts.created, created))} columns={[t("line"), t("key")]}>
          {created.map(({ line, key }) => (
            <tr key={line}><th scope="row" className={table.title}><span className={styles.lineWord}>{t("line")} </span>{line}</th><td data-label={t("key")} className={table.wide}>{key}</td></tr>
          ))}
        </Examples>
      )}
    </>
  );
}

function Examples({ title, columns, isOpen = false, children }: { title: string; columns: readonly string[]; isOpen?: boolean; children: ReactNode }) {
  return (
    <details className={styles.columns} open={isOpen}>
      <summary>{title}</summary>
      <div className={`${table.frame} ${table.cards}`} role="region" tabIndex={0} aria-label={title}>
        <table className={table.table}>
          <thead><tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </details>
  );
}
