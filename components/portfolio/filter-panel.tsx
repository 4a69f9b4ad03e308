"use client";
import { useTranslations } from "next-intl";
import type { FilterField } from "./filter-fields";
import styles from "./portfolio-toolbar.module.css";
import type { FieldsState } from "./use-filter-fields";

type FilterPanelProps = {
  id: string;
  label: string;
  /** The choice of asking for nothing. */
  any: string;
  fields: FieldsState;
  /** What is asked for, by the fields' names. */
  chosen: URLSearchParams;
  onChoose: (name: string, value: string | null) => void;
};

/** Every condition of the list. The browser's own controls: quick on a phone, and nothing to load. */
export function FilterPanel({ id, label, any, fields, chosen, onChoose }: FilterPanelProps) {
  const errors = useTranslations("errors.code");
  return (
    <div id={id} role="group" aria-label={label} aria-busy={fields.state === "ASKED"} className={styles.panel}>
      {fields.state === "ASKED" && <Waiting />}
      {fields.state === "REFUSED" && <p role="alert" className={styles.refused}>{errors(fields.code)}</p>}
      {fields.state === "READY" && fields.fields.map((field) => field.options.length === 1
        ? <Toggle key={field.name} field={field} value={chosen.get(field.name)} onChoose={onChoose} />
        : <Choice key={field.name} field={field} value={chosen.get(field.name)} any={any} onChoose={onChoose} />)}
    </div>
  );
}

/** As high as the fields are at a desk: the list below moves once. */
function Waiting() {
  const t = useTranslations("common");
  return <p role="status" className={styles.waiting}><span className="visually-hidden">{t("loading")}</span></p>;
}

type FieldProps = { field: FilterField; value: string | null; onChoose: FilterPanelProps["onChoose"] };

function Choice({ field: { name, label, options }, value, any, onChoose }: FieldProps & { any: string }) {
  return (
    <label className={styles.field}>
      <span>{label}</span>
      <select value={value ?? ""} data-chosen={value !== null || undefined} onChange={(event) => onChoose(name, event.target.value || null)}>
        <option value="">{any}</option>
        {options.map((option) => <option key={option.value} value={option.value}>{option.label}</option>)}
      </select>
    </label>
  );
}

function Toggle({ field: { name, label, options }, value, onChoose }: FieldProps) {
  return (
    <label className={styles.toggle}>
      <input type="checkbox" checked={value !== null} onChange={(event) => onChoose(name, event.target.checked ? (options[0]?.value ?? null) : null)} />
      {label}
    </label>
  );
}
