import { z } from "zod";
import { APPOINTMENT_KINDS } from "@/lib/domain/agenda";
import { CALENDAR_NAMES } from "@/lib/domain/calendar-feed";
import { INTERACTION_CHANNELS } from "@/lib/domain/contact-policy";
import type { Day } from "@/lib/domain/dates";
import { parseWeek, weekOf, type Week } from "@/lib/domain/weeks";
import { clientId } from "./client";
import { day } from "./day";
import type { SearchParams } from "./portfolio-filter";

/** Minutes since midnight. */
export const minute = z.int("time").min(0, "time").max(1_439, "time");
export const lengthMinutes = z.int("tooLarge").min(5, "tooSmall").max(720, "tooLarge");

const place = { on: day, minute: minute.nullable(), lengthMinutes: lengthMinutes.nullable() };
const action = { clientId, id: z.uuid() };

/** Both or none. */
const hasWholeHour = (value: { minute: number | null; lengthMinutes: number | null }) => (value.minute === null) === (value.lengthMinutes === null);

export const moveEntryInput = z.strictObject({ ...action, ...place }).refine(hasWholeHour, { path: ["minute"], message: "time" });
export type MoveEntryInput = z.infer<typeof moveEntryInput>;

/** Takes back the last move of an action. */
export const undoMoveInput = z.strictObject(action);
export type UndoMoveInput = z.infer<typeof undoMoveInput>;

/** `id` is the key of the submission: sent twice, it plans once. */
export const planAppointmentInput = z
  .strictObject({ ...action, ...place, kind: z.enum(APPOINTMENT_KINDS), channel: z.enum(INTERACTION_CHANNELS, "channelMissing") })
  .refine(hasWholeHour, { path: ["minute"], message: "time" });
export type PlanAppointmentInput = z.infer<typeof planAppointmentInput>;

/** What of the agenda is shown: a week, or one day. */
export type AgendaSpan = { view: "week"; week: Week } | { view: "day"; day: Day };

/** `day=2026-11-24` or `week=2026-W48`; what cannot be read is the week of today. */
export function parseAgendaSpan(params: SearchParams, today: Day): AgendaSpan {
  const asked = typeof params.day === "string" ? day.safeParse(params.day) : null;
  if (asked?.success) return { view: "day", day: asked.data };
  const week = typeof params.week === "string" ? parseWeek(params.week) : null;
  return { view: "week", week: week ?? weekOf(today) };
}

/** What a private calendar address names. */
export const calendarNamesInput = z.strictObject({ names: z.enum(CALENDAR_NAMES) });
