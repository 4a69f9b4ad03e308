"use client";
import { useEffect, useState } from "react";
import type { ReassignmentPlan } from "@/lib/domain/assignment";
import type { AppErrorCode } from "@/lib/errors";
import type { AskedClients, ReassignCommands } from "./workload-commands";

type PlanState = { of: string; plan: ReassignmentPlan | null; code: AppErrorCode | "OFFLINE" | null };

/** While colleagues are chosen, several are passed through. */
const ASKED_AFTER_MS = 150;

/** Who would go to whom, asked anew at each choice; an answer to an earlier choice is none. */
export function useReassignPlan(whom: AskedClients, toAdvisorIds: readonly number[], plan: ReassignCommands["plan"]) {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<PlanState>({ of: "", plan: null, code: null });
  const of = toAdvisorIds.length === 0 ? "" : `${toAdvisorIds.join()} ${attempt}`;
  useEffect(() => {
    if (of === "") return;
    let isLeft = false;
    const timer = setTimeout(() => void plan({ whom, toAdvisorIds: [...toAdvisorIds] }).catch(() => ({ ok: false, code: "OFFLINE" }) as const).then((answer) => {
      if (!isLeft) setState({ of, plan: answer.ok ? answer.data : null, code: answer.ok ? null : answer.code });
    }), ASKED_AFTER_MS);
    return () => {
      isLeft = true;
      clearTimeout(timer);
    };
    // Whose clients they are stays the same while the dialog is open; whom they go to is what `of` says.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [of]);
  return { state: state.of === of && of !== "" ? state : { of, plan: null, code: null }, again: () => setAttempt(attempt + 1) };
}
