import { z } from "zod";
import { REVIEW_STANDINGS, type ReviewStanding } from "@/lib/domain/review-cadence";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

/** `standing` null: however they stand. `eventId`: who could still be invited to it. `place` null: from the first on. */
export type DeskFilter = { standing: ReviewStanding | null; eventId: string | null; place: Sealed<Place> | null };

/** The name of the desk's one order, which its places are made for. */
export const DESK_ORDER = "desk";

export const WHOLE_DESK: DeskFilter = { standing: null, eventId: null, place: null };

const shown = z.object({ review: z.enum(REVIEW_STANDINGS).nullable().catch(null), event: z.uuid().nullable().catch(null) });

/** An address as a filter; what cannot be read is as if it were not there. */
export function parseDeskFilter(params: SearchParams, open: OpenSealed): DeskFilter {
  const { review, event } = shown.parse(params);
  return { standing: review, eventId: event, place: openPlace(params, DESK_ORDER, open) };
}

/** A filter as an address: `review=LATE`. */
export function deskQuery({ standing, eventId, place }: DeskFilter): string {
  const query = new URLSearchParams();
  if (standing) query.set("review", standing);
  if (eventId) query.set("event", eventId);
  if (place) query.set("at", place.token);
  return query.toString();
}
