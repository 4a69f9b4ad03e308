"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import button from "@/components/ui/button.module.css";
import { Modal } from "@/components/ui/modal";
import { deliver } from "./outbox";
import { isUnsent, type OutboxEntry } from "./outbox-entry";
import { OutboxItem } from "./outbox-item";
import styles from "./outbox.module.css";
import { useOutbox } from "./use-outbox";

export type OutboxPanelProps = { onClose: () => void; onResume: (entry: OutboxEntry) => void };

/** What waits, what was refused and why; on the way out, what leaving would lose. */
export function OutboxPanel({ onClose, onResume }: OutboxPanelProps) {
  const t = useTranslations("outbox");
  const titleId = useId();
  const { entries, isSending, problem, leaving } = useOutbox();
  const unsent = entries.filter(isUnsent).length;
  return (
    <Modal className={styles.dialog} labelledBy={titleId} onDismiss={onClose}>
      <div className={styles.header}>
        <h2 id={titleId}>{t(leaving ? "leave.title" : "title")}</h2>
        <p>{leaving ? t("leave.text", { count: unsent }) : t("text")}</p>
      </div>
      <p role="status" className={styles.problem}>{isSending ? t("sending") : problem && unsent > 0 && t(`problem.${problem}`)}</p>
      {entries.length === 0 ? <p className={styles.empty}>{t("empty")}</p> : (
        <ul className={styles.entries}>{entries.map((entry) => <OutboxItem key={entry.id} entry={entry} onResume={onResume} onLeave={onClose} />)}</ul>
      )}
      <div className={styles.footer}>
        {entries.some(({ state }) => state.kind === "WAITING") && <button type="button" className={button.primary} disabled={isSending} onClick={() => void deliver()}>{t("send")}</button>}
        {leaving && <button type="button" className={unsent > 0 ? button.danger : button.primary} onClick={leaving}>{t(unsent > 0 ? "leave.confirm" : "leave.go")}</button>}
        <button type="button" data-autofocus className={button.quiet} onClick={onClose}>{t(leaving ? "leave.stay" : "close")}</button>
      </div>
    </Modal>
  );
}
