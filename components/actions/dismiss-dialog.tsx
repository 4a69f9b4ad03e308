"use client";
import { useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import FormControl from "@mui/material/FormControl";
import FormControlLabel from "@mui/material/FormControlLabel";
import FormHelperText from "@mui/material/FormHelperText";
import Radio from "@mui/material/Radio";
import RadioGroup from "@mui/material/RadioGroup";
import type { ActionCard } from "@/lib/domain/action-card";
import { DISMISSAL_REASONS, type DismissalReason } from "@/lib/domain/action-rest";
import styles from "./action-list.module.css";
import { actionWords, type Wording } from "./action-words";

type DismissDialogProps = { card: ActionCard; wording: Wording; onClose: () => void; onDismiss: (reason: DismissalReason) => void };

/** Asks why: the reason decides how long the suggestion rests, and what the ranking learns. */
export function DismissDialog({ card, wording, onClose, onDismiss }: DismissDialogProps) {
  const { t, domain } = wording;
  const common = useTranslations("common");
  const [titleId, textId, hintId] = [useId(), useId(), useId()];
  const [reason, setReason] = useState<DismissalReason | null>(null);
  const [refused, setRefused] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason) onDismiss(reason);
    else setRefused(true);
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" aria-labelledby={titleId} aria-describedby={textId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t("dismissDialog.title")}</DialogTitle>
        <DialogContent>
          <DialogContentText id={textId}>{t("dismissDialog.text", { action: actionWords(card, wording).title, client: card.clientName })}</DialogContentText>
          <FormControl error={refused && !reason} margin="dense">
            <RadioGroup aria-labelledby={titleId} aria-describedby={hintId} value={reason ?? ""} onChange={(_, value) => setReason(value as DismissalReason)}>
              {DISMISSAL_REASONS.map((choice, place) => (
                <FormControlLabel key={choice} value={choice} control={<Radio size="small" autoFocus={place === 0} />} label={domain(`dismissalReason.${choice}`)}
                  slotProps={{ typography: { variant: "body2" } }} />
              ))}
            </RadioGroup>
            <FormHelperText id={hintId} className={styles.hint} role={refused && !reason ? "alert" : undefined}>{t(refused && !reason ? "dismissDialog.missing" : "dismissDialog.hint")}</FormHelperText>
          </FormControl>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained">{t("dismissDialog.confirm")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
