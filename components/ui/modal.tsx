"use client";
import { useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent, type ReactNode, type SyntheticEvent } from "react";
import styles from "./modal.module.css";

type ModalProps = {
  /** Its name: in words, or the id of the element that says it. */
  label?: string;
  labelledBy?: string;
  describedBy?: string;
  className?: string;
  /** Escape, the browser's Back gesture and a click beside it ask to leave; whoever opened it decides. */
  onDismiss: () => void;
  /** A click beside it does not ask to leave. */
  isFirm?: boolean;
  children: ReactNode;
};

/**
 * A modal dialog of the browser's own, open as long as it is drawn; leaving it gives the focus back to where it was.
 * What has `data-autofocus` has the focus first, else the dialog itself.
 */
export function Modal({ label, labelledBy, describedBy, className, onDismiss, isFirm, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    show(shown);
    return () => shown?.close();
  }, []);
  const dismissOn = (event: KeyboardEvent | SyntheticEvent) => {
    event.preventDefault();
    onDismiss();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Taken before the browser does: the second Escape in a row would close it without asking.
    if (event.key === "Escape" && !event.defaultPrevented && !event.nativeEvent.isComposing) dismissOn(event);
  };
  const onClose = () => show(dialog.current);
  const pressedBeside = useRef(false);
  const press = (event: MouseEvent) => {
    pressedBeside.current = event.target === dialog.current;
  };
  const click = (event: MouseEvent) => {
    if (!isFirm && pressedBeside.current && event.target === dialog.current) onDismiss();
  };
  return (
    <dialog ref={dialog} tabIndex={-1} className={`${styles.modal} ${className ?? ""}`} aria-label={label} aria-labelledby={labelledBy} aria-describedby={describedBy}
      onKeyDown={onKeyDown} onCancel={dismissOn} onClose={onClose} onMouseDown={press} onClick={click}>
      {children}
    </dialog>
  );
}

function show(dialog: HTMLDialogElement | null): void {
  if (!dialog?.isConnected || dialog.open) return;
  dialog.showModal();
  (dialog.querySelector<HTMLElement>("[data-autofocus]") ?? dialog).focus();
}
