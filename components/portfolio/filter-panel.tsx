"use client";
import type { FilterField } from "./filter-fields";
import styles from "./portfolio-toolbar.module.css";

type FilterPanelProps = {
  id: string;
  label: string;
  /** The choice of asking for nothing. */
  any: string;
  fields: readonly FilterField[];
  /** What is asked for, by the fields' names. */
  chosen: URLSearchParams;
  onChoose: (name: string, value: string | null) => void;
};

/** Every condition of the list. The browser's own controls: quick on a phone, and nothing to load. */
export function FilterPanel({ id, label, any, fields, chosen, onChoose }: FilterPanelProps) {
  return (
    <div id={id} role="group" aria-label={label} className={styles.panel}>
      {fields.map((field) => field.options.length === 1
        ? <Toggle key={field.name} field={field} value={chosen.get(field.name)} onChoose={onChoose} />
        : <Choice key={field.name} field={field} value={chosen.get(field.name)} any={any} onChoose={onChoose} />)}
    </div>
  );
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
