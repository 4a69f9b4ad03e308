"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { nextSteps, type EntryRequest, type RequestSide, type RequestStep } from "@/lib/domain/correction-request";
import type { Day } from "@/lib/domain/dates";
import type { RemarkCommands } from "./remark-commands";
import styles from "./remarks.module.css";
import { AgainDialog, AskDialog, StandsDialog } from "./step-dialog";
import { useRemarkCommand } from "./use-remark-command";

type RequestStepsProps = {
  entry: { clientId: number; interactionId: string };
  /** The last request of the entry; null: none was made. */
  request: EntryRequest | null;
  side: RequestSide;
  today: Day;
  colleagues: readonly { id: number; name: string }[];
  commands: RemarkCommands;
  /** Opens the form of a correction; null where the entry can no longer be corrected. */
  onCorrect: (() => void) | null;
};

type Dialog = "ASKED" | "STANDS" | "ASKED_AGAIN" | null;

/** What this viewer may do about a request, or to make one. */
export function RequestSteps(props: RequestStepsProps) {
  const { request, side } = props;
  const [dialog, setDialog] = useState<Dialog>(null);
  const isOver = request === null || request.state === "ACCEPTED" || request.state === "WITHDRAWN";
  const steps = request === null || isOver ? (["ASKED"] as const) : nextSteps(request.state, side);
  return (
    <>
      <div className={styles.buttons}>{steps.map((step) => <StepButton key={step} step={step} onOpen={setDialog} {...props} />)}</div>
      <StepDialog dialog={dialog} onClose={() => setDialog(null)} {...props} />
    </>
  );
}

/** The way to a step, for whom it is one. */
function StepButton({ step, onOpen, onCorrect, ...props }: RequestStepsProps & { step: RequestStep; onOpen: (dialog: Dialog) => void }) {
  const t = useTranslations("remarks.form");
  const { ask, judge } = props.commands;
  const next = nextOf(props);
  switch (step) {
    case "ASKED":
      return ask && <OpenButton primary label={t("ask")} onClick={() => onOpen(step)} />;
    case "CORRECTED":
      return onCorrect && <OpenButton primary label={t("correct")} onClick={onCorrect} />;
    case "STANDS":
      return <OpenButton label={t("stands")} onClick={() => onOpen(step)} />;
    case "ASKED_AGAIN":
      return <OpenButton label={t("again")} onClick={() => onOpen(step)} />;
    case "ACCEPTED":
      return judge && next && <JudgeButton kind={step} label={t("accept")} next={next} judge={judge} primary />;
    case "WITHDRAWN":
      return judge && next && <JudgeButton kind={step} label={t("withdrawRequest")} next={next} judge={judge} />;
  }
}

function StepDialog({ dialog, onClose, ...props }: RequestStepsProps & { dialog: Dialog; onClose: () => void }) {
  const { entry, today, colleagues, commands: { ask, judge, answer } } = props;
  const next = nextOf(props);
  if (dialog === "ASKED") return ask && <AskDialog entry={entry} today={today} colleagues={colleagues} ask={ask} onClose={onClose} />;
  if (dialog === "STANDS") return answer && next && <StandsDialog request={next} answer={answer} onClose={onClose} />;
  return dialog && judge && next && <AgainDialog request={next} today={today} judge={judge} onClose={onClose} />;
}

/** The step after the last one that is on show. */
function nextOf({ entry, request }: Pick<RequestStepsProps, "entry" | "request">) {
  return request && { ...entry, requestId: request.id, step: request.step + 1 };
}

function OpenButton({ label, primary = false, onClick }: { label: string; primary?: boolean; onClick: () => void }) {
  return <button type="button" className={primary ? button.primary : button.quiet} aria-haspopup="dialog" onClick={onClick}>{label}</button>;
}

type JudgeButtonProps = { kind: Extract<RequestStep, "ACCEPTED" | "WITHDRAWN">; label: string; next: object; judge: NonNullable<RemarkCommands["judge"]>; primary?: boolean };

function JudgeButton({ kind, label, next, judge, primary = false }: JudgeButtonProps) {
  const { isPending, send } = useRemarkCommand(kind, () => undefined);
  return <button type="button" className={primary ? button.primary : button.quiet} disabled={isPending} onClick={() => send(judge, { ...next, kind })}>{label}</button>;
}
