"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import button from "@/components/ui/button.module.css";
import { deliver } from "./outbox";
import { isUnsent, type OutboxEntry } from "./outbox-entry";
import { OutboxItem } from "./outbox-item";
import styles from "./outbox.module.css";
import { useOutbox } from "./use-outbox";

export type OutboxPanelProps = { onClose: () => void; onResume: (entry: OutboxEntry) => void };

/** What waits, what was refused and why; on the way out, what leaving would lose. */
export function OutboxPanel({ onClose, onResume }: OutboxPanelProps) {
  const t = useTranslations("outbox");
  const dialog = useRef<HTMLDialogElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  const titleId = useId();
  const { entries, isSending, problem, leaving } = useOutbox();
  useEffect(() => {
    if (dialog.current?.open !== false) return;
    dialog.current.showModal();
    // Not on the first link in it: what is safe has the focus.
    close.current?.focus();
  }, []);
  const unsent = entries.filter(isUnsent).length;
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={titleId} onClose={onClose} onClick={(event) => event.target === dialog.current && dialog.current.close()}>
      <div className={styles.header}>
        <h2 id={titleId}>{t(leaving ? "leave.title" : "title")}</h2>
        <p>{leaving ? t("leave.text", { count: unsent }) : t("text")}</p>
      </div>
      <p role="status" className={styles.problem}>{isSending ? t("sending") : problem && unsent > 0 && t(`problem.${problem}`)}</p>
      {entries.length === 0 ? <p className={styles.empty}>{t("empty")}</p> : (
        <ul className={styles.entries}>{entries.map((entry) => <OutboxItem key={entry.id} entry={entry} onResume={onResume} onLeave={() => dialog.current?.close()} />)}</ul>
      )}
      <div className={styles.footer}>
        {entries.some(({ state }) => state.kind === "WAITING") && <button type="button" className={button.primary} disabled={isSending} onClick={() => void deliver()}>{t("send")}</button>}
        {leaving && <button type="button" className={unsent > 0 ? button.danger : button.primary} onClick={leaving}>{t(unsent > 0 ? "leave.confirm" : "leave.go")}</button>}
        <button ref={close} type="button" className={button.quiet} onClick={() => dialog.current?.close()}>{t(leaving ? "leave.stay" : "close")}</button>
      </div>
    </dialog>
  );
}
