"use client";
import { useTranslations } from "next-intl";
import { useState, type FormEvent } from "react";
import button from "@/components/ui/button.module.css";
import type { RemarkCommands } from "./remark-commands";
import { MentionField, TextField } from "./remark-fields";
import styles from "./remarks.module.css";
import { useRemarkCommand } from "./use-remark-command";

type CommentFormProps = { entry: { clientId: number; interactionId: string }; colleagues: readonly { id: number; name: string }[]; comment: RemarkCommands["comment"] };

/** A comment on the entry, with who is to be told. */
export function CommentForm({ entry, colleagues, comment }: CommentFormProps) {
  const t = useTranslations("remarks.form");
  const [draft, setDraft] = useState<{ text: string; mentions: number[] }>({ text: "", mentions: [] });
  const { isPending, faults, send } = useRemarkCommand("COMMENT", () => setDraft({ text: "", mentions: [] }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(comment, { ...entry, ...draft });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <TextField label={t("comment")} value={draft.text} onChange={(text) => setDraft({ ...draft, text })} fault={faults.text} />
      <MentionField colleagues={colleagues} value={draft.mentions} onChange={(mentions) => setDraft({ ...draft, mentions })} />
      <button type="submit" className={button.quiet} disabled={isPending}>{t("send")}</button>
    </form>
  );
}
