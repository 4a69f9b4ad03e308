"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition, type FormEvent } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { TextField } from "@/components/remarks/remark-fields";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import { LONGEST_NOTE } from "@/lib/domain/assignment";
import type { ActionResult } from "@/lib/errors";
import styles from "./hand-over.module.css";

type HandOverNoteFormProps = { clientId: number; write: (input: unknown) => Promise<ActionResult<void>> };

/** A note for whoever takes the client over, under one key until it is written. Needs the words of `handOver`. */
export function HandOverNoteForm({ clientId, write }: HandOverNoteFormProps) {
  const t = useTranslations("handOver");
  const errors = useTranslations("errors");
  const toast = useToast();
  const [{ id, text }, setDraft] = useState(() => ({ id: newSubmissionKey(), text: "" }));
  const [fault, setFault] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    if (!text.trim()) return setFault(errors("fields.remarkMissing"));
    if (text.trim().length > LONGEST_NOTE) return setFault(errors("fields.remarkTooLong"));
    startTransition(async () => {
      const answer = await write({ id, clientId, text }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
      if (!answer.ok) return setFault(errors(`code.${answer.code}`));
      setFault(undefined);
      setDraft({ id: newSubmissionKey(), text: "" });
      toast({ message: t("done"), tone: "success" });
    });
  };
  const type = (typed: string) => {
    setDraft({ id, text: typed });
    setFault(undefined);
  };
  return (
    <form className={styles.write} onSubmit={submit} noValidate>
      <TextField label={t("label")} value={text} fault={fault} isCut={false} onChange={type} />
      <p className={styles.hint}>{t("hint")}</p>
      <button type="submit" className={button.quiet} disabled={isPending}>{t("send")}</button>
    </form>
  );
}
