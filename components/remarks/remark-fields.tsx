"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import fields from "@/components/agenda/fields.module.css";
import styles from "./remarks.module.css";

const LONGEST_TEXT = 1_000;

type TextFieldProps = { label: string; value: string; onChange: (text: string) => void; fault?: string; required?: boolean; /** False: what is too long stays, and whoever asks refuses it. */ isCut?: boolean };

/** The words of a remark. */
export function TextField({ label, value, onChange, fault, required = true, isCut = true }: TextFieldProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={fields.label}>{label}</label>
      <textarea id={id} className={fields.input} rows={3} maxLength={isCut ? LONGEST_TEXT : undefined} required={required} value={value} aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined} onChange={(event) => onChange(event.target.value)} />
      <Fault id={id} fault={fault} />
    </div>
  );
}

type DayFieldProps = { value: string; onChange: (day: string) => void; first: string; fault?: string };

/** Until when an answer is expected. */
export function DueField({ value, onChange, first, fault }: DayFieldProps) {
  const t = useTranslations("remarks.form");
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className={fields.label}>{t("dueOn")}</label>
      <input id={id} type="date" className={fields.input} min={first} required value={value} aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined} onChange={(event) => onChange(event.target.value)} />
      <Fault id={id} fault={fault} />
    </div>
  );
}

function Fault({ id, fault }: { id: string; fault?: string }) {
  return <p id={`${id}-fault`} role="alert" className={fields.fault} hidden={!fault} style={{ margin: "4px 0 0" }}>{fault}</p>;
}

type MentionFieldProps = { colleagues: readonly { id: number; name: string }[]; value: readonly number[]; onChange: (ids: number[]) => void };

/** Whom to tell, among those who may see the client. */
export function MentionField({ colleagues, value, onChange }: MentionFieldProps) {
  const t = useTranslations("remarks.form");
  if (colleagues.length === 0) return null;
  const toggled = (id: number) => (value.includes(id) ? value.filter((one) => one !== id) : [...value, id]);
  return (
    <fieldset className={fields.group}>
      <legend className={fields.label}>{t("mentions")}</legend>
      <div className={fields.row}>
        {colleagues.map(({ id, name }) => <label key={id} className={fields.choice}><input type="checkbox" checked={value.includes(id)} onChange={() => onChange(toggled(id))} /> {name}</label>)}
      </div>
    </fieldset>
  );
}
