"use client";
import { useState } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { takeOut } from "@/components/outbox/outbox";
import type { ActionCard } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { LoggedEffect, ScoreMove } from "@/lib/domain/interaction-log";
import type { DismissalReason } from "@/lib/domain/action-rest";
import type { RoundStep } from "@/lib/domain/round";
import type { ActionResult, AppErrorCode } from "@/lib/errors";
import { NO_NEWS, type RoundCommands, type StepNews } from "./round-commands";

export type ChangeFailure = { code: AppErrorCode | "OFFLINE"; isUndo: boolean };

/** What follows a change that was saved: on to the next client, or back to the one whose step was undone. */
export type AfterChange = { done: (step: RoundStep, news: StepNews) => void; undone: (step: RoundStep, news: StepNews) => void };

type Details = Pick<RoundStep, "outcome" | "untilOn" | "reason">;
const NO_DETAILS: Details = { outcome: null, untilOn: null, reason: null };

/** What an advisor does with the client shown. One change at a time; a refusal leaves everything as it was. */
export function useRoundChanges(commands: RoundCommands | null, { done, undone }: AfterChange) {
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<ChangeFailure | null>(null);
  const send = async <T,>(request: () => Promise<ActionResult<T>>, after: (answer: T) => void, isUndo = false) => {
    if (isPending) return;
    setPending(true);
    setFailure(null);
    const result = await request().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setPending(false);
    if (result.ok) after(result.data);
    else setFailure({ code: result.code, isUndo });
  };
  const change = (kind: RoundStep["kind"], card: ActionCard, request: () => Promise<ActionResult<void>>, details: Partial<Details> = {}) =>
    void send(request, () => done({ ...NO_DETAILS, ...details, kind, clientId: card.clientId, clientName: card.clientName, targetId: card.id }, NO_NEWS));
  const logged = (client: { id: number; name: string }, entry: { id: string } & Pick<RoundStep, "outcome">, effect: LoggedEffect | null) =>
    done({ ...NO_DETAILS, kind: "interaction.log", clientId: client.id, clientName: client.name, targetId: entry.id, outcome: entry.outcome },
      effect ? { move: effect, closed: effect.closedAction, isKept: false } : { ...NO_NEWS, isKept: true });
  return {
    isPending,
    failure,
    clear: () => setFailure(null),
    logged,
    snooze: (card: ActionCard, untilOn: Day) => commands && change("nextAction.snooze", card, () => commands.snooze({ ...keyOf(card), untilOn }), { untilOn }),
    dismiss: (card: ActionCard, reason: DismissalReason) => commands && change("nextAction.dismiss", card, () => commands.dismiss({ ...keyOf(card), reason }), { reason }),
    take: (card: ActionCard) => commands && change("nextAction.take", card, () => commands.take({ ...keyOf(card), isTaken: true })),
    undo: (step: RoundStep) => commands && void send(() => takeBack(commands, step), (news) => undone(step, news), true),
  };
}

function keyOf({ clientId, id }: ActionCard): { clientId: number; id: string } {
  return { clientId, id };
}

/** A contact that is still in the outbox is taken out of it; one that was saved is cancelled by another entry. */
async function takeBack(commands: RoundCommands, { kind, clientId, targetId }: RoundStep): Promise<ActionResult<StepNews>> {
  if (kind === "interaction.log" && (await takeOut(targetId))) return { ok: true, data: { ...NO_NEWS, isKept: true } };
  const result = await undoing(commands, { kind, clientId, targetId });
  return result.ok ? { ok: true, data: { ...NO_NEWS, move: result.data ?? null } } : result;
}

function undoing(commands: RoundCommands, { kind, clientId, targetId }: Pick<RoundStep, "kind" | "clientId" | "targetId">): Promise<ActionResult<ScoreMove | void>> {
  if (kind === "interaction.log") return commands.cancel({ id: newSubmissionKey(), clientId, interactionId: targetId });
  if (kind === "nextAction.take") return commands.take({ clientId, id: targetId, isTaken: false });
  return commands.reopen({ clientId, id: targetId });
}
