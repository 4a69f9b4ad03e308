"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { lazyDialog } from "@/components/lazy-dialog";
import button from "@/components/ui/button.module.css";
import type { BankEvent } from "@/lib/domain/invitation";
import type { InvitationCommand } from "./invitation-commands";

const EventDialog = lazyDialog(() => import("./event-dialog").then((module) => module.EventDialog));

type EditEventButtonProps = { /** Null: a new one. */ event: BankEvent | null; title: string | null; save: InvitationCommand };

/** Opens an event for writing. */
export function EditEventButton({ event, title, save }: EditEventButtonProps) {
  const t = useTranslations("invitations.admin");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={event ? button.quiet : button.primary} aria-haspopup="dialog" aria-label={title === null ? undefined : t("editOf", { title })} onClick={() => setOpen(true)}>
        {t(event ? "edit" : "add")}
      </button>
      {open && <EventDialog event={event} save={save} onClose={() => setOpen(false)} />}
    </>
  );
}
