"use client";
import { useLocale, useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag } from "@/components/ui/tag";
import { formatInstant } from "@/lib/i18n/format";
import styles from "./approach.module.css";
import { EditKitButton } from "./edit-kit-button";
import type { ChangeKit, KitView } from "./kit-view";
import { ResetKitButton } from "./reset-kit-button";
import { useSubSegmentWords } from "./sub-segment-words";

type KitTableProps = { label: string; kits: readonly KitView[]; saveKit: ChangeKit; resetKit: ChangeKit };

/** The sub-segments of a segment with the words in force, and whose words they are. */
export function KitTable({ label, kits, saveKit, resetKit }: KitTableProps) {
  const t = useTranslations("approachKit.column");
  return (
    <div className={`${table.frame} ${table.cards}`} tabIndex={0} role="region" aria-label={label}>
      <table className={table.table}>
        <thead>
          <tr>
            {(["subSegment", "opening", "angle", "channel"] as const).map((column) => <th key={column} scope="col">{t(column)}</th>)}
            <th scope="col"><span className="visually-hidden">{t("commands")}</span></th>
          </tr>
        </thead>
        <tbody>{kits.map((kit) => <KitRow key={`${kit.segment} ${kit.lifeStage} ${kit.zone}`} kit={kit} saveKit={saveKit} resetKit={resetKit} />)}</tbody>
      </table>
    </div>
  );
}

function KitRow({ kit, saveKit, resetKit }: Omit<KitTableProps, "label" | "kits"> & { kit: KitView }) {
  const t = useTranslations("approachKit");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const name = useSubSegmentWords(kit);
  return (
    <tr>
      <th scope="row" className={`${table.title} ${styles.name}`}>
        {name} {kit.edited && <Tag tone="info" title={t("editedBy", { name: kit.edited.by, at: formatInstant(locale, kit.edited.at) })}>{t("edited")}</Tag>}
      </th>
      <td data-label={t("column.opening")} className={table.wide}>{kit.opening[locale]}</td>
      <td data-label={t("column.angle")} className={table.wide}>{kit.angle[locale]}</td>
      <td data-label={t("column.channel")}>{kit.channel === null ? t("byService") : domain(`channel.${kit.channel}`)}</td>
      <td className={table.wide}>
        <span className={styles.commands}>
          <EditKitButton kit={kit} name={name} saveKit={saveKit} />
          {kit.edited && <ResetKitButton kit={kit} version={kit.edited.version} name={name} resetKit={resetKit} />}
        </span>
      </td>
    </tr>
  );
}
