import button from "@/components/ui/button.module.css";
import styles from "./filter-form.module.css";

export type FilterField = { name: string; label: string; value: string; any: string | null; options: readonly { value: string; label: string }[] };

type FilterFormProps = { label: string; action: string; fields: readonly FilterField[]; submit: string; /** Conditions that stay as they are. */ kept?: Readonly<Record<string, string>> };

/** What a list or figures are of, as a plain form: it works before anything of the page has been loaded. */
export function FilterForm({ label, action, fields, submit, kept = {} }: FilterFormProps) {
  return (
    <form method="get" action={action} aria-label={label} className={styles.form}>
      {Object.entries(kept).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
      {fields.map((field) => (
        <label key={field.name}>
          <span>{field.label}</span>
          {/* Keyed by its value: after a link to another period the browser would keep the former choice. */}
          <select key={field.value} name={field.name} defaultValue={field.value}>
            {field.any !== null && <option value="">{field.any}</option>}
            {field.options.map(({ value, label: name }) => <option key={value} value={value}>{name}</option>)}
          </select>
        </label>
      ))}
      <button type="submit" className={button.primary}>{submit}</button>
    </form>
  );
}
