"use client";
import { lazy, Suspense, useState } from "react";
import button from "@/components/ui/button.module.css";
import type { ContractDialogProps } from "./contract-dialog";

const ContractDialog = lazy(() => import("./contract-dialog").then((module) => ({ default: module.ContractDialog })));

/** Opens what there is to say of someone's working time. Needs the words of `workload`. */
export function ContractButton({ label, children, ...dialog }: Omit<ContractDialogProps, "onClose"> & { label: string; children: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={label} onClick={() => setOpen(true)}>{children}</button>
      {isOpen && <Suspense><ContractDialog {...dialog} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
