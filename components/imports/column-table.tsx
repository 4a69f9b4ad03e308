import { useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag, type Tone } from "@/components/ui/tag";
import { ChoiceSelect, type ChooseForFile, IGNORED } from "./choice-select";
import type { ColumnView, DetectedFile, SampleCell } from "./delivery-views";
import styles from "./imports.module.css";

type ColumnTableProps = { uploadId: string; file: DetectedFile; choose: ChooseForFile | null };

const TONES: Readonly<Record<ColumnView["by"], Tone>> = { CHOSEN: "info", REMEMBERED: "info", NAME: "success", SYNONYM: "success", REASON: "neutral", NONE: "warning" };

/** The columns of a file, what each becomes, and its first values as they are read. */
export function ColumnTable({ uploadId, file, choose }: ColumnTableProps) {
  const t = useTranslations("imports.detected");
  return (
    <div className={`${table.frame} ${table.cards}`} role="region" tabIndex={0} aria-label={t("columns", { file: file.name })}>
      <table className={table.table}>
        <thead><tr>{(["source", "target", "samples"] as const).map((name) => <th key={name} scope="col">{t(`column.${name}`)}</th>)}</tr></thead>
        <tbody>
          {file.columns.map((column, place) => (
            <tr key={`${place} ${column.header}`}>
              <th scope="row" className={`${table.title} ${styles.fileNames}`}>{column.header === "" ? t("empty") : column.header}</th>
              <td data-label={t("column.target")} className={table.wide}><Target {...{ uploadId, file, choose, column }} /></td>
              <td data-label={t("column.samples")} className={table.wide}><Samples samples={column.samples} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Target({ uploadId, file, choose, column }: ColumnTableProps & { column: ColumnView }) {
  const t = useTranslations("imports.detected");
  const { by, header } = column;
  const value = column.column ?? (by === "NONE" || by === "REASON" ? "" : IGNORED);
  const options = [
    ...(value === "" ? [{ value: "", label: t("toSay") }] : by === "CHOSEN" ? [{ value: "", label: t("findOut") }] : []),
    { value: IGNORED, label: t("ignore") },
    ...file.known.map(({ name, isNeeded }) => ({ value: name, label: isNeeded ? t("needed", { column: name }) : name })),
  ];
  const isFixed = choose === null || by === "REASON" || file.known.length === 0;
  return (
    <span className={styles.target}>
      {isFixed ? <span>{column.column ?? (by === "CHOSEN" || by === "REMEMBERED" ? t("ignore") : "–")}</span> : (
        <ChoiceSelect file={{ uploadId, id: file.id }} choice={file.choice} target={{ header }} value={value} options={options} label={t("targetOf", { column: header, file: file.name })} isDoubtful={by === "NONE"} choose={choose} />
      )}
      <Tag tone={TONES[by]}>{t(`by.${by}`)}</Tag>
    </span>
  );
}

function Samples({ samples }: { samples: readonly SampleCell[] }) {
  const t = useTranslations("imports.detected");
  return (
    <ul className={styles.samples}>
      {samples.map(({ raw, read, fault }, place) => (
        <li key={`${place} ${raw}`} data-fault={fault !== null}>
          <span className={styles.raw}>{raw === "" ? t("empty") : raw}</span>{read !== null && <> → {read}</>}{fault !== null && <small> {fault}</small>}
        </li>
      ))}
    </ul>
  );
}
