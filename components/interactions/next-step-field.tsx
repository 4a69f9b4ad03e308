"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { addDays, type Day } from "@/lib/domain/dates";
import type { LogContext } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import { ChoiceChips, Help } from "./chip-group";
import { STEP_PICKS, type StepDays, type StepPick } from "./log-draft";
import styles from "./log-dialog.module.css";

type NextStepFieldProps = { context: LogContext; isCadenceKnown?: boolean; value: string; onChange: (day: string) => void; hint?: string; error?: string };

/** When the client is expected to hear from the bank again; none leaves it to the rhythm of the segment. */
export function NextStepField({ context, isCadenceKnown = true, value, onChange, hint, error }: NextStepFieldProps) {
  const t = useTranslations("log");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const [dayId, helpId] = [useId(), useId()];
  const days = stepDays(context);
  const picked = value === "" ? "NONE" : (STEP_PICKS.find((pick) => days[pick] === value) ?? null);
  const byCadence = formatDay(locale, context.nextStepOn);
  const picks = STEP_PICKS.filter((pick) => isCadenceKnown || pick !== "CADENCE");
  const options = (["NONE", ...picks] as const).map((pick) => ({ value: pick, label: t(`pick.${pick}`, { day: byCadence }) }));
  const none = isCadenceKnown ? t("nextStepNone", { days: context.cadenceDays, day: byCadence }) : t("partial.nextStepNone");
  const set = value === "" ? none : t("nextStepSet", { action: domain("actionKind.PERSONAL_FOLLOW_UP"), day: formatDay(locale, value as Day) });
  return (
    <div className={styles.nextStep}>
      <ChoiceChips legend={t("nextStep")} options={options} value={picked} onChange={(pick: StepPick | "NONE") => onChange(pick === "NONE" ? "" : days[pick])} />
      <div className={styles.dayField}>
        <label htmlFor={dayId} className={styles.legend}>{t("nextStepDay")}</label>
        <input id={dayId} type="date" className={styles.day} value={value} min={addDays(context.today, 1)} aria-invalid={error ? true : undefined} aria-describedby={helpId}
          onChange={(event) => onChange(event.target.value)} />
      </div>
      <Help id={helpId} hint={[hint, set].filter(Boolean).join(" ")} error={error} />
    </div>
  );
}

function stepDays({ today, nextStepOn }: LogContext): StepDays {
  return { WEEK: addDays(today, 7), TWO_WEEKS: addDays(today, 14), MONTH: addDays(today, 30), CADENCE: nextStepOn };
}
