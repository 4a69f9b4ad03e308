"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useState, type FormEvent } from "react";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogContentText from "@mui/material/DialogContentText";
import DialogTitle from "@mui/material/DialogTitle";
import useMediaQuery from "@mui/material/useMediaQuery";
import { snoozeChoices, snoozeRange } from "@/components/actions/snooze-choices";
import type { BulkPlan, BulkStep, BulkStepKind } from "@/lib/domain/bulk-step";
import type { Day } from "@/lib/domain/dates";
import { DISMISSAL_REASONS, type DismissalReason } from "@/lib/domain/next-actions";
import type { ActionResult, AppErrorCode } from "@/lib/errors";
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

export type PlanState = { of: string; plan: BulkPlan | null; code: AppErrorCode | "OFFLINE" | null };

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
  const { state, retry } = usePlan(step ?? (kind === "DISMISS" ? { kind, reason: "BAD_TIMING" } : null), planStep);
  const count = state.plan?.targets.length ?? 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === null) setRefused(true);
    else if (state.plan && count > 0) onConfirm(step, state.plan);
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
          <Button type="submit" variant="contained" disabled={state.plan === null || count === 0}>{t(`confirm.${kind}`, { count })}</Button>
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

/** Asked anew when the choice changes what would be done; an answer to an earlier choice is none. */
function usePlan(step: BulkStep | null, planStep: StepDialogProps["planStep"]) {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<PlanState>({ of: "", plan: null, code: null });
  const of = step === null ? "" : step.kind === "DISMISS" ? `DISMISS ${attempt}` : `${step.kind} ${step.untilOn} ${attempt}`;
  const ask = useEffectEvent(async (isAwaited: () => boolean) => {
    if (step === null) return;
    const answer = await planStep(step).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    if (isAwaited()) setState({ of, plan: answer.ok ? answer.data : null, code: answer.ok ? null : answer.code });
  });
  useEffect(() => {
    let isLeft = false;
    const timer = setTimeout(() => void ask(() => !isLeft), ASKED_AFTER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
  }, [of]);
  return { state: state.of === of && of !== "" ? state : { of, plan: null, code: null }, retry: () => setAttempt(attempt + 1) };
}

/** While a day is typed, three are passed through. */
const ASKED_AFTER_MS = 150;
