"use client";
import { useTranslations } from "next-intl";
import { useId, type InputHTMLAttributes, type ReactNode } from "react";
import type { EditableProfile } from "@/lib/domain/interaction-log";
import { MARITAL_STATUSES, SERVICE_MODELS } from "@/lib/domain/profile";
import { Help } from "./chip-group";
import type { ProfileDraft } from "./log-draft";
import styles from "./log-dialog.module.css";

const OCCUPATIONS = ["1", "2", "3", "4", "5", "6", "7", "8"] as const;

type ProfileFieldsProps = {
  value: ProfileDraft;
  onChange: (field: keyof EditableProfile, typed: string) => void;
  errorOf: (field: string) => string | undefined;
};

/** What the client says has changed. An emptied field becomes unknown. */
export function ProfileFields({ value, onChange, errorOf }: ProfileFieldsProps) {
  const t = useTranslations("log");
  const domain = useTranslations("domain");
  const unknown = <option value="">{useTranslations("common")("unknown")}</option>;
  const field = (name: keyof EditableProfile) => ({ value: value[name], error: errorOf(`profile.${name}`), onType: (typed: string) => onChange(name, typed) });
  return (
    <div className={styles.fields}>
      <Field label={t("maritalStatus")} {...field("maritalStatus")}>
        {unknown}
        {MARITAL_STATUSES.map((status) => <option key={status} value={status}>{domain(`maritalStatus.${status}`)}</option>)}
      </Field>
      <Field label={t("dependentChildren")} {...field("dependentChildren")} inputMode="numeric" />
      <Field label={t("occupation")} {...field("occupation")}>
        {unknown}
        {OCCUPATIONS.map((occupation) => <option key={occupation} value={occupation}>{domain(`occupation.${occupation}`)}</option>)}
      </Field>
      <Field label={t("income")} {...field("incomeCents")} inputMode="decimal" />
      <Field label={t("serviceModel")} {...field("serviceModel")}>
        {SERVICE_MODELS.map((model) => <option key={model} value={model}>{domain(`serviceModel.${model}`)}</option>)}
      </Field>
      <Field label={t("email")} {...field("email")} inputMode="email" />
      <Field label={t("phone")} {...field("phone")} inputMode="tel" />
    </div>
  );
}

type FieldProps = Pick<InputHTMLAttributes<HTMLInputElement>, "inputMode"> & {
  label: string;
  value: string;
  error: string | undefined;
  onType: (typed: string) => void;
  /** The options of a choice; without them it is typed. */
  children?: ReactNode;
};

function Field({ label, value, error, onType, inputMode, children }: FieldProps) {
  const [id, helpId] = [useId(), useId()];
  const control = {
    id, value, className: `${styles.day} ${styles.whole}`, "aria-invalid": error ? true : undefined, "aria-describedby": error ? helpId : undefined,
    onChange: (event: { target: { value: string } }) => onType(event.target.value),
  };
  return (
    <div className={styles.group}>
      <label htmlFor={id} className={styles.legend}>{label}</label>
      {children ? <select {...control}>{children}</select> : <input type="text" autoComplete="off" inputMode={inputMode} {...control} />}
      <Help id={helpId} error={error} />
    </div>
  );
}
