"use client";
import { lazy, Suspense, useState, type ReactNode } from "react";
import button from "@/components/ui/button.module.css";
import type { ReassignDialogProps } from "./reassign-dialog";

const ReassignDialog = lazy(() => import("./reassign-dialog").then((module) => ({ default: module.ReassignDialog })));

type ReassignButtonProps = Omit<ReassignDialogProps, "onClose"> & { label?: string; children: ReactNode };

/** Opens the dialog by which clients are handed over. Needs the words of `workload`. */
export function ReassignButton({ label, children, ...dialog }: ReassignButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={label} onClick={() => setOpen(true)}>{children}</button>
      {isOpen && <Suspense><ReassignDialog {...dialog} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
