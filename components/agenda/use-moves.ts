"use client";
import { useTranslations } from "next-intl";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useOptimistic, useRef, type RefObject } from "react";
import { focusRow } from "@/components/actions/row-focus";
import { useToast } from "@/components/ui/toaster";
import type { Agenda, AgendaEntry, AgendaPlace } from "@/lib/domain/agenda";
import type { Day } from "@/lib/domain/dates";
import type { ActionResult } from "@/lib/errors";
import type { Messages } from "@/lib/i18n/messages/fr";
import type { AgendaCommands } from "./agenda-commands";
import { answerWords, whenWords, type AgendaWording } from "./entry-words";
import { nudged, withMove, type Move } from "./moved-agenda";

type FieldMessage = keyof Messages["errors"]["fields"];
type Failure = Extract<ActionResult<unknown>, { ok: false }> | { ok: false; code: "OFFLINE"; fields?: undefined };

/** Fingers rest this long after the last press of an arrow key. */
const PAUSE_MS = 500;

/**
 * Moving as one sees it: the entry is there at once, a message offers the way back and says what speaks against the
 * place, and a refusal puts it back with the reason. Several presses of a key are one move.
 */
export function useMoves(agenda: Agenda, days: readonly Day[], { commands, wording, root }: { commands: AgendaCommands; wording: AgendaWording; root: RefObject<HTMLElement | null> }) {
  const [shown, apply] = useOptimistic(agenda, (now: Agenda, move: Move) => withMove(now, move, days));
  const { t } = wording;
  const toast = useToast();
  const router = useRouter();
  const common = useTranslations("common");
  const reasonOf = useReasons();
  const latest = useRef(new Map<string, number>());
  const keepFocus = useFocusKept(shown, root);

  const move = (entry: AgendaEntry, to: AgendaPlace, { pauseMs = 0, isDragged = false } = {}) => {
    const turn = (latest.current.get(entry.id) ?? 0) + 1;
    latest.current.set(entry.id, turn);
    if (!isDragged) keepFocus(entry.id);
    startTransition(async () => {
      apply({ entry, to });
      if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (latest.current.get(entry.id) !== turn) return;
      const { on, minute, lengthMinutes } = to;
      const result = await commands.move({ clientId: entry.clientId, id: entry.id, on, minute, lengthMinutes }).catch(() => OFFLINE);
      if (!result.ok) return refuse(entry, result);
      const warning = answerWords(entry, to, wording);
      const said = [t("moved", { client: entry.clientName, when: whenWords(to, wording) }), warning?.isForbidden && `${warning.verdict}. ${warning.rule}`, result.data.overlaps > 0 && t("overlaps", { count: result.data.overlaps })];
      toast({ message: said.filter(Boolean).join(" "), action: { label: common("undo"), onClick: () => takeBack(entry) } });
    });
  };

  const takeBack = (entry: AgendaEntry) => {
    const { clientId, id, on, minute, lengthMinutes } = before(agenda, entry);
    keepFocus(id);
    startTransition(async () => {
      apply({ entry, to: { on, minute, lengthMinutes } });
      const result = await commands.undoMove({ clientId, id }).catch(() => OFFLINE);
      if (!result.ok) return refuse(entry, result);
      toast({ message: t("movedBack", { client: entry.clientName, when: whenWords({ on, minute }, wording) }) });
    });
  };

  const refuse = (entry: AgendaEntry, failure: Failure) => {
    toast({ message: t("refused", { client: entry.clientName, when: whenWords(before(agenda, entry), wording), reason: reasonOf(failure) }), tone: "danger" });
    if (failure.code === "CONFLICT" || failure.code === "NOT_FOUND") router.refresh();
  };

  const nudge = (entry: AgendaEntry, key: string): boolean => {
    const to = nudged(entry, key, agenda.today);
    if (to) move(entry, to, { pauseMs: PAUSE_MS });
    return to !== null;
  };

  return { shown, move, nudge };
}

const OFFLINE = { ok: false, code: "OFFLINE" } as const;

/** The entry as it stood when the move began; what was just moved by a key is shown elsewhere already. */
function before({ entries, late }: Agenda, entry: AgendaEntry): AgendaEntry {
  return [...entries, ...late].find(({ id }) => id === entry.id) ?? entry;
}

/** Why not, in words that fit behind a colon. */
function useReasons(): (failure: Failure) => string {
  const t = useTranslations("agenda");
  const errors = useTranslations("errors");
  return ({ code, fields }) => {
    const field = Object.values(fields ?? {})[0];
    if (field !== undefined) return errors(`fields.${field as FieldMessage}`);
    if (code === "CONFLICT") return t("closedMeanwhile");
    return code === "NOT_FOUND" ? t("notYours") : errors(`code.${code}`);
  };
}

/** An entry that moves to another day is drawn anew: the focus goes with it. */
function useFocusKept(shown: Agenda, root: RefObject<HTMLElement | null>): (id: string) => void {
  const kept = useRef<string | null>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (kept.current === null || (focused !== null && focused !== document.body && focused.isConnected)) return;
    focusRow(root.current, kept.current);
    kept.current = null;
  }, [shown, root]);
  return (id) => {
    kept.current = id;
  };
}
