"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useOptimistic, useRef, type RefObject } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionCard } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { DismissalReason } from "@/lib/domain/action-rest";
import type { ActionResult } from "@/lib/errors";
import { formatDay } from "@/lib/i18n/format";
import type { ActionCommands } from "./action-commands";
import { actionWords, type Wording } from "./action-words";
import { focusBeside, focusRow } from "./row-focus";

type Saving = { card: ActionCard; send: () => Promise<ActionResult<void>>; said: string; undo?: () => Promise<ActionResult<void>> };
type Edit = { type: "hide" | "show"; card: ActionCard };

/**
 * Snoozing and dismissing as one sees them: the row goes at once, the focus passes to its neighbour, a message offers
 * the way back, and a refusal brings the row back with the reason.
 */
export function useActionChanges(cards: readonly ActionCard[], commands: ActionCommands | null, wording: Wording, list: RefObject<HTMLElement | null>) {
  const [shown, edit] = useOptimistic(cards, edited);
  const save = useSaving(shown, wording, list, edit);
  if (!commands) return { shown, changes: null };
  const snooze = (card: ActionCard, untilOn: Day) => {
    const { clientId, id, snoozedUntilOn: before } = card;
    // Snoozed already: the way back is the day it was snoozed to.
    const undo = () => (before !== null && before > wording.today ? commands.snooze({ clientId, id, untilOn: before }) : commands.reopen({ clientId, id }));
    const said = wording.t("snoozed", { ...namesOf(card, wording), day: formatDay(wording.locale, untilOn) });
    save({ card, send: () => commands.snooze({ clientId, id, untilOn }), said, undo });
  };
  const dismiss = (card: ActionCard, reason: DismissalReason) => {
    const { clientId, id } = card;
    const said = wording.t("dismissed", namesOf(card, wording));
    save({ card, send: () => commands.dismiss({ clientId, id, reason }), said, undo: () => commands.reopen({ clientId, id }) });
  };
  const wake = (card: ActionCard) => {
    const { clientId, id, snoozedUntilOn } = card;
    const said = wording.t("woken", namesOf(card, wording));
    save({ card, send: () => commands.reopen({ clientId, id }), said, undo: () => commands.snooze({ clientId, id, untilOn: snoozedUntilOn }) });
  };
  return { shown, changes: { snooze, dismiss, wake } };
}

function useSaving(shown: readonly ActionCard[], wording: Wording, list: RefObject<HTMLElement | null>, edit: (edit: Edit) => void) {
  const toast = useToast();
  const router = useRouter();
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  const expectReturn = useFocusOnReturn(shown, list);
  return function save(saving: Saving): void {
    const { card, send, said, undo } = saving;
    if (undo) focusBeside(list.current, card.id);
    startTransition(async () => {
      edit({ type: undo ? "hide" : "show", card });
      const result = await send().catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (result.ok) return toast({ message: said, action: undo && { label: common("undo"), onClick: takeBack } });
      const isOutOfDate = result.code === "CONFLICT" || result.code === "NOT_FOUND";
      toast({ message: errors(result.code), tone: "danger", action: isOutOfDate ? undefined : { label: common("retry"), onClick: () => save(saving) } });
      if (isOutOfDate) router.refresh();
    });
    function takeBack() {
      if (!undo) return;
      expectReturn(card.id);
      save({ card, send: undo, said: wording.t("reopened", namesOf(card, wording)) });
    }
  };
}

/** When a row is back on the list, the focus goes to it: the button that brought it back is gone. */
function useFocusOnReturn(shown: readonly ActionCard[], list: RefObject<HTMLElement | null>): (id: string) => void {
  const expected = useRef<string | null>(null);
  useEffect(() => {
    if (expected.current === null || !shown.some((card) => card.id === expected.current)) return;
    focusRow(list.current, expected.current);
    expected.current = null;
  }, [shown, list]);
  return (id) => {
    expected.current = id;
  };
}

/** Back in its rank: what may be done before what may not, each by priority. */
function edited(now: readonly ActionCard[], { type, card }: Edit): readonly ActionCard[] {
  const others = now.filter((other) => other.id !== card.id);
  if (type === "hide") return others;
  return [...others, card].sort((a, b) => Number(a.blockedBy !== null) - Number(b.blockedBy !== null) || b.priority - a.priority);
}

function namesOf(card: ActionCard, wording: Wording): { action: string; client: string } {
  return { action: actionWords(card, wording).title, client: card.clientName };
}
