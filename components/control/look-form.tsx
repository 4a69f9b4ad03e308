"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useCallback, useId, useMemo, useState, useSyncExternalStore, useTransition } from "react";
import { usePageKeys, useSingleKeys } from "@/components/round/use-single-keys";
import button from "@/components/ui/button.module.css";
import { CheckIcon, InfoIcon, WarningIcon } from "@/components/ui/icons";
import { Panel } from "@/components/ui/panel";
import { useToast } from "@/components/ui/toaster";
import { CONTROL_ANSWERS, isCompliant, type ControlAnswer, type GridQuestion } from "@/lib/domain/control-campaign";
import { useLook, type LookDraft, type LookKey, type LookState, type SaveLook } from "./use-look";
import styles from "./entry.module.css";

type LookFormProps = { entry: LookKey; questions: readonly GridQuestion[]; kept: LookDraft | null; left: number; nextHref: string | null; save: SaveLook };

/** The grid of one entry, by pointer or by keys; saved as it is answered, finished at the end, and taken back from the message that says so. */
export function LookForm({ entry, questions, kept, left, nextHref, save }: LookFormProps) {
  const t = useTranslations("controlReview");
  const key = useMemo(() => ({ campaignId: entry.campaignId, clientId: entry.clientId, interactionId: entry.interactionId }), [entry.campaignId, entry.clientId, entry.interactionId]);
  const look = useLook(key, kept, save);
  const { answers, remark } = look.draft;
  const [current, setCurrent] = useState(() => Math.max(0, questions.findIndex(({ code }) => kept?.answers[code] === undefined)));
  const { isPending, finish } = useFinish({ look, nextHref });
  const missing = questions.filter(({ code }) => answers[code] === undefined).length;
  const isReady = useSyncExternalStore(subscribeToNothing, () => true, () => false);
  const choose = useCallback((place: number, given: ControlAnswer) => {
    const question = questions[place];
    if (!question) return;
    look.answer(question.code, given);
    setCurrent(Math.min(place + 1, questions.length - 1));
  }, [look, questions]);
  const { areOn } = useSingleKeys();
  const keys = useMemo(() => gridKeys({ current, count: questions.length, choose, move: setCurrent, finish: missing === 0 && !isPending ? finish : null }), [current, questions.length, choose, missing, isPending, finish]);
  usePageKeys(keys, areOn);
  const id = useId();
  const verdict = isCompliant(questions, answers);
  return (
    <Panel title={t("grid")}>
      <fieldset className={styles.grid} disabled={!isReady} aria-label={t("grid")}>
        {questions.map((question, place) => (
          <Question key={question.code} question={question} given={answers[question.code] ?? null} isCurrent={place === current} onAnswer={(given) => choose(place, given)} onFocus={() => setCurrent(place)} />
        ))}
        <div className={styles.remark}>
          <label htmlFor={id}>{t("remark")}</label>
          <textarea id={id} className={styles.input} maxLength={2000} value={remark} aria-describedby={`${id}-hint`} onChange={(event) => look.write(event.target.value)} />
          <p id={`${id}-hint`} className={styles.hint}>{t("remarkHint")}</p>
        </div>
        <div className={styles.foot}>
          <button type="button" className={button.primary} disabled={missing > 0 || isPending} onClick={finish}>{t(nextHref ? "done" : "doneLast")}</button>
          {look.state === "FAILED" && <button type="button" className={button.quiet} onClick={() => void look.retry()}>{t("save.retry")}</button>}
          <SaveState state={look.state} refusal={look.refusal} />
        </div>
        <p className={styles.hint}>{missing > 0 ? t("missing", { count: missing }) : t(`verdict.${verdict ?? false}`)} · {t("left", { left })}</p>
      </fieldset>
      <KeyWords />
    </Panel>
  );
}

function useFinish({ look, nextHref }: { look: ReturnType<typeof useLook>; nextHref: string | null }) {
  const t = useTranslations("controlReview");
  const toast = useToast();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const finish = useCallback(() => startTransition(async () => {
    const compliant = await look.finish(true);
    if (compliant === null) return;
    const here = window.location.pathname;
    const undo = () => void look.finish(false).then(() => {
      router.push(here as Route);
      router.refresh();
    });
    toast({ message: t("saved", { verdict: t(`verdict.${compliant}`) }), tone: "success", action: { label: t("undo"), onClick: undo } });
    if (nextHref) router.push(nextHref as Route);
    else router.refresh();
  }), [look, nextHref, router, t, toast]);
  return { isPending, finish };
}

type QuestionProps = { question: GridQuestion; given: ControlAnswer | null; isCurrent: boolean; onAnswer: (given: ControlAnswer) => void; onFocus: () => void };

function Question({ question, given, isCurrent, onAnswer, onFocus }: QuestionProps) {
  const t = useTranslations("controlReview");
  const locale = useLocale();
  return (
    <fieldset className={styles.question} data-current={isCurrent} onFocus={onFocus}>
      <legend>{locale === "fr" ? question.textFr : question.textEn} {question.critical && <span className={styles.critical}>({t("critical")})</span>}</legend>
      <div className={styles.answers}>
        {CONTROL_ANSWERS.map((answer) => (
          <label key={answer}><input type="radio" name={question.code} value={answer} checked={given === answer} onChange={() => onAnswer(answer)} /> {t(`answer.${answer}`)}</label>
        ))}
      </div>
    </fieldset>
  );
}

function SaveState({ state, refusal }: { state: LookState; refusal: string | null }) {
  const t = useTranslations("controlReview");
  const errors = useTranslations("errors.code");
  const Icon = state === "FAILED" ? WarningIcon : state === "SAVED" ? CheckIcon : InfoIcon;
  const why = state === "FAILED" && refusal ? ` ${refusal === "CONFLICT" ? t("taken") : errors(refusal as "UNEXPECTED")}` : "";
  return <p className={styles.state} data-state={state} role="status"><Icon size={16} /> {t(`save.${state}`)}{why}</p>;
}

/** The letters of both languages: one grid, whoever reviews. */
const KEYS = [["o", "yes"], ["n", "no"], ["s", "na"], ["j", "down"], ["k", "up"], ["f", "done"]] as const;

function KeyWords() {
  const t = useTranslations("controlReview.keys");
  return (
    <details className={styles.keys}>
      <summary>{t("title")}</summary>
      <ul>{KEYS.map(([key, name]) => <li key={key}><kbd>{key.toUpperCase()}</kbd> {t(name)}</li>)}</ul>
    </details>
  );
}

type GridKeys = { current: number; count: number; choose: (place: number, given: ControlAnswer) => void; move: (place: number) => void; finish: (() => void) | null };

function gridKeys({ current, count, choose, move, finish }: GridKeys): Record<string, () => void> {
  const say = (given: ControlAnswer) => () => choose(current, given);
  return {
    o: say("YES"), y: say("YES"), n: say("NO"), s: say("NA"), a: say("NA"),
    j: () => move(Math.min(current + 1, count - 1)), k: () => move(Math.max(current - 1, 0)),
    ...(finish && { f: finish }),
  };
}

function subscribeToNothing(): () => void {
  return () => undefined;
}
