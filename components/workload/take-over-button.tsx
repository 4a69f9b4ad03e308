"use client";
import { lazy, type ReactNode } from "react";
import { DialogButton } from "./dialog-button";
import type { TakeOverDialogProps } from "./take-over-dialog";

const TakeOverDialog = lazy(() => import("./take-over-dialog").then((module) => ({ default: module.TakeOverDialog })));

type TakeOverButtonProps = Omit<TakeOverDialogProps, "onClose"> & { label?: string; children: ReactNode };

/** Opens the dialog by which the core bank's advisor takes clients over. Needs the words of `workload` and `differences`. */
export function TakeOverButton({ label, children, ...asked }: TakeOverButtonProps) {
  return <DialogButton label={label} dialog={(onClose) => <TakeOverDialog {...asked} onClose={onClose} />}>{children}</DialogButton>;
}
