import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { useToast } from "@/components/ui/toaster";
import type { RemarkKind } from "@/lib/domain/correction-request";
import type { ActionResult } from "@/lib/errors";

type Faults = Readonly<Record<string, string>>;

/**
 * Sends a remark under one key until it is written, tells what became of it and shows the entry anew. `faults`: what the
 * server found wrong, by field, in words.
 */
export function useRemarkCommand(kind: Exclude<RemarkKind, "CORRECTED">, onDone: () => void) {
  const t = useTranslations("remarks");
  const errors = useTranslations("errors");
  const toast = useToast();
  const router = useRouter();
  const [id, setId] = useState(newSubmissionKey);
  const [faults, setFaults] = useState<Faults>({});
  const [isPending, startTransition] = useTransition();
  const send = (command: (input: unknown) => Promise<ActionResult<void>>, input: object) => startTransition(async () => {
    const result = await command({ ...input, id }).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    if (!result.ok && result.fields) return setFaults(wordsOf(result.fields, errors));
    if (!result.ok && result.code !== "CONFLICT") return toast({ message: errors(`code.${result.code}`), tone: "danger" });
    toast(result.ok ? { message: t(`done.${kind}`), tone: "success" } : { message: t("overtaken"), tone: "danger" });
    setFaults({});
    setId(newSubmissionKey());
    onDone();
    router.refresh();
  });
  return { isPending, faults, send };
}

function wordsOf(fields: Faults, errors: ReturnType<typeof useTranslations<"errors">>): Faults {
  return Object.fromEntries(Object.entries(fields).map(([field, message]) => [field, errors(`fields.${message as "invalid"}`)]));
}
