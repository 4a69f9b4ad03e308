"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { TextField } from "@/components/remarks/remark-fields";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { useLatestAnswer, type LatestAnswer } from "@/components/use-latest-answer";
import type { TakeOverPlan } from "@/lib/domain/advisor-difference";
import { RunActions } from "./run-actions";
import { RunState } from "./run-state";
import { useReassignRun } from "./use-reassign-run";
import type { TakeOverCommands } from "./workload-commands";
import styles from "./workload.module.css";

export type TakeOverDialogProps = {
  /** One client, or all open differences of an advisor or of everyone, as planTakeOverInput has it. */
  asked: { clientId: number | null; advisorId: number | null };
  title: string;
  commands: TakeOverCommands;
  onClose: () => void;
};

/** How many clients would go to whom the core bank names, and why; then done in parts, with the way back. */
export function TakeOverDialog({ asked, title, commands, onClose }: TakeOverDialogProps) {
  const t = useTranslations("differences.dialog");
  const common = useTranslations("common");
  const router = useRouter();
  const [id] = useState(newSubmissionKey);
  const [reason, setReason] = useState("");
  const [isRefused, setRefused] = useState(false);
  const { run, start, retry } = useReassignRun();
  const { state: { answer: plan, code }, retry: again } = useLatestAnswer("differences", () => commands.plan(asked));
  const count = plan?.targets.length ?? 0;
  const submit = () => {
    if (run || !plan || count === 0) return;
    if (!reason.trim()) return setRefused(true);
    start(plan.targets, (targets) => commands.apply({ id, kind: "FOR_GOOD", untilOn: null, absentId: null, note: reason, targets }));
  };
  const leave = () => {
    if (run) router.refresh();
    onClose();
  };
  const undo = run?.state === "DONE" && !run.isUndo && run.done.length > 0 ? () => start(run.done, (clientIds) => commands.giveBack({ id, clientIds }), true) : null;
  return (
    <PlainDialog title={title} labels={{ close: common("close") }} onClose={leave} onSubmit={submit}
      actions={run ? <RunActions id={id} state={run.state} onRetry={retry} onUndo={undo} onLeave={leave} /> : <button type="submit" className={button.primary} disabled={count === 0}>{t("confirm", { count })}</button>}>
      {run ? <RunState run={run} /> : (
        <>
          <Planned plan={plan} code={code} onRetry={again} />
          <TextField label={t("reason")} value={reason} fault={isRefused && !reason.trim() ? t("reasonMissing") : undefined} onChange={setReason} />
          <p className={styles.hint}>{t("reasonHint")}</p>
        </>
      )}
    </PlainDialog>
  );
}

/** How many would go, and how many cannot. */
function Planned({ plan, code, onRetry }: { plan: TakeOverPlan | null; code: LatestAnswer<TakeOverPlan>["code"]; onRetry: () => void }) {
  const t = useTranslations("differences.dialog");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  return (
    <>
      <div role="status" className={styles.run}>
        <p>{plan ? t("plan", { count: plan.targets.length }) : code ? errors(code) : t("loading")}</p>
        {plan && plan.stay > 0 && <p>{t("stay", { count: plan.stay })}</p>}
      </div>
      {code && <button type="button" className={button.quiet} onClick={onRetry}>{common("retry")}</button>}
    </>
  );
}
