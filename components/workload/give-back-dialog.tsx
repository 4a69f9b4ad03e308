"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import type { ReassignmentCard } from "@/lib/domain/assignment";
import type { AppErrorCode } from "@/lib/errors";
import { RunState } from "./run-state";
import { useReassignRun } from "./use-reassign-run";
import type { DecisionCommands } from "./workload-commands";
import styles from "./workload.module.css";

type Planned = { clientIds: readonly number[]; stay: number };

/** How many go back and how many stay, before they do; then how far it is. */
export function GiveBackDialog({ decision: { id }, commands, onClose }: { decision: ReassignmentCard; commands: DecisionCommands; onClose: () => void }) {
  const t = useTranslations("workload.decisions");
  const words = useTranslations("workload.dialog");
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const router = useRouter();
  const { run, start, retry } = useReassignRun();
  const { planned, code } = useGiveBackPlan(id, commands.planGiveBack);
  const count = planned?.clientIds.length ?? 0;
  const submit = () => {
    if (planned && count > 0 && !run) start(planned.clientIds, (clientIds) => commands.giveBack({ id, clientIds }), true);
  };
  const leave = () => {
    if (run) router.refresh();
    onClose();
  };
  return (
    <PlainDialog title={t("confirmTitle")} labels={{ close: common("close") }} onClose={leave} onSubmit={submit} actions={run ? (
      <>
        {run.state === "FAILED" && <button type="button" className={button.primary} onClick={retry}>{common("retry")}</button>}
        {run.state !== "RUNNING" && <button type="button" className={button.primary} onClick={leave}>{common("close")}</button>}
      </>
    ) : <button type="submit" className={button.primary} disabled={count === 0}>{t("confirm", { count })}</button>}>
      {run ? <RunState run={run} /> : (
        <div role="status" className={styles.run}>
          {planned ? <p>{t("confirmText", { count })}</p> : <p className={styles.hint}>{code ? errors(code) : words("loading")}</p>}
          {planned && planned.stay > 0 && <p>{t("stay", { count: planned.stay })}</p>}
        </div>
      )}
    </PlainDialog>
  );
}

function useGiveBackPlan(id: string, plan: DecisionCommands["planGiveBack"]) {
  const [state, setState] = useState<{ planned: Planned | null; code: AppErrorCode | "OFFLINE" | null }>({ planned: null, code: null });
  useEffect(() => {
    let isLeft = false;
    void plan({ id }).catch(() => ({ ok: false, code: "OFFLINE" }) as const).then((answer) => {
      if (!isLeft) setState({ planned: answer.ok ? answer.data : null, code: answer.ok ? null : answer.code });
    });
    return () => {
      isLeft = true;
    };
  }, [id, plan]);
  return state;
}
