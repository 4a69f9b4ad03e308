"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import useMediaQuery from "@mui/material/useMediaQuery";
import { snoozeChoices, snoozeRange } from "@/components/actions/snooze-choices";
import { useLatestAnswer } from "@/components/use-latest-answer";
import type { BulkPlan, BulkStep, BulkStepKind } from "@/lib/domain/bulk-step";
import type { Day } from "@/lib/domain/dates";
import { DISMISSAL_REASONS, type DismissalReason } from "@/lib/domain/action-rest";
import type { ActionResult } from "@/lib/errors";
import { formatDay } from "@/lib/i18n/format";
import styles from "./bulk.module.css";
import { StepPlan } from "./step-plan";

type StepDialogProps = {
  kind: BulkStepKind;
  today: Day;
  planStep: (step: BulkStep) => Promise<ActionResult<BulkPlan>>;
  onConfirm: (step: BulkStep, plan: BulkPlan) => void;
  onClose: () => void;
};

/** Which day, or why; what that would do, asked of the server at each choice; and only then, yes. */
export function StepDialog({ kind, today, planStep, onConfirm, onClose }: StepDialogProps) {
  const t = useTranslations("bulk");
  const common = useTranslations("common");
  const [titleId, hintId] = [useId(), useId()];
  const isPhone = useMediaQuery("(max-width: 47.99rem)");
  const [day, setDay] = useState<string>(() => snoozeChoices(today)[2]?.untilOn ?? "");
  const [reason, setReason] = useState<DismissalReason | null>(null);
  const [isRefused, setRefused] = useState(false);
  const step = stepOf(kind, { day, reason, today });
  // A reason decides what is learnt, not to whom it applies: it is counted before one is chosen.
  const planned = step ?? (kind === "DISMISS" ? { kind, reason: "BAD_TIMING" as const } : null);
  const { state, retry } = useLatestAnswer(keyOf(planned), () => planStep(planned as BulkStep));
  const count = state.answer?.targets.length ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === null) setRefused(true);
    else if (state.answer && count > 0) onConfirm(step, state.answer);
  };
  return (
    <Dialog open onClose={onClose} fullScreen={isPhone} maxWidth="sm" fullWidth aria-labelledby={titleId} aria-describedby={hintId}>
      <form onSubmit={submit} noValidate className={styles.form}>
        <DialogTitle id={titleId}>{t(`dialog.${kind}`)}</DialogTitle>
        <DialogContent>
          <DialogContentText id={hintId} className={styles.hint}>{t(`hint.${kind}`)}</DialogContentText>
          {kind === "DISMISS" ? <ReasonChoice reason={reason} isRefused={isRefused && reason === null} onChoose={setReason} /> : <DayChoice kind={kind} today={today} day={day} onChoose={setDay} />}
          <StepPlan kind={kind} day={kind === "DISMISS" ? null : (day as Day)} state={state} onRetry={retry} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={state.answer === null || count === 0}>{t(`confirm.${kind}`, { count })}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function DayChoice({ kind, today, day, onChoose }: { kind: "REMIND" | "SNOOZE"; today: Day; day: string; onChoose: (day: string) => void }) {
  const t = useTranslations("bulk.day");
  const actions = useTranslations("actions.snoozeChoice");
  const locale = useLocale();
  const { first, last } = snoozeRange(today);
  return (
    <fieldset className={styles.choices}>
      <legend>{t(kind)}</legend>
      {snoozeChoices(today).map(({ key, untilOn }, place) => (
        <label key={key}><input type="radio" name="day" autoFocus={place === 2} checked={day === untilOn} onChange={() => onChoose(untilOn)} /> {actions(key)} <span>{formatDay(locale, untilOn)}</span></label>
      ))}
      <label className={styles.date}>{t("other")} <input type="date" required value={day} min={first} max={last} onChange={(event) => onChoose(event.target.value)} /></label>
    </fieldset>
  );
}

function ReasonChoice({ reason, isRefused, onChoose }: { reason: DismissalReason | null; isRefused: boolean; onChoose: (reason: DismissalReason) => void }) {
  const t = useTranslations("bulk");
  const domain = useTranslations("domain.dismissalReason");
  return (
    <fieldset className={styles.choices}>
      <legend>{t("reason")}</legend>
      {DISMISSAL_REASONS.map((choice, place) => (
        <label key={choice}><input type="radio" name="reason" autoFocus={place === 0} checked={reason === choice} onChange={() => onChoose(choice)} /> {domain(choice)}</label>
      ))}
      {isRefused && <p role="alert" className={styles.refused}>{t("plan.missing")}</p>}
    </fieldset>
  );
}

/** Null while the choice is none that can be done. */
function stepOf(kind: BulkStepKind, { day, reason, today }: { day: string; reason: DismissalReason | null; today: Day }): BulkStep | null {
  if (kind === "DISMISS") return reason && { kind, reason };
  const { first, last } = snoozeRange(today);
  return day >= first && day <= last ? { kind, untilOn: day as Day } : null;
}

/** What tells one step from another; empty for none. */
function keyOf(step: BulkStep | null): string {
  if (step === null) return "";
  return step.kind === "DISMISS" ? step.kind : `${step.kind} ${step.untilOn}`;
}
