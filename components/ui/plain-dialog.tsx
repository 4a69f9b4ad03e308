"use client";
import { useId, type FormEvent, type ReactNode } from "react";
import { CloseIcon } from "./icons";
import { Modal } from "./modal";
import styles from "./plain-dialog.module.css";

type PlainDialogProps = {
  title: string;
  labels: { close: string };
  onClose: () => void;
  /** What Enter in a field does; without it there is nothing to send. */
  onSubmit?: () => void;
  /** Buttons at the foot. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A title with a cross, some fields, buttons at the foot. What was typed is not lost by a click beside it. */
export function PlainDialog({ title, labels, onClose, onSubmit, actions, children }: PlainDialogProps) {
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <Modal className={styles.dialog} labelledBy={id} onDismiss={onClose} isFirm>
      <form className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h2 id={id}>{title}</h2>
          <button type="button" className={styles.close} aria-label={labels.close} onClick={onClose}><CloseIcon size={18} /></button>
        </header>
        <div className={styles.body}>{children}</div>
        {actions && <footer className={styles.foot}>{actions}</footer>}
      </form>
    </Modal>
  );
}
