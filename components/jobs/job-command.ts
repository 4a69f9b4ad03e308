"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

/** A server action that a page hands down; app/(workbench)/admin/jobs/server-actions.ts has them. */
export type JobCommand = (input: unknown) => Promise<ActionResult<void>>;

/** Sends a command and says what came of it; `conflict` are the words for one that came too late. */
export function useJobCommand(command: JobCommand) {
  const errors = useTranslations("errors.code");
  const toast = useToast();
  const [pending, startTransition] = useTransition();
  const send = (input: object, words: { done: string; conflict: string }, then?: () => void) =>
    startTransition(async () => {
      const result = await command(input).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (result.ok) toast({ message: words.done });
      else toast({ message: result.code === "CONFLICT" ? words.conflict : errors(result.code), tone: "danger" });
      then?.();
    });
  return { pending, send };
}
