"use client";
import { useEffect, useId, useRef, type FormEvent, type ReactNode } from "react";
import { CloseIcon } from "./icons";
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

/** A modal dialog of the browser's own, for pages that send no MUI: Escape and the cross leave it, the focus goes back. What has `data-autofocus` has the focus first. */
export function PlainDialog({ title, labels, onClose, onSubmit, actions, children }: PlainDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    if (dialog.current?.open !== false) return;
    dialog.current.showModal();
    // The browser would begin with the cross, which comes first.
    dialog.current.querySelector<HTMLElement>("[data-autofocus]")?.focus();
  }, []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit?.();
  };
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <header className={styles.head}>
          <h2 id={id}>{title}</h2>
          <button type="button" className={styles.close} aria-label={labels.close} onClick={() => dialog.current?.close()}><CloseIcon size={18} /></button>
        </header>
        <div className={styles.body}>{children}</div>
        {actions && <footer className={styles.foot}>{actions}</footer>}
      </form>
    </dialog>
  );
}
