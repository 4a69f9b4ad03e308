"use client";
import { useRef, useState, type RefObject } from "react";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog, useLogDialogAtHand } from "@/components/interactions/log-interaction-dialog";
import { lazyDialog } from "@/components/lazy-dialog";
import { useReturnedRow } from "@/components/returned-row";
import type { ActionCard } from "@/lib/domain/action-card";
import type { Day } from "@/lib/domain/dates";
import type { ActionCommands, RowRequest } from "./action-commands";
import styles from "./action-list.module.css";
import { ActionRow } from "./action-row";
import { actionWords } from "./action-words";
import { focusBeside } from "./row-focus";
import { useActionChanges } from "./use-action-changes";
import { useActionWording } from "./use-action-wording";

const SnoozeMenu = lazyDialog(() => import("./snooze-menu").then((module) => module.SnoozeMenu));
const DismissDialog = lazyDialog(() => import("./dismiss-dialog").then((module) => module.DismissDialog));

type ActionListProps = {
  cards: readonly ActionCard[];
  /** The bank's day. */
  today: Day;
  /** What the list is, for a screen reader. */
  label: string;
  /** Null where the viewer may only look. */
  commands: ActionCommands | null;
  log: LogActions | null;
  /** The query of the links to the clients; null on a client's own page, where no client is named. */
  clientQuery: string | null;
};

/** Ranked next actions, each with its why, its priority and what may be done. Needs the words of `actions`, `domain`, `log`. */
export function ActionList({ cards, today, label, commands, log, clientQuery }: ActionListProps) {
  const wording = useActionWording(today);
  const list = useRef<HTMLOListElement>(null);
  useReturnedRow(list);
  useLogDialogAtHand(log !== null);
  const [request, setRequest] = useState<RowRequest | null>(null);
  const { shown, changes } = useActionChanges(cards, commands, wording, list);
  const close = () => setRequest(null);
  const closing = (change: () => void) => {
    close();
    change();
  };
  return (
    <>
      <ol ref={list} className={styles.list} aria-label={label} tabIndex={-1}>
        {shown.map((shownCard) => (
          <ActionRow key={shownCard.id} card={shownCard} words={actionWords(shownCard, wording)} wording={wording} clientQuery={clientQuery}
            canLog={log !== null} canChange={commands !== null} onRequest={setRequest} />
        ))}
      </ol>
      {changes && request?.type === "snooze" && (
        <SnoozeMenu anchor={request.anchor} wording={wording} onClose={close} onSnooze={(untilOn) => closing(() => changes.snooze(request.card, untilOn))}
          onWake={actionWords(request.card, wording).isSnoozed ? () => closing(() => changes.wake(request.card)) : null} />
      )}
      {changes && request?.type === "dismiss" && (
        <DismissDialog card={request.card} wording={wording} onClose={close} onDismiss={(reason) => closing(() => changes.dismiss(request.card, reason))} />
      )}
      {log && request?.type === "log" && <LogDialog key={request.card.id} card={request.card} log={log} list={list} onClose={close} />}
    </>
  );
}

/** Once the contact is saved its row is about to leave, and the button that had the focus with it. */
function LogDialog({ card, log, list, onClose }: { card: ActionCard; log: LogActions; list: RefObject<HTMLElement | null>; onClose: () => void }) {
  const isLogged = useRef(false);
  const close = () => {
    onClose();
    if (isLogged.current) focusBeside(list.current, card.id);
  };
  const client = { id: card.clientId, name: card.clientName };
  return <LogInteractionDialog {...log} open client={client} action={card} onLogged={() => { isLogged.current = true; }} onClose={close} />;
}
