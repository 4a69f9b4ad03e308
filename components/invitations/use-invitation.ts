"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import type { Messages } from "@/lib/i18n/messages/fr";
import type { InvitationCommand } from "./invitation-commands";

/** Sends a command and draws the page anew; a refusal says why. */
export function useInvitation(command: InvitationCommand, done: string) {
  const errors = useTranslations("errors");
  const toast = useToast();
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const send = (input: object) => startTransition(async () => {
    const result = await command(input).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    const fault = result.ok ? undefined : result.fields?.channel;
    if (result.ok) toast({ message: done, tone: "success" });
    else toast({ message: fault ? errors(`fields.${fault as keyof Messages["errors"]["fields"]}`) : errors(`code.${result.code}`), tone: "danger" });
    router.refresh();
  });
  return { pending, send };
}
