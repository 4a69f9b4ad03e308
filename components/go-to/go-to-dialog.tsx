"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState, type KeyboardEvent } from "react";
import { SearchIcon } from "@/components/ui/icons";
import { Modal } from "@/components/ui/modal";
import type { GoToProps } from "./go-to";
import styles from "./go-to.module.css";
import type { Entry, EntryGroup } from "./entries";
import { useEntries } from "./use-entries";

/** A field and what answers to it: the arrows choose, Enter goes, Escape leaves everything as it was. */
export function GoToDialog({ role, findClients, onClose }: GoToProps & { onClose: () => void }) {
  const t = useTranslations("shell.goTo");
  const id = useId();
  const [typed, setTyped] = useState("");
  const { groups, isWaiting, problem } = useEntries({ role, findClients, typed, leave: onClose });
  const entries = groups.flatMap((group) => group.entries);
  const { chosen, choose, move } = useChosen(entries, typed);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") chosen?.run();
    else if (!move(event.key)) return;
    event.preventDefault();
  };
  return (
    <Modal className={styles.dialog} label={t("title")} onDismiss={onClose}>
      <div className={styles.field}>
        <SearchIcon size={18} />
        <input type="text" data-autofocus role="combobox" aria-label={t("label")} aria-expanded="true" aria-controls={`${id}-list`} aria-autocomplete="list"
          aria-activedescendant={chosen ? `${id}-${chosen.key}` : undefined} placeholder={t("label")} maxLength={80} autoComplete="off" spellCheck={false} enterKeyHint="go"
          value={typed} onChange={(event) => setTyped(event.target.value)} onKeyDown={onKeyDown} />
        <button type="button" onClick={onClose}>{t("close")}</button>
      </div>
      <Groups id={id} groups={groups} chosen={chosen} choose={choose} label={t("results")} />
      <p className={styles.state} role="status">{problem ?? (isWaiting ? t("waiting") : entries.length === 0 ? t("nothing") : <span className="visually-hidden">{t("count", { count: entries.length })}</span>)}</p>
    </Modal>
  );
}

type GroupsProps = { id: string; groups: readonly EntryGroup[]; chosen: Entry | undefined; choose: (key: string) => void; label: string };

function Groups({ id, groups, chosen, choose, label }: GroupsProps) {
  return (
    <div id={`${id}-list`} role="listbox" aria-label={label} className={styles.list}>
      {groups.map(({ name, entries }) => (
        <div key={name} role="group" aria-label={name}>
          <p aria-hidden="true">{name}</p>
          {entries.map((entry) => (
            <div key={entry.key} id={`${id}-${entry.key}`} role="option" aria-selected={entry === chosen} className={styles.entry} onPointerMove={() => choose(entry.key)} onClick={entry.run}>
              <span>{entry.label}</span> {entry.note && <small>{entry.note}</small>}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** The entry that Enter goes to: the first, until another is chosen; the first again when something else is typed. */
function useChosen(entries: readonly Entry[], typed: string) {
  const [choice, setChoice] = useState({ typed, key: "" });
  const place = Math.max(0, entries.findIndex(({ key }) => key === choice.key && choice.typed === typed));
  const chosen = entries[place];
  const choose = (key: string) => setChoice({ typed, key });
  const move = (pressed: string): boolean => {
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, PageDown: entries.length - 1, PageUp: 0 }[pressed];
    if (to === undefined) return false;
    const next = entries[(to + entries.length) % Math.max(1, entries.length)];
    if (next) choose(next.key);
    return true;
  };
  useEffect(() => {
    document.querySelector(`[role=option][aria-selected=true]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen?.key]);
  return { chosen, choose, move };
}
