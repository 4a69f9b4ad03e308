"use client";
import { useId } from "react";
import button from "./button.module.css";
import styles from "./confirm-dialog.module.css";
import { Modal } from "./modal";

type ConfirmDialogProps = {
  open: boolean;
  title: string;
  text: string;
  labels: { confirm: string; cancel: string };
  danger?: boolean;
  /** While the answer is being carried out. */
  pending?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
};

/** Asks before what cannot be taken back. What can be is done at once, with an undo (useToast). */
export function ConfirmDialog({ open, ...question }: ConfirmDialogProps) {
  return open ? <Question {...question} /> : null;
}

function Question({ title, text, labels, danger, pending, onConfirm, onCancel }: Omit<ConfirmDialogProps, "open">) {
  const titleId = useId();
  const textId = useId();
  return (
    <Modal className={styles.dialog} labelledBy={titleId} describedBy={textId} onDismiss={onCancel}>
      <h2 id={titleId}>{title}</h2>
      <p id={textId}>{text}</p>
      <div className={styles.answers}>
        <button type="button" data-autofocus className={button.quiet} onClick={onCancel}>{labels.cancel}</button>
        <button type="button" className={danger ? button.danger : button.primary} disabled={pending} onClick={onConfirm}>{labels.confirm}</button>
      </div>
    </Modal>
  );
}
