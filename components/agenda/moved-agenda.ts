import { inOrder, isLate, USUAL_LENGTH, type Agenda, type AgendaEntry, type AgendaPlace } from "@/lib/domain/agenda";
import { addDays, laterOf, type Day } from "@/lib/domain/dates";

/** An entry on its way: to a place, or null: off the agenda. */
export type Move = { entry: AgendaEntry; to: AgendaPlace | null };

/** Half an hour a press. */
const STEP_MINUTES = 30;
/** The first hour that an entry without one is given by a key. */
const FIRST_MINUTE = 9 * 60;
const LAST_MINUTE = 21 * 60;

/** The agenda as it stands once the entry is there, of these days; what is put on a day that is not shown is gone from it. */
export function withMove(agenda: Agenda, { entry, to }: Move, days: readonly Day[]): Agenda {
  const others = (entries: readonly AgendaEntry[]) => entries.filter(({ id }) => id !== entry.id);
  const rest = { ...agenda, entries: others(agenda.entries), late: others(agenda.late) };
  if (to === null) return rest;
  const moved: AgendaEntry = { ...entry, ...to, source: entry.source === "SUGGESTED" ? "REMINDER" : entry.source };
  if (isLate(moved, agenda.today)) return { ...rest, late: [...rest.late, moved].sort(inOrder) };
  return days.includes(to.on) ? { ...rest, entries: [...rest.entries, moved].sort(inOrder) } : rest;
}

/** Where a key puts an entry: left and right a day, never one gone by; up and down half an hour, above the first of them none. */
export function nudged({ on, minute, lengthMinutes }: AgendaPlace, key: string, today: Day): AgendaPlace | null {
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const day = laterOf(addDays(laterOf(on, addDays(today, -1)), key === "ArrowLeft" ? -1 : 1), today);
    return day === on ? null : { on: day, minute, lengthMinutes };
  }
  const day = laterOf(on, today);
  if (key === "ArrowDown") {
    const next = minute === null ? FIRST_MINUTE : minute + STEP_MINUTES;
    return next > LAST_MINUTE ? null : { on: day, minute: next, lengthMinutes: lengthMinutes ?? USUAL_LENGTH };
  }
  if (key !== "ArrowUp" || minute === null) return null;
  return minute - STEP_MINUTES < 7 * 60 ? { on: day, minute: null, lengthMinutes: null } : { on: day, minute: minute - STEP_MINUTES, lengthMinutes };
}
