"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useEffectEvent, useId, useRef, useState, type FormEvent, type KeyboardEvent as KeyPress, type RefObject } from "react";
import { ChoiceChips, Help, ToggleChips } from "@/components/interactions/chip-group";
import { submissionOf, type LogDraft, type LogSubject } from "@/components/interactions/log-draft";
import type { LogInteraction } from "@/components/interactions/log-interaction";
import { NextStepField } from "@/components/interactions/next-step-field";
import { PolicyAnswer } from "@/components/interactions/policy-answer";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { sendLog } from "@/components/outbox/send-log";
import button from "@/components/ui/button.module.css";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import { INTERACTION_OUTCOMES, type InteractionOutcome, type LoggedEffect } from "@/lib/domain/interaction-log";
import type { AppErrorCode } from "@/lib/errors";
import type { Messages } from "@/lib/i18n/messages/fr";
import { keyOfProduct, productOfKey, quickDraft, withProduct, withQuickOutcome } from "./quick-draft";
import styles from "./round.module.css";
import { digitOf, isTyping } from "./use-single-keys";

type FieldMessage = keyof Messages["errors"]["fields"];
type Universe = keyof Messages["domain"]["universe"];
type Failure = { code: AppErrorCode | "OFFLINE"; fields: Readonly<Record<string, string>>; draft: LogDraft };

/** The digits after those of the outcomes lead to a field. */
const FIELD_OF_DIGIT: Readonly<Record<number, string>> = { 8: "[data-field='nextStep'] input:checked", 9: "textarea" };

type QuickLogProps = {
  subject: LogSubject;
  client: { id: number; name: string };
  log: LogInteraction;
  areKeysOn: boolean;
  /** Saved, or (null) kept in the outbox until the server answers. */
  onLogged: (entry: { id: string; outcome: InteractionOutcome | null }, effect: LoggedEffect | null) => void;
  onClose: () => void;
};

/**
 * A contact in a few keys: a digit is the outcome, letters tick products, Ctrl + Enter saves. What was typed stays until
 * it is saved or given up, and every attempt has the same key: nothing is counted twice.
 */
export function QuickLog({ subject, client, log, areKeysOn, onLogged, onClose }: QuickLogProps) {
  const t = useTranslations("round.log");
  const words = useTranslations("log");
  const titleId = useId();
  const form = useRef<HTMLFormElement>(null);
  const [id] = useState(newSubmissionKey);
  const [initial] = useState(() => quickDraft(subject));
  const [draft, setDraft] = useState(initial);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isTyped = draft.notes !== "";
  const [isAsking, setAsking] = useState(false);
  useLeaveGuard(form, isTyped, () => setAsking(true));
  useEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid='true'] input, input[aria-invalid='true']")?.focus(), [failure]);
  const close = () => (isTyped && !isAsking ? setAsking(true) : onClose());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isPending) return;
    setPending(true);
    const { action, corrects } = subject;
    const sent = await sendLog(log, { client: { id: client.id, name: client.name }, action, corrects, submission: submissionOf(draft, subject, { id, clientId: client.id }) });
    setPending(false);
    if (sent.kind === "REFUSED") setFailure({ ...sent, draft });
    else onLogged({ id, outcome: draft.outcome }, sent.kind === "SAVED" ? sent.effect : null);
  };
  const onKeyDown = (event: KeyPress) => {
    const isSave = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isSave) form.current?.requestSubmit();
    else if (event.key === "Escape") close();
    else if (event.ctrlKey || event.metaKey || event.altKey || !areKeysOn || isTyping(event.target)) return;
    else if (!pressed(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** Whether the key meant something. */
  const pressed = ({ nativeEvent, key }: KeyPress): boolean => {
    const digit = digitOf(nativeEvent) ?? 0;
    const field = FIELD_OF_DIGIT[digit] && form.current?.querySelector<HTMLElement>(FIELD_OF_DIGIT[digit]);
    if (field) field.focus();
    const outcome = INTERACTION_OUTCOMES[digit - 1];
    if (outcome) form.current?.querySelector<HTMLElement>(`input[value="${outcome}"]`)?.focus();
    const product = productOfKey(subject.context, key);
    if (outcome) setDraft(withQuickOutcome(draft, outcome, subject));
    else if (product && draft.outcome !== "NO_ANSWER") setDraft(withProduct(draft, product));
    return Boolean(field) || outcome !== undefined || product !== null;
  };
  return (
    <form ref={form} className={styles.quickLog} aria-labelledby={titleId} noValidate onSubmit={(event) => void submit(event)} onKeyDown={onKeyDown}>
      <h2 id={titleId}>{t("title")}</h2>
      <p className={styles.hint}>{t("hint")}</p>
      <Fields subject={subject} draft={draft} failure={failure} areKeysOn={areKeysOn} onChange={setDraft} />
      {failure && <Refusal failure={failure} />}
      {isAsking && <p role="alert" className={styles.failure}><strong>{words("discard.title")}</strong> {words("discard.text")}</p>}
      <div className={styles.formButtons}>
        <button type="submit" className={button.primary} disabled={isPending} aria-keyshortcuts="Control+Enter Meta+Enter">{isPending ? words("saving") : t("save")}</button>
        <button type="button" className={button.quiet} onClick={close}>{isAsking ? words("discard.confirm") : t("close")}</button>
        {isAsking && <button type="button" className={button.quiet} onClick={() => setAsking(false)}>{words("discard.cancel")}</button>}
      </div>
    </form>
  );
}

type FieldsProps = { subject: LogSubject; draft: LogDraft; failure: Failure | null; areKeysOn: boolean; onChange: (draft: LogDraft) => void };

/** The fields in the order in which one tells a contact. */
function Fields({ subject, draft, failure, areKeysOn, onChange }: FieldsProps) {
  const words = useTranslations("log");
  const domain = useTranslations("domain");
  const errors = useTranslations("errors.fields");
  const [dayId, notesId, helpId] = [useId(), useId(), useId()];
  /** Until something of the draft is changed. */
  const errorOf = (field: string) => {
    const key = failure?.draft === draft ? failure.fields[field] : undefined;
    return key && errors(key as FieldMessage);
  };
  const { context } = subject;
  return (
    <>
      <ChoiceChips legend={words("outcome")} required autoFocus error={errorOf("outcome")} value={draft.outcome}
        options={INTERACTION_OUTCOMES.map((value, place) => ({ value, label: <>{areKeysOn && <kbd aria-hidden="true">{place + 1}</kbd>}{domain(`outcome.${value}`)}</> }))}
        onChange={(outcome) => onChange(withQuickOutcome(draft, outcome, subject))} />
      <ChoiceChips legend={words("channel")} required error={errorOf("channel")} value={draft.channel}
        options={INTERACTION_CHANNELS.map((value) => ({ value, label: domain(`channel.${value}`) }))} onChange={(channel) => onChange({ ...draft, channel })} />
      <PolicyAnswer subject={subject} draft={draft} />
      {draft.outcome !== "NO_ANSWER" && <Products subject={subject} draft={draft} areKeysOn={areKeysOn} errorOf={errorOf} onChange={onChange} />}
      <div>
        <label htmlFor={notesId} className={styles.legend}>{words("notes")}{areKeysOn && <> <kbd aria-hidden="true">9</kbd></>}</label>
        <textarea id={notesId} rows={2} maxLength={4_000} className={styles.notesField} value={draft.notes} aria-describedby={helpId} onChange={(event) => onChange({ ...draft, notes: event.target.value })} />
        <Help id={helpId} hint={words("notesHint")} error={errorOf("notes")} />
      </div>
      <div data-field="nextStep">
        <NextStepField context={context} draft={draft} error={errorOf("nextStepOn")} onChange={(step) => onChange({ ...draft, ...step })}
          hint={draft.outcome === "NO_ANSWER" && subject.action ? words("noAnswerHint") : undefined} />
      </div>
      <div className={styles.day}>
        <label htmlFor={dayId} className={styles.legend}>{words("day")}</label>
        <input id={dayId} type="date" value={draft.occurredOn} max={context.today} aria-invalid={errorOf("occurredOn") ? true : undefined}
          onChange={(event) => onChange({ ...draft, occurredOn: event.target.value })} />
        <Help id={`${dayId}-help`} error={errorOf("occurredOn")} />
      </div>
    </>
  );
}

type ProductsProps = Omit<FieldsProps, "failure"> & { errorOf: (field: string) => string | undefined };

function Products({ subject: { context }, draft, areKeysOn, errorOf, onChange }: ProductsProps) {
  const t = useTranslations("round.log.products");
  const words = useTranslations("log");
  const domain = useTranslations("domain.universe");
  const locale = useLocale();
  const legendId = useId();
  const isSale = draft.outcome === "SOLD";
  const error = errorOf(isSale ? "productsSold" : "productsDiscussed") ?? (isSale ? undefined : errorOf("outcome"));
  const universes = [...new Set(context.products.map(({ universe }) => universe))];
  return (
    <div role="group" aria-labelledby={legendId}>
      <span id={legendId} className={styles.legend}>{t(isSale ? "SOLD" : draft.outcome === "DECLINED" ? "DECLINED" : "OTHER")}</span>
      <Help id={`${legendId}-help`} error={error} />
      {universes.map((universe) => (
        <ToggleChips key={universe} legend={domain(universe as Universe)} value={isSale ? draft.sold : draft.discussed} onToggle={(code) => onChange(withProduct(draft, code))} error={error}
          options={context.products.filter((product) => product.universe === universe).map((product) => ({
            value: product.code,
            label: <>{areKeysOn && <ProductKey letter={keyOfProduct(context, product.code)} />}{locale === "fr" ? product.nameFr : product.nameEn}</>,
            note: product.isHeld ? words("held") : undefined,
          }))} />
      ))}
    </div>
  );
}

/** The catalogue may have more products than there are letters. */
function ProductKey({ letter }: { letter: string | null }) {
  return letter && <kbd aria-hidden="true">{letter}</kbd>;
}

function Refusal({ failure }: { failure: Failure }) {
  const t = useTranslations("log");
  const errors = useTranslations("errors.code");
  return <p role="alert" className={styles.failure}><strong>{errors(failure.code)}</strong> {t("failed")}</p>;
}

/** What was typed is not left behind by a click on a link or a way to elsewhere: the form asks, or else the browser. */
function useLeaveGuard(form: RefObject<HTMLElement | null>, isTyped: boolean, onAsk: () => void): void {
  const ask = useEffectEvent(onAsk);
  useEffect(() => {
    if (!isTyped) return;
    const hold = (event: Event) => {
      event.preventDefault();
      event.stopPropagation();
      ask();
    };
    const onClick = (event: MouseEvent) => {
      const isInForm = event.target instanceof Node && form.current?.contains(event.target);
      if (!isInForm && event.target instanceof Element && event.target.closest("a[href]:not([href^='tel:'], [href^='mailto:'])")) hold(event);
    };
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") hold(event);
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("click", onClick, true);
    window.addEventListener("keydown", onKey, true);
    window.addEventListener("beforeunload", onUnload);
    return () => {
      window.removeEventListener("click", onClick, true);
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("beforeunload", onUnload);
    };
  }, [form, isTyped]);
}
