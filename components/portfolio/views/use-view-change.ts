"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { useToast } from "@/components/ui/toaster";
import type { ActionResult } from "@/lib/errors";

/** Carries out one change of the views; what stands in its way is said at the field, or in a toast. */
export function useViewChange() {
  const errors = useTranslations("errors");
  const toast = useToast();
  const [isPending, startTransition] = useTransition();
  const [nameError, setNameError] = useState<string | null>(null);
  const change = (answer: Promise<ActionResult<void>>, onDone: () => void | Promise<void>) => {
    startTransition(async () => {
      const result = await answer.catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
      const field = result.ok ? undefined : result.fields?.name;
      setNameError(field && errors.has(`fields.${field}` as "fields.invalid") ? errors(`fields.${field}` as "fields.invalid") : null);
      if (result.ok) await onDone();
      else if (!field) toast({ message: errors(`code.${result.code}`), tone: "danger" });
    });
  };
  return { change, isPending, nameError };
}
