"use client";
import { lazy, Suspense, useState, type ReactNode } from "react";
import button from "@/components/ui/button.module.css";
import type { TakeOverDialogProps } from "./take-over-dialog";

const TakeOverDialog = lazy(() => import("./take-over-dialog").then((module) => ({ default: module.TakeOverDialog })));

type TakeOverButtonProps = Omit<TakeOverDialogProps, "onClose"> & { label?: string; children: ReactNode };

/** Opens the dialog by which the core bank's advisor takes clients over. Needs the words of `workload` and `differences`. */
export function TakeOverButton({ label, children, ...dialog }: TakeOverButtonProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={label} onClick={() => setOpen(true)}>{children}</button>
      {isOpen && <Suspense><TakeOverDialog {...dialog} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
