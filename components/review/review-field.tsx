"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { fieldRule, type AnswerConflict, type ReviewField as Field } from "@/lib/domain/portfolio-review";
import { answerWords, type ReviewWording } from "./review-words";
import styles from "./review.module.css";

type ReviewFieldProps = {
  field: Field;
  value: string;
  fault: string | undefined;
  conflict: AnswerConflict | undefined;
  /** The days between which the next review may be. */
  days: { min: string; max: string };
  wording: ReviewWording;
  onChange: (field: Field, value: string) => void;
  onSettle: (field: Field, side: "mine" | "theirs") => void;
};

/** The address of a field on its page: what the list of the missing ones leads to. */
export function fieldAnchor(field: Field): string {
  return `review-${field}`;
}

/** One question of the checklist with its answer, why it is asked, and the other side where somebody noted something else. */
export function ReviewField({ field, value, fault, conflict, days, wording, onChange, onSettle }: ReviewFieldProps) {
  const { t } = wording;
  const errors = useTranslations("errors.fields");
  const hintId = useId();
  const rule = fieldRule(field);
  const shared = {
    id: fieldAnchor(field), value, className: styles.input, "aria-required": true, "aria-describedby": hintId, "aria-invalid": fault ? true : undefined,
    onChange: (event: { target: { value: string } }) => onChange(field, rule.kind === "EUROS" ? event.target.value.replace(/\D/g, "") : event.target.value),
  };
  return (
    <div className={styles.field} data-missing={value.trim() === ""}>
      <label htmlFor={fieldAnchor(field)}>{t(`field.${field}.label`)}</label>
      {rule.kind === "TEXT" && <textarea rows={3} maxLength={2_000} {...shared} />}
      {rule.kind === "EUROS" && <input type="text" inputMode="numeric" autoComplete="off" maxLength={10} {...shared} />}
      {rule.kind === "DAY" && <input type="date" {...days} {...shared} />}
      {rule.kind === "CHOICE" && (
        <select {...shared}>
          <option value="">{t("choose")}</option>
          {rule.choices?.map((choice) => <option key={choice} value={choice}>{answerWords(field, choice, wording)}</option>)}
        </select>
      )}
      <p id={hintId} className={styles.hint}>
        {fault && <strong className={styles.fault}>{errors(fault as Parameters<typeof errors>[0])}. </strong>}
        {t(`field.${field}.hint`)} <span className={styles.article}>{t("article", { article: rule.article })}</span>
      </p>
      {conflict && (
        <div className={styles.conflict} role="group" aria-label={t("conflict.of", { field: t(`field.${field}.label`) })}>
          <p><strong>{t("conflict.mine")}</strong> {shownAnswer(field, value, wording)}</p>
          <p><strong>{t("conflict.theirs")}</strong> {shownAnswer(field, conflict.theirs, wording)}</p>
          <button type="button" onClick={() => onSettle(field, "mine")}>{t("conflict.keepMine")}</button>
          <button type="button" onClick={() => onSettle(field, "theirs")}>{t("conflict.takeTheirs")}</button>
        </div>
      )}
    </div>
  );
}

function shownAnswer(field: Field, value: string, wording: ReviewWording): string {
  return value.trim() === "" ? wording.t("nothing") : answerWords(field, value, wording);
}
