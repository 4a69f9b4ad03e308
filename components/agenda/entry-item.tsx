"use client";
import Link from "next/link";
import type { Route } from "next";
import type { CSSProperties, KeyboardEvent } from "react";
import { ChannelIcon } from "@/components/actions/channel-icon";
import button from "@/components/ui/button.module.css";
import { BlockedIcon, CheckIcon, GripIcon, PlusIcon } from "@/components/ui/icons";
import type { AgendaEntry } from "@/lib/domain/agenda";
import type { EntryRequest } from "./agenda-commands";
import styles from "./entry.module.css";
import { entryWords, type AgendaWording, type EntryWords } from "./entry-words";
import type { StartDrag } from "./use-entry-drag";

export type EntryTools = {
  wording: AgendaWording;
  /** Minutes since midnight, now. */
  minute: number;
  /** The id of a sentence that says how to move by keys. */
  helpId: string;
  /** The id of what is under the pointer. */
  draggedId: string | null;
  onRequest: (request: EntryRequest) => void;
  startDrag: StartDrag;
  nudge: (entry: AgendaEntry, key: string) => boolean;
};

/** An entry of the agenda: when, with whom, what and how, whether one may; from it one logs and moves. */
export function EntryItem({ entry, tools, style }: { entry: AgendaEntry; tools: EntryTools; style?: CSSProperties }) {
  const words = entryWords(entry, tools.wording);
  const { today, t } = tools.wording;
  const hasPassed = entry.on === today && entry.minute !== null && entry.minute + (entry.lengthMinutes ?? 0) <= tools.minute;
  return (
    <li className={styles.entry} style={style} data-action={entry.id} data-source={entry.source} data-late={words.late !== null || hasPassed} data-dragged={tools.draggedId === entry.id}
      onPointerDown={(event) => tools.startDrag(entry, event)}>
      <Handle entry={entry} words={words} tools={tools} />
      <div className={styles.what}>
        <p className={styles.line}>
          {words.hours && <span className={styles.hours}>{words.hours.from}<span data-end>–{words.hours.until}</span></span>}
          <Link href={`/clients/${entry.clientId}` as Route} prefetch={false} draggable={false} className={styles.client}>{entry.clientName}</Link>
        </p>
        <p className={styles.detail}><ChannelIcon channel={entry.channel} size={14} /><span className="visually-hidden">{words.channel}: </span>{words.title}</p>
        <p className={styles.source}>
          {words.late !== null ? <strong className={styles.late}>{words.when}, {words.late}</strong> : hasPassed ? <strong className={styles.late}>{t("passed")}</strong> : words.source}
        </p>
        <Answer words={words} />
      </div>
      <button type="button" className={`${button.icon} ${styles.tool}`} aria-label={t("logFor", { client: entry.clientName })} title={t("log")} aria-haspopup="dialog"
        onClick={() => tools.onRequest({ type: "log", entry })}><PlusIcon size={16} /></button>
    </li>
  );
}

/** Drags by mouse or finger, moves by the arrow keys, and opens the choice of a date. */
function Handle({ entry, words, tools: { wording: { t }, helpId, nudge, onRequest } }: { entry: AgendaEntry; words: EntryWords; tools: EntryTools }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    nudge(entry, event.key);
  };
  return (
    <button type="button" data-grip className={`${button.icon} ${styles.grip}`} aria-label={t("moveFor", { client: entry.clientName, when: words.when })} aria-describedby={helpId} aria-haspopup="dialog"
      aria-keyshortcuts="ArrowLeft ArrowRight ArrowUp ArrowDown" title={t("moveHelp")} onKeyDown={onKeyDown} onClick={() => onRequest({ type: "move", entry })}>
      <GripIcon size={16} />
    </button>
  );
}

function Answer({ words: { answer } }: { words: EntryWords }) {
  if (answer === null) return null;
  return (
    <p className={styles.answer} data-forbidden={answer.isForbidden} title={answer.rule}>
      {answer.isForbidden ? <BlockedIcon size={14} /> : <CheckIcon size={14} />} {answer.verdict}<span className={styles.rule}>{answer.rule}</span>
    </p>
  );
}
