"use client";
import button from "@/components/ui/button.module.css";
import { PrinterIcon } from "@/components/ui/icons";

/** Prints what Ctrl+P prints: the sheet on one page. */
export function PrintButton({ label }: { label: string }) {
  return <button type="button" className={button.quiet} onClick={() => window.print()}><PrinterIcon size={16} /> {label}</button>;
}
