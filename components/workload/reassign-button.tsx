"use client";
import { lazy, type ReactNode } from "react";
import { DialogButton } from "./dialog-button";
import type { ReassignDialogProps } from "./reassign-dialog";

const ReassignDialog = lazy(() => import("./reassign-dialog").then((module) => ({ default: module.ReassignDialog })));

type ReassignButtonProps = Omit<ReassignDialogProps, "onClose"> & { label?: string; children: ReactNode };

/** Opens the dialog by which clients are handed over. Needs the words of `workload`. */
export function ReassignButton({ label, children, ...asked }: ReassignButtonProps) {
  return <DialogButton label={label} dialog={(onClose) => <ReassignDialog {...asked} onClose={onClose} />}>{children}</DialogButton>;
}
