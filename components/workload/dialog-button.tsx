"use client";
import { Suspense, useState, type ReactNode } from "react";
import button from "@/components/ui/button.module.css";

type DialogButtonProps = { label?: string; /** Loaded when it is first opened. */ dialog: (onClose: () => void) => ReactNode; children: ReactNode };

/** A button and the dialog that it opens. */
export function DialogButton({ label, dialog, children }: DialogButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={label} onClick={() => setOpen(true)}>{children}</button>
      {isOpen && <Suspense>{dialog(() => setOpen(false))}</Suspense>}
    </>
  );
}
