"use client";
import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { CloseIcon } from "./icons";
import styles from "./toaster.module.css";

export type Toast = {
  message: string;
  tone?: "neutral" | "success" | "danger";
  /** One way back, such as "Undo". */
  action?: { label: string; onClick: () => void };
};

type ShowToast = (toast: Toast) => void;

const ToasterContext = createContext<ShowToast | null>(null);

/** With something to click, a message stays longer; under the pointer or the focus it stays. */
const SHOWN_MS = 6_000;
const SHOWN_WITH_ACTION_MS = 12_000;

/** Shows one short message at a time, announced politely to screen readers. */
export function useToast(): ShowToast {
  const show = use(ToasterContext);
  if (!show) throw new Error("useToast() works inside <Toaster>.");
  return show;
}

export function Toaster({ labels, children }: { labels: { region: string; dismiss: string }; children: ReactNode }) {
  const [toast, setToast] = useState<(Toast & { id: number }) | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const count = useRef(0);
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setToast(null);
  }, []);
  const startTimer = useCallback((shown: Toast) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setToast(null), shown.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS);
  }, []);
  const show = useCallback<ShowToast>((next) => {
    count.current += 1;
    setToast({ ...next, id: count.current });
    startTimer(next);
  }, [startTimer]);
  const takeBack = useCallback(() => {
    toast?.action?.onClick();
    hide();
  }, [toast, hide]);
  useUndoKeys(toast?.action ? takeBack : null);
  const hold = useMemo(() => ({
    onPointerEnter: () => clearTimeout(timer.current),
    onFocus: () => clearTimeout(timer.current),
  }), []);
  return (
    <ToasterContext value={show}>
      {children}
      <div className={styles.region} role="region" aria-label={labels.region}>
        <div role="status" aria-live="polite">
          {toast && (
            <div key={toast.id} className={styles.toast} data-tone={toast.tone ?? "neutral"} {...hold}
              onPointerLeave={() => startTimer(toast)} onBlur={() => startTimer(toast)}>
              <span>{toast.message}</span>
              {toast.action && <button type="button" className={styles.action} aria-keyshortcuts="Control+Z Meta+Z" onClick={takeBack}>{toast.action.label}</button>}
              <button type="button" className={styles.close} aria-label={labels.dismiss} onClick={hide}><CloseIcon /></button>
            </div>
          )}
        </div>
      </div>
    </ToasterContext>
  );
}

/** Below a long list the message is many presses of Tab away: the usual keys go back too. */
function useUndoKeys(takeBack: (() => void) | null): void {
  useEffect(() => {
    if (!takeBack) return;
    const onKey = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "z";
      if (!isUndo || isTyping(event.target)) return;
      event.preventDefault();
      takeBack();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [takeBack]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, select");
}
