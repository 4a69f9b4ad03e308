"use client";
import { useEffect, useState } from "react";
import { LOG_HASH } from "@/components/go-to/log-hash";
import type { LogActions } from "@/components/interactions/log-interaction";
import { LogInteractionDialog, useLogDialogAtHand } from "@/components/interactions/log-interaction-dialog";
import button from "@/components/ui/button.module.css";
import { PlusIcon } from "@/components/ui/icons";

/** Opens the log for a contact that no suggestion asked for. */
export function LogButton({ label, client, log }: { label: string; client: { id: number; name: string }; log: LogActions }) {
  const [open, setOpen] = useState(false);
  useLogDialogAtHand(true);
  useEffect(() => {
    const openIfAsked = () => {
      if (location.hash !== LOG_HASH) return;
      // Asked once: a reload shows the page alone.
      history.replaceState(history.state, "", location.pathname + location.search);
      setOpen(true);
    };
    const timer = setTimeout(openIfAsked);
    const onHash = () => setTimeout(openIfAsked);
    window.addEventListener("hashchange", onHash);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("hashchange", onHash);
    };
  }, []);
  return (
    <>
      <button type="button" className={button.primary} aria-haspopup="dialog" onClick={() => setOpen(true)}><PlusIcon size={16} /> {label}</button>
      <LogInteractionDialog {...log} open={open} client={client} action={null} onClose={() => setOpen(false)} />
    </>
  );
}
