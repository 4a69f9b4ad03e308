import { z } from "zod";
import { TRAIL_KINDS, type TrailKind } from "@/lib/domain/audit-trail";
import { addDays, type Day } from "@/lib/domain/dates";
import { DAY_STATES, type DayState } from "@/lib/domain/unusual-reading";
import { clientId } from "./client";
import { day } from "./day";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

/** Whose trail: of one client or of one person; null: none is asked for yet. Days inclusive. `kind` null: all that was done. */
export type TrailFilter = { subject: { kind: "client" | "person"; id: number } | null; from: Day; until: Day; kind: TrailKind | null; place: Sealed<Place> | null };

export const TRAIL_ORDER = "trail";
const USUAL_DAYS = 30;

const number = z.coerce.number().pipe(clientId).nullable().catch(null);
const asked = z.object({ client: number.optional(), person: number.optional(), from: day.nullable().catch(null).optional(), until: day.nullable().catch(null).optional(), kind: z.enum(TRAIL_KINDS).nullable().catch(null).optional() });

/** An address as a filter: the last thirty days unless it says otherwise. */
export function parseTrailFilter(params: SearchParams, today: Day, open: OpenSealed): TrailFilter {
  const { client, person, from, until, kind } = asked.parse({ client: params.client ?? null, person: params.person ?? null, from: params.from ?? null, until: params.until ?? null, kind: params.kind ?? null });
  const subject = client ? ({ kind: "client", id: client } as const) : person ? ({ kind: "person", id: person } as const) : null;
  return { subject, from: from ?? addDays(today, -USUAL_DAYS), until: until ?? today, kind: kind ?? null, place: openPlace(params, TRAIL_ORDER, open) };
}

/** A filter as an address: `client=12&from=2026-10-23&until=2026-11-22`. */
export function trailQuery({ subject, from, until, kind, place }: TrailFilter): string {
  const query = new URLSearchParams({ ...(subject ? { [subject.kind]: String(subject.id) } : {}), from, until });
  if (kind) query.set("kind", kind);
  if (place) query.set("at", place.token);
  return query.toString();
}

const dayState = z.enum(DAY_STATES).catch("OPEN");

/** Which unusual days an address asks for (`state=CLOSED`): those that wait, unless it says otherwise. */
export function dayStateOf(params: SearchParams): DayState {
  return dayState.parse(params.state);
}

/** A note by which a day is closed; `id` is the key of the submission: sent twice, it stands once. */
export const closeDayInput = z.strictObject({
  id: z.uuid(),
  userId: clientId,
  day,
  text: z.string().trim().min(1, "remarkMissing").max(1_000, "remarkTooLong"),
});
export type CloseDayInput = z.infer<typeof closeDayInput>;
