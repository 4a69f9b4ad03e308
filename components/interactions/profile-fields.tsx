"use client";
import { useTranslations } from "next-intl";
import TextField from "@mui/material/TextField";
import type { EditableProfile } from "@/lib/domain/interaction-log";
import { MARITAL_STATUSES, SERVICE_MODELS } from "@/lib/domain/profile";
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
  const unknown = useTranslations("common")("unknown");
  const field = (name: keyof EditableProfile) => {
    const error = errorOf(`profile.${name}`);
    return { value: value[name], error: error !== undefined, helperText: error, onChange: (event: { target: { value: string } }) => onChange(name, event.target.value) };
  };
  const choice = { select: true, slotProps: { select: { native: true }, inputLabel: { shrink: true } } } as const;
  return (
    <div className={styles.fields}>
      <TextField label={t("maritalStatus")} {...choice} {...field("maritalStatus")}>
        <option value="">{unknown}</option>
        {MARITAL_STATUSES.map((status) => <option key={status} value={status}>{domain(`maritalStatus.${status}`)}</option>)}
      </TextField>
      <TextField label={t("dependentChildren")} {...field("dependentChildren")} slotProps={{ htmlInput: { inputMode: "numeric" } }} />
      <TextField label={t("occupation")} {...choice} {...field("occupation")}>
        <option value="">{unknown}</option>
        {OCCUPATIONS.map((occupation) => <option key={occupation} value={occupation}>{domain(`occupation.${occupation}`)}</option>)}
      </TextField>
      <TextField label={t("income")} {...field("incomeCents")} slotProps={{ htmlInput: { inputMode: "decimal" } }} />
      <TextField label={t("serviceModel")} {...choice} {...field("serviceModel")}>
        {SERVICE_MODELS.map((model) => <option key={model} value={model}>{domain(`serviceModel.${model}`)}</option>)}
      </TextField>
      <TextField label={t("email")} {...field("email")} slotProps={{ htmlInput: { inputMode: "email", autoComplete: "off" } }} />
      <TextField label={t("phone")} {...field("phone")} slotProps={{ htmlInput: { inputMode: "tel", autoComplete: "off" } }} />
    </div>
  );
}
