"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import fields from "@/components/agenda/fields.module.css";
import button from "@/components/ui/button.module.css";
import { PlainDialog } from "@/components/ui/plain-dialog";
import { CORRECTION_REASONS, USUAL_ANSWER_DAYS, type CorrectionReason } from "@/lib/domain/correction-request";
import { addDays, type Day } from "@/lib/domain/dates";
import type { RemarkCommands } from "./remark-commands";
import { DueField, MentionField, TextField } from "./remark-fields";
import styles from "./remarks.module.css";
import { useRemarkCommand } from "./use-remark-command";

type Colleagues = readonly { id: number; name: string }[];
type Entry = { clientId: number; interactionId: string };
type AskDialogProps = { entry: Entry; today: Day; colleagues: Colleagues; ask: NonNullable<RemarkCommands["ask"]>; onClose: () => void };

/** What is wrong with the entry, and until when an answer is expected. */
export function AskDialog({ entry, today, colleagues, ask, onClose }: AskDialogProps) {
  const t = useTranslations("remarks");
  const common = useTranslations("common");
  const reasonId = useId();
  const [draft, setDraft] = useState<{ reason: CorrectionReason; text: string; dueOn: string; mentions: number[] }>({ reason: "NOTES", text: "", dueOn: addDays(today, USUAL_ANSWER_DAYS), mentions: [] });
  const { isPending, faults, send } = useRemarkCommand("ASKED", onClose);
  return (
    <PlainDialog title={t("form.askTitle")} labels={{ close: common("close") }} onClose={onClose} onSubmit={() => send(ask, { ...entry, ...draft })}
      actions={<button type="submit" className={button.primary} disabled={isPending}>{t("form.confirm")}</button>}>
      <p className={styles.about}>{t("form.about")}</p>
      <div>
        <label htmlFor={reasonId} className={fields.label}>{t("form.reason")}</label>
        <select id={reasonId} data-autofocus className={fields.input} value={draft.reason} onChange={(event) => setDraft({ ...draft, reason: event.target.value as CorrectionReason })}>
          {CORRECTION_REASONS.map((reason) => <option key={reason} value={reason}>{t(`reason.${reason}`)}</option>)}
        </select>
      </div>
      <TextField label={t("form.text")} value={draft.text} onChange={(text) => setDraft({ ...draft, text })} fault={faults.text} />
      <DueField value={draft.dueOn} first={today} onChange={(dueOn) => setDraft({ ...draft, dueOn })} fault={faults.dueOn} />
      <MentionField colleagues={colleagues} value={draft.mentions} onChange={(mentions) => setDraft({ ...draft, mentions })} />
    </PlainDialog>
  );
}

type AnsweredProps = { request: Entry & { requestId: string; step: number }; onClose: () => void };

/** Why the entry is right as it is. */
export function StandsDialog({ request, answer, onClose }: AnsweredProps & { answer: NonNullable<RemarkCommands["answer"]> }) {
  const t = useTranslations("remarks.form");
  const common = useTranslations("common");
  const [text, setText] = useState("");
  const { isPending, faults, send } = useRemarkCommand("STANDS", onClose);
  return (
    <PlainDialog title={t("standsTitle")} labels={{ close: common("close") }} onClose={onClose} onSubmit={() => send(answer, { ...request, text })}
      actions={<button type="submit" className={button.primary} disabled={isPending}>{t("confirm")}</button>}>
      <TextField label={t("why")} value={text} onChange={setText} fault={faults.text} />
    </PlainDialog>
  );
}

/** What the answer lacks, and until when another is expected. */
export function AgainDialog({ request, today, judge, onClose }: AnsweredProps & { today: Day; judge: NonNullable<RemarkCommands["judge"]> }) {
  const t = useTranslations("remarks.form");
  const common = useTranslations("common");
  const [draft, setDraft] = useState<{ text: string; dueOn: string }>({ text: "", dueOn: addDays(today, USUAL_ANSWER_DAYS) });
  const { isPending, faults, send } = useRemarkCommand("ASKED_AGAIN", onClose);
  return (
    <PlainDialog title={t("againTitle")} labels={{ close: common("close") }} onClose={onClose} onSubmit={() => send(judge, { ...request, ...draft, kind: "ASKED_AGAIN" })}
      actions={<button type="submit" className={button.primary} disabled={isPending}>{t("confirm")}</button>}>
      <TextField label={t("text")} value={draft.text} onChange={(text) => setDraft({ ...draft, text })} fault={faults.text} />
      <DueField value={draft.dueOn} first={today} onChange={(dueOn) => setDraft({ ...draft, dueOn })} fault={faults.dueOn} />
    </PlainDialog>
  );
}
