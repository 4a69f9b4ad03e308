"use client";
import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import type { Day } from "@/lib/domain/dates";
import { formatDay } from "@/lib/i18n/format";
import styles from "./action-list.module.css";
import type { Wording } from "./action-words";
import { snoozeChoices, snoozeRange } from "./snooze-choices";

type SnoozeDateDialogProps = { wording: Wording; onClose: () => void; onSnooze: (untilOn: Day) => void };

/** A day of one's own, from tomorrow to a year ahead. */
export function SnoozeDateDialog({ wording: { t, locale, today }, onClose, onSnooze }: SnoozeDateDialogProps) {
  const titleId = useId();
  const common = useTranslations("common");
  const { first, last } = snoozeRange(today);
  const [day, setDay] = useState<string>(snoozeChoices(today).at(-1)?.untilOn ?? first);
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (day >= first && day <= last) onSnooze(day as Day);
    else setRefused(true);
  };
  const range = t("snoozeDialog.range", { first: formatDay(locale, first), last: formatDay(locale, last) });
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t("snoozeDialog.title")}</DialogTitle>
        <DialogContent className={styles.dialogContent}>
          <TextField type="date" label={t("snoozeDialog.day")} value={day} onChange={(event) => setDay(event.target.value)} error={refused} helperText={range}
            autoFocus required slotProps={{ htmlInput: { min: first, max: last }, inputLabel: { shrink: true } }} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained">{t("snoozeDialog.confirm")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
