"use client";
import { useId } from "react";
import { WarningIcon } from "@/components/ui/icons";
import { APPOINTMENT_LENGTHS, FARTHEST_DAYS, USUAL_LENGTH, type AgendaPlace } from "@/lib/domain/agenda";
import { isPublicHoliday } from "@/lib/domain/call-hours";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import { clockOf, minuteOf } from "@/lib/domain/local-time";
import { formatDay } from "@/lib/i18n/format";
import type { AgendaWording } from "./entry-words";
import styles from "./fields.module.css";

/** A place as fields hold it. */
export type PlaceDraft = { on: string; time: string; length: number };

export function placeDraft({ on, minute, lengthMinutes }: AgendaPlace, today: Day): PlaceDraft {
  return { on: on < today ? today : on, time: minute === null ? "" : clockOf(minute), length: lengthMinutes ?? USUAL_LENGTH };
}

/** Null where there is no day, or one that cannot be chosen. */
export function placeOf({ on, time, length }: PlaceDraft, today: Day): AgendaPlace | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on) || on < today || on > addDays(today, FARTHEST_DAYS)) return null;
  const minute = minuteOf(time);
  return { on: on as Day, minute, lengthMinutes: minute === null ? null : length };
}

type PlaceFieldsProps = { draft: PlaceDraft; onChange: (draft: PlaceDraft) => void; wording: AgendaWording; fault: string | null; warnings: readonly string[]; autoFocus?: boolean };

/** The day, perhaps the hour, then how long; below, what speaks against it. */
export function PlaceFields({ draft, onChange, wording, fault, warnings, autoFocus }: PlaceFieldsProps) {
  const { t, today } = wording;
  const [dayId, timeId, lengthId, faultId] = [useId(), useId(), useId(), useId()];
  const said = [...dayWarnings(draft.on, wording), ...warnings];
  return (
    <>
      <div className={styles.row}>
        <div>
          <label htmlFor={dayId} className={styles.label}>{t("place.on")}</label>
          <input id={dayId} type="date" required data-autofocus={autoFocus} className={styles.input} value={draft.on} min={today} max={addDays(today, FARTHEST_DAYS)} aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? faultId : undefined} onChange={(event) => onChange({ ...draft, on: event.target.value })} />
        </div>
        <div>
          <label htmlFor={timeId} className={styles.label}>{t("place.time")}</label>
          <input id={timeId} type="time" step={300} className={styles.input} value={draft.time} onChange={(event) => onChange({ ...draft, time: event.target.value })} />
        </div>
        {draft.time !== "" && (
          <div>
            <label htmlFor={lengthId} className={styles.label}>{t("place.length")}</label>
            <select id={lengthId} className={styles.input} value={draft.length} onChange={(event) => onChange({ ...draft, length: Number(event.target.value) })}>
              {lengthsWith(draft.length).map((minutes) => <option key={minutes} value={minutes}>{t("place.minutes", { minutes })}</option>)}
            </select>
          </div>
        )}
      </div>
      {draft.time === "" && <p className={styles.hint}>{t("place.timeHint")}</p>}
      {fault && <p id={faultId} role="alert" className={styles.fault}>{fault}</p>}
      <div role="status" className={styles.warnings}>{said.map((warning) => <p key={warning}><WarningIcon size={16} /> {warning}</p>)}</div>
    </>
  );
}

/** A length that was dragged or agreed on elsewhere stays one of the choices. */
function lengthsWith(length: number): number[] {
  return [...new Set([...APPOINTMENT_LENGTHS, length])].sort((a, b) => a - b);
}

function dayWarnings(on: string, { locale, t }: AgendaWording): string[] {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return [];
  const day = formatDay(locale, on as Day);
  if (isPublicHoliday(on as Day)) return [t("place.holiday", { day })];
  return dateOf(on as Day).getUTCDay() === 0 ? [t("place.sunday", { day })] : [];
}
