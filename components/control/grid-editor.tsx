"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { ArrowDownIcon, ArrowUpIcon, PlusIcon } from "@/components/ui/icons";
import type { GridQuestion } from "@/lib/domain/control-campaign";
import { useCommand, type ControlCommand } from "./use-command";
import styles from "./grid-editor.module.css";

type Draft = GridQuestion & { id: number };
type GridEditorProps = { version: number; questions: readonly GridQuestion[]; save: ControlCommand };

/** The questions in their order, edited together and saved as the next version. */
export function GridEditor({ version, questions: kept, save }: GridEditorProps) {
  const t = useTranslations("controlReview.gridEdit");
  const { isPending, run, toast } = useCommand();
  const [questions, setQuestions] = useState<readonly Draft[]>(() => kept.map((question, id) => ({ ...question, id })));
  const change = (id: number, changed: Partial<GridQuestion>) => setQuestions(questions.map((question) => (question.id === id ? { ...question, ...changed } : question)));
  const move = (place: number, by: number) => {
    const moved = [...questions];
    moved.splice(place + by, 0, ...moved.splice(place, 1));
    setQuestions(moved);
  };
  const add = () => setQuestions([...questions, { id: Math.max(-1, ...questions.map(({ id }) => id)) + 1, code: "", critical: false, textFr: "", textEn: "" }]);
  const send = () => run(save, { version, questions: questions.map(({ code, critical, textFr, textEn }) => ({ code, critical, textFr, textEn })) },
    () => toast({ message: t("saved"), tone: "success" }), { INVALID: t("fault") });
  return (
    <>
      <ol className={styles.list}>
        {questions.map((question, place) => (
          <li key={question.id}>
            <fieldset className={styles.question}>
              <legend>{t("question", { n: place + 1 })}</legend>
              <label>{t("code")}<input value={question.code} maxLength={40} onChange={(event) => change(question.id, { code: event.target.value.toUpperCase().replace(/[^A-Z0-9_]/g, "_") })} /></label>
              <label className={styles.check}><input type="checkbox" checked={question.critical} onChange={(event) => change(question.id, { critical: event.target.checked })} /> {t("critical")}</label>
              <label className={styles.text}>{t("textFr")}<input value={question.textFr} maxLength={300} lang="fr" onChange={(event) => change(question.id, { textFr: event.target.value })} /></label>
              <label className={styles.text}>{t("textEn")}<input value={question.textEn} maxLength={300} lang="en" onChange={(event) => change(question.id, { textEn: event.target.value })} /></label>
              <p className={styles.commands}>
                <button type="button" className={button.icon} aria-label={t("up")} disabled={place === 0} onClick={() => move(place, -1)}><ArrowUpIcon size={16} /></button>
                <button type="button" className={button.icon} aria-label={t("down")} disabled={place === questions.length - 1} onClick={() => move(place, 1)}><ArrowDownIcon size={16} /></button>
                <button type="button" className={button.quiet} disabled={questions.length === 1} onClick={() => setQuestions(questions.filter(({ id }) => id !== question.id))}>{t("remove")}</button>
              </p>
            </fieldset>
          </li>
        ))}
      </ol>
      <p className={styles.commands}>
        <button type="button" className={button.quiet} onClick={add}><PlusIcon size={16} /> {t("add")}</button>
        <button type="button" className={button.primary} disabled={isPending} onClick={send}>{t("save")}</button>
      </p>
    </>
  );
}
