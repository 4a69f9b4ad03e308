"use client";
import { useState } from "react";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog } from "@/components/interactions/log-interaction-dialog";
import button from "@/components/ui/button.module.css";
import { PlusIcon } from "@/components/ui/icons";

/** Opens the log for a contact that no suggestion asked for. */
export function LogButton({ label, client, log }: { label: string; client: { id: number; name: string }; log: LogActions }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.primary} aria-haspopup="dialog" onClick={() => setOpen(true)}><PlusIcon size={16} /> {label}</button>
      <LogInteractionDialog {...log} open={open} client={client} action={null} onClose={() => setOpen(false)} />
    </>
  );
}
