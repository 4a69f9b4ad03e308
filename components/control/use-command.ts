"use client";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

export type ControlCommand<T = void> = (input: unknown) => Promise<ActionResult<T>>;

/** Runs a command once at a time; a refusal is told. */
export function useCommand() {
  const errors = useTranslations("errors");
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const run = <T,>(command: ControlCommand<T>, input: unknown, then: (data: T) => void, refusals: Partial<Record<string, string>> = {}) =>
    startTransition(async () => {
      const result = await command(input).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
      if (result.ok) return then(result.data);
      const [field] = Object.values(result.fields ?? {});
      const named = field && errors.has(`fields.${field}` as "fields.required") ? errors(`fields.${field}` as "fields.required") : undefined;
      toast({ message: refusals[result.code] ?? named ?? errors(`code.${result.code}`), tone: "danger" });
    });
  return { isPending, run, toast };
}
