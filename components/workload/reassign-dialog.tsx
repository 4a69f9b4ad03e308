"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useLatestAnswer } from "@/components/use-latest-answer";
import { LONGEST_ABSENCE_DAYS, REASSIGNMENT_KINDS, type ReassignmentKind } from "@/lib/domain/assignment";
import { addDays, type Day } from "@/lib/domain/dates";
import { ColleagueChoice } from "./colleague-choice";
import { PlanSummary } from "./plan-summary";
import { RunActions } from "./run-actions";
import { RunState } from "./run-state";
import { useReassignRun } from "./use-reassign-run";
import type { AskedClients, ReassignCommands } from "./workload-commands";
import styles from "./workload.module.css";

export type ReassignDialogProps = {
  asked: AskedClients;
  /** What is handed over, in words: "the clients of Camille Moreau". */
  whom: string;
  today: Day;
  /** Whose portfolio it is, when it is a whole one. */
  absentId: number | null;
  /** Chosen before: whom a trial gave them to. */
  toAdvisorIds?: readonly number[];
  commands: ReassignCommands;
  onClose: () => void;
};

const USUAL_DAYS = 14;

/** For how long, to whom, with which word; what that would do; then done in parts, with the way back. */
export function ReassignDialog({ asked, whom, today, absentId, toAdvisorIds = [], commands, onClose }: ReassignDialogProps) {
  const t = useTranslations("workload.dialog");
  const common = useTranslations("common");
  const router = useRouter();
  const [id] = useState(newSubmissionKey);
  const [kind, setKind] = useState<ReassignmentKind>(asked.of === "PORTFOLIO" ? "ABSENCE" : "FOR_GOOD");
  const [until, setUntil] = useState<string>(addDays(today, USUAL_DAYS));
  const [to, setTo] = useState<readonly number[]>(toAdvisorIds);
  const [note, setNote] = useState("");
  const [isRefused, setRefused] = useState(false);
  const { run, start, retry } = useReassignRun();
  const { state: { answer: plan, code }, retry: again } = useLatestAnswer(to.join(), () => commands.plan({ whom: asked, toAdvisorIds: [...to] }));
  const isDayRight = kind === "FOR_GOOD" || isLastDay(until, today);
  const submit = () => {
    if (run) return;
    if (!isDayRight || !plan || plan.targets.length === 0) return setRefused(true);
    const decision = { id, kind, untilOn: kind === "ABSENCE" ? until : null, note, absentId: kind === "ABSENCE" ? absentId : null };
    start(plan.targets, (targets) => commands.apply({ ...decision, targets }));
  };
  const leave = () => {
    if (run) router.refresh();
    onClose();
  };
  const undo = run?.state === "DONE" && !run.isUndo && run.done.length > 0 ? () => start(run.done, (clientIds) => commands.giveBack({ id, clientIds }), true) : null;
  return (
    <PlainDialog title={t("title", { whom })} labels={{ close: common("close") }} onClose={leave} onSubmit={submit}
      actions={run ? <RunActions id={id} state={run.state} onRetry={retry} onUndo={undo} onLeave={leave} /> : <button type="submit" className={button.primary}>{t("confirm", { count: plan?.targets.length ?? 0 })}</button>}>
      {run ? <RunState run={run} /> : (
        <>
          <KindFields kind={kind} until={until} today={today} onKind={setKind} onUntil={setUntil} isRefused={isRefused && !isDayRight} />
          <ColleagueChoice list={commands.listColleagues} chosen={to} butId={holderOf(asked)} onChange={setTo} isRefused={isRefused && to.length === 0} />
          <label className={styles.field}><span>{t("note")}</span><textarea rows={3} maxLength={1_000} value={note} aria-describedby={`${id}-note`} onChange={(event) => setNote(event.target.value)} /></label>
          <p id={`${id}-note`} className={styles.hint}>{t("noteHint")}</p>
          {to.length > 0 && <PlanSummary plan={plan} code={code} onRetry={again} />}
        </>
      )}
    </PlainDialog>
  );
}

/** Whose clients they are, where they are one advisor's. */
function holderOf(asked: AskedClients): number | null {
  return asked.of === "SELECTION" ? null : asked.advisorId;
}

function isLastDay(until: string, today: Day): boolean {
  return until >= today && until <= addDays(today, LONGEST_ABSENCE_DAYS);
}

type KindFieldsProps = { kind: ReassignmentKind; until: string; today: Day; onKind: (kind: ReassignmentKind) => void; onUntil: (day: string) => void; isRefused: boolean };

function KindFields({ kind, until, today, onKind, onUntil, isRefused }: KindFieldsProps) {
  const t = useTranslations("workload.dialog");
  return (
    <fieldset className={styles.choices}>
      <legend>{t("kind")}</legend>
      {REASSIGNMENT_KINDS.map((choice) => (
        <label key={choice}><input type="radio" name="kind" data-autofocus={choice === kind || undefined} checked={kind === choice} onChange={() => onKind(choice)} /> {t(choice)}</label>
      ))}
      {kind === "ABSENCE" && (
        <label className={styles.inline}>{t("until")} <input type="date" required value={until} min={today} max={addDays(today, LONGEST_ABSENCE_DAYS)} aria-invalid={isRefused} onChange={(event) => onUntil(event.target.value)} /></label>
      )}
      {kind === "ABSENCE" && <p className={styles.hint}>{t("untilHint")}</p>}
      {isRefused && <p role="alert" className={styles.fault}>{t("dayMissing")}</p>}
    </fieldset>
  );
}
