"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Checkbox from "@mui/material/Checkbox";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import FormLabel from "@mui/material/FormLabel";
import TextField from "@mui/material/TextField";
import { useToast } from "@/components/ui/toaster";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import type { ActionResult } from "@/lib/errors";
import type { Messages } from "@/lib/i18n/messages/fr";
import styles from "./api-keys.module.css";

export type CreatedKey = { name: string; token: string };
export type CreateKey = (input: unknown) => Promise<ActionResult<{ token: string }>>;

type Faults = Readonly<Record<string, string>>;
type CreateKeyDialogProps = { createKey: CreateKey; onCreated: (key: CreatedKey) => void; onClose: () => void };

/** The name, the scopes and perhaps the last day of a new key. What was typed stays when it is refused. */
export function CreateKeyDialog({ createKey, onCreated, onClose }: CreateKeyDialogProps) {
  const t = useTranslations("apiKeys");
  const common = useTranslations("common");
  const errors = useTranslations("errors");
  const toast = useToast();
  const titleId = useId();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiResource[]>([]);
  const [expiresOn, setExpiresOn] = useState("");
  const [faults, setFaults] = useState<Faults>({});
  const [pending, startTransition] = useTransition();
  const wordsOf = (field: string) => (faults[field] === undefined ? undefined : errors(`fields.${faults[field] as keyof Messages["errors"]["fields"]}`));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    startTransition(async () => {
      const result = await createKey({ name, scopes, expiresOn: expiresOn || null }).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
      if (result.ok) return onCreated({ name: name.trim(), token: result.data.token });
      setFaults(result.fields ?? {});
      if (!result.fields) toast({ message: errors(`code.${result.code}`), tone: "danger" });
    });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t("createDialog.title")}</DialogTitle>
        <DialogContent className={styles.fields}>
          <TextField label={t("createDialog.name")} value={name} onChange={(event) => setName(event.target.value)} autoFocus required
            error={wordsOf("name") !== undefined} helperText={wordsOf("name") ?? t("createDialog.nameHelp")} autoComplete="off" />
          <ScopeFields chosen={scopes} onChange={setScopes} fault={wordsOf("scopes")} />
          <TextField type="date" label={t("createDialog.expiresOn")} value={expiresOn} onChange={(event) => setExpiresOn(event.target.value)}
            error={wordsOf("expiresOn") !== undefined} helperText={wordsOf("expiresOn") ?? t("createDialog.expiresHelp")} slotProps={{ inputLabel: { shrink: true } }} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={pending}>{t("createDialog.confirm")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

type ScopeFieldsProps = { chosen: readonly ApiResource[]; onChange: (scopes: readonly ApiResource[]) => void; fault: string | undefined };

function ScopeFields({ chosen, onChange, fault }: ScopeFieldsProps) {
  const t = useTranslations("apiKeys");
  const change = (scope: ApiResource, isChosen: boolean) => onChange(API_RESOURCES.filter((known) => (known === scope ? isChosen : chosen.includes(known))));
  return (
    <FormControl component="fieldset" error={fault !== undefined}>
      <FormLabel component="legend">{t("createDialog.scopes")}</FormLabel>
      {API_RESOURCES.map((scope) => (
        <FormControlLabel key={scope} label={t(`resource.${scope}`)} slotProps={{ typography: { variant: "body2" } }}
          control={<Checkbox size="small" checked={chosen.includes(scope)} onChange={(_, isChosen) => change(scope, isChosen)} />} />
      ))}
      {fault !== undefined && <FormHelperText role="alert">{fault}</FormHelperText>}
    </FormControl>
  );
}
