"use client";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { useToast } from "@/components/ui/toaster";
import { KIT_TEXT_LENGTH } from "@/lib/domain/approach";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import type { Messages } from "@/lib/i18n/messages/fr";
import styles from "./approach.module.css";
import type { ChangeKit, KitView } from "./kit-view";

const TEXTS = ["openingFr", "openingEn", "angleFr", "angleEn"] as const;
type TextName = (typeof TEXTS)[number];
type Faults = Readonly<Record<string, string>>;
type KitDialogProps = { kit: KitView; name: string; saveKit: ChangeKit; onClose: () => void };

/** Opening line and angle in both languages, and the channel. What was typed stays when it is refused. */
export function KitDialog({ kit, name, saveKit, onClose }: KitDialogProps) {
  const t = useTranslations("approachKit");
  const common = useTranslations("common");
  const domain = useTranslations("domain");
  const titleId = useId();
  const [texts, setTexts] = useState<Record<TextName, string>>({ openingFr: kit.opening.fr, openingEn: kit.opening.en, angleFr: kit.angle.fr, angleEn: kit.angle.en });
  const [channel, setChannel] = useState<string>(kit.channel ?? "");
  const { faultOf, pending, save } = useSaving({ kit, name, saveKit, onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save({ ...texts, channel: channel || null });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t("dialogTitle", { segment: domain(`segment.${kit.segment}`), name })}</DialogTitle>
        <DialogContent className={styles.fields}>
          {TEXTS.map((field, place) => (
            <TextField key={field} label={t(`field.${field}`)} value={texts[field]} onChange={(event) => setTexts({ ...texts, [field]: event.target.value })} multiline minRows={2}
              autoFocus={place === 0} required error={faultOf(field) !== undefined} autoComplete="off"
              helperText={faultOf(field) ?? t("length", { length: texts[field].trim().length, most: KIT_TEXT_LENGTH })} slotProps={{ htmlInput: { lang: field.endsWith("Fr") ? "fr" : "en" } }} />
          ))}
          <TextField select label={t("field.channel")} value={channel} onChange={(event) => setChannel(event.target.value)} helperText={t("channelHelp")}
            slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}>
            <option value="">{t("byService")}</option>
            {INTERACTION_CHANNELS.map((one) => <option key={one} value={one}>{domain(`channel.${one}`)}</option>)}
          </TextField>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={pending}>{t("save")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useSaving({ kit: { segment, lifeStage, zone, edited }, name, saveKit, onClose }: KitDialogProps) {
  const t = useTranslations("approachKit");
  const errors = useTranslations("errors");
  const toast = useToast();
  const [faults, setFaults] = useState<Faults>({});
  const [pending, startTransition] = useTransition();
  const save = (words: Record<string, string | null>) => startTransition(async () => {
    const input = { segment, lifeStage, zone, version: edited?.version ?? null, ...words };
    const result = await saveKit(input).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    if (result.ok) {
      toast({ message: t("saved", { name }), tone: "success" });
      return onClose();
    }
    setFaults(result.fields ?? {});
    if (!result.fields) toast({ message: errors(`code.${result.code}`), tone: "danger" });
  });
  const faultOf = (field: string) => (faults[field] === undefined ? undefined : errors(`fields.${faults[field] as keyof Messages["errors"]["fields"]}`));
  return { faultOf, pending, save };
}
