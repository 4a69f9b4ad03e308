"use client";
import { useLocale, useTranslations } from "next-intl";
import { useId } from "react";
import { APPOINTMENT_LENGTHS } from "@/lib/domain/agenda";
import { addDays, type Day } from "@/lib/domain/dates";
import type { LogContext } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import { ChoiceChips, Help } from "./chip-group";
import { STEP_PICKS, type LogDraft, type StepDays, type StepPick } from "./log-draft";
import styles from "./log-dialog.module.css";

type Step = Pick<LogDraft, "nextStepOn" | "nextStepTime" | "nextStepLength">;
type NextStepFieldProps = { context: LogContext; isCadenceKnown?: boolean; draft: Step & Pick<LogDraft, "occurredOn">; onChange: (step: Partial<Step>) => void; hint?: string; error?: string };

/** When the client is expected to hear from the bank again; none leaves it to the rhythm of the segment. */
export function NextStepField(props: NextStepFieldProps) {
  const { context, isCadenceKnown = true, draft, onChange, hint, error } = props;
  const t = useTranslations("log");
  const locale = useLocale();
  const [dayId, helpId] = [useId(), useId()];
  const value = draft.nextStepOn;
  const days = stepDays(context);
  const picked = value === "" ? "NONE" : (STEP_PICKS.find((pick) => days[pick] === value) ?? null);
  const picks = STEP_PICKS.filter((pick) => isCadenceKnown || pick !== "CADENCE");
  const options = (["NONE", ...picks] as const).map((pick) => ({ value: pick, label: t(`pick.${pick}`, { day: formatDay(locale, context.nextStepOn) }) }));
  return (
    <div className={styles.nextStep}>
      <ChoiceChips legend={t("nextStep")} options={options} value={picked} onChange={(pick: StepPick | "NONE") => onChange({ nextStepOn: pick === "NONE" ? "" : days[pick] })} />
      <div className={styles.stepFields}>
        <div>
          <label htmlFor={dayId} className={styles.legend}>{t("nextStepDay")}</label>
          <input id={dayId} type="date" className={styles.day} value={value} min={draft.occurredOn} aria-invalid={error ? true : undefined} aria-describedby={helpId}
            onChange={(event) => onChange({ nextStepOn: event.target.value })} />
        </div>
        {value !== "" && <HourFields draft={draft} onChange={onChange} />}
      </div>
      <Help id={helpId} hint={[hint, useStepWords(props)].filter(Boolean).join(" ")} error={error} />
    </div>
  );
}

function HourFields({ draft, onChange }: Pick<NextStepFieldProps, "draft" | "onChange">) {
  const t = useTranslations("log");
  const [timeId, lengthId] = [useId(), useId()];
  return (
    <>
      <div>
        <label htmlFor={timeId} className={styles.legend}>{t("nextStepTime")}</label>
        <input id={timeId} type="time" step={300} className={styles.day} value={draft.nextStepTime} onChange={(event) => onChange({ nextStepTime: event.target.value })} />
      </div>
      {draft.nextStepTime !== "" && (
        <div>
          <label htmlFor={lengthId} className={styles.legend}>{t("nextStepLength")}</label>
          <select id={lengthId} className={styles.day} value={draft.nextStepLength} onChange={(event) => onChange({ nextStepLength: Number(event.target.value) })}>
            {APPOINTMENT_LENGTHS.map((minutes) => <option key={minutes} value={minutes}>{t("minutes", { minutes })}</option>)}
          </select>
        </div>
      )}
    </>
  );
}

/** What will come of it, in a sentence. */
function useStepWords({ context, isCadenceKnown = true, draft: { nextStepOn, nextStepTime } }: NextStepFieldProps): string {
  const t = useTranslations("log");
  const domain = useTranslations("domain");
  const locale = useLocale();
  if (nextStepOn === "" && !isCadenceKnown) return t("partial.nextStepNone");
  if (nextStepOn === "") return t("nextStepNone", { days: context.cadenceDays, day: formatDay(locale, context.nextStepOn) });
  const day = formatDay(locale, nextStepOn as Day);
  if (nextStepOn < context.today) return t("nextStepLate", { day });
  return t("nextStepSet", { action: domain("actionKind.PERSONAL_FOLLOW_UP"), day: [day, nextStepTime].filter(Boolean).join(", ") });
}

function stepDays({ today, nextStepOn }: LogContext): StepDays {
  return { WEEK: addDays(today, 7), TWO_WEEKS: addDays(today, 14), MONTH: addDays(today, 30), CADENCE: nextStepOn };
}
