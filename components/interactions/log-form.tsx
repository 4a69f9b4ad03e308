"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { sendLog, type KeptBecause } from "@/components/outbox/send-log";
import button from "@/components/ui/button.module.css";
import type { LoggedEffect } from "@/lib/domain/interaction-log";
import type { AppErrorCode } from "@/lib/errors";
import type { Messages } from "@/lib/i18n/messages/fr";
import { newDraft, resumedDraft, submissionOf, type LogDraft, type LogSubject, type LogSubmission } from "./log-draft";
import { LogFields } from "./log-fields";
import type { LogInteraction } from "./log-interaction";
import styles from "./log-dialog.module.css";

type FieldMessage = keyof Messages["errors"]["fields"];
type Failure = { code: AppErrorCode | "OFFLINE"; fields: Readonly<Record<string, string>>; attempt: number };

type LogFormProps = {
  subject: LogSubject;
  client: { id: number; name: string };
  /** The key of this submission: the same for every attempt at it. */
  submissionId: string;
  resumes: LogSubmission | null;
  logInteraction: LogInteraction;
  onDirty: (dirty: boolean) => void;
  onLogged: (effect: LoggedEffect) => void;
  onKept: (why: KeptBecause) => void;
  onCancel: () => void;
};

/** What was typed stays until it is saved or given up: a failure says what to do, and marks the fields at fault. */
export function LogForm(props: LogFormProps) {
  const { subject, client, submissionId, resumes, onDirty, onCancel } = props;
  const t = useTranslations("log");
  const common = useTranslations("common");
  const formId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [initial] = useState(() => (resumes ? resumedDraft(resumes, subject) : newDraft(subject)));
  const [draft, setDraft] = useState(initial);
  const { pending, failure, send } = useSubmission(props);
  const errorOf = useFieldErrors(failure, draft);
  useEffect(() => onDirty(JSON.stringify(draft) !== JSON.stringify(initial)), [draft, initial, onDirty]);
  useEffect(() => focusFirstFault(form.current), [failure]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!pending) void send(submissionOf(draft, subject, { id: submissionId, clientId: client.id }), draft);
  };
  return (
    <>
      <form ref={form} id={formId} className={styles.form} noValidate onSubmit={submit}>
        <LogFields subject={subject} draft={draft} onChange={setDraft} errorOf={errorOf} />
      </form>
      {failure && <FailureMessage failure={failure} />}
      <div className={styles.foot}>
        <button type="button" className={button.quiet} onClick={onCancel}>{common("cancel")}</button>
        <button type="submit" form={formId} className={button.primary} disabled={pending}>{t(pending ? "saving" : "submit")}</button>
      </div>
    </>
  );
}

function FailureMessage({ failure }: { failure: Failure }) {
  const t = useTranslations("log");
  const errors = useTranslations("errors");
  const correctsId = failure.fields.correctsId;
  return (
    <div key={failure.attempt} role="alert" className={styles.failure}>
      <strong>{errors(`code.${failure.code}`)}</strong> {correctsId ? errors(`fields.${correctsId as FieldMessage}`) : t("failed")}
    </div>
  );
}

type Sent = { failure: Failure | null; draft: LogDraft | null };

function useSubmission({ subject: { action, corrects }, client, resumes, logInteraction, onLogged, onKept }: LogFormProps) {
  const [pending, setPending] = useState(false);
  const [{ failure, draft: refused }, setSent] = useState<Sent>({ failure: null, draft: null });
  const send = async (submission: LogSubmission, draft: LogDraft) => {
    setPending(true);
    const sent = await sendLog(logInteraction, { client: { id: client.id, name: client.name }, action, corrects, submission }, resumes !== null);
    setPending(false);
    if (sent.kind === "SAVED") onLogged(sent.effect);
    else if (sent.kind === "KEPT") onKept(sent.why);
    else setSent((before) => ({ draft, failure: { code: sent.code, fields: sent.fields, attempt: (before.failure?.attempt ?? 0) + 1 } }));
  };
  return { pending, failure: failure && { ...failure, draft: refused }, send };
}

/** The words of a field's fault, until that field is changed. */
function useFieldErrors(failure: (Failure & { draft: LogDraft | null }) | null, draft: LogDraft): (field: string) => string | undefined {
  const errors = useTranslations("errors.fields");
  return (field) => {
    const key = failure?.fields[field];
    if (key === undefined || valueAt(failure?.draft, field) !== valueAt(draft, field)) return undefined;
    return errors(key as FieldMessage);
  };
}

const DRAFT_FIELDS: Readonly<Record<string, keyof LogDraft>> = { productsDiscussed: "discussed", productsSold: "sold" };

/** A field as the form holds it, by the name that the server gives it: `productsSold`, `profile.email`. */
function valueAt(draft: LogDraft | null | undefined, field: string): string {
  const [first = "", second] = field.split(".");
  const value = draft?.[DRAFT_FIELDS[first] ?? (first as keyof LogDraft)];
  return JSON.stringify(second === undefined ? value : (value as Record<string, unknown> | undefined)?.[second]) ?? "";
}

function focusFirstFault(form: HTMLFormElement | null): void {
  const fault = form?.querySelector<HTMLElement>("[aria-invalid='true']");
  if (!fault) return;
  const fold = fault.closest("details");
  if (fold) fold.open = true;
  const target = fault.matches("input, select, textarea") ? fault : fault.querySelector<HTMLElement>("input");
  target?.focus();
}
