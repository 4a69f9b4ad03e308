import { z } from "zod";
import { NEXT_ACTION_KINDS, type NextActionKind } from "@/lib/domain/next-actions";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

/** What of the list is shown. `due`: overdue or due today; `soon`: due within the next seven days. `taken`: taken on. */
export const TODAY_VIEWS = ["due", "overdue", "today", "soon", "taken", "snoozed"] as const;
export type TodayView = (typeof TODAY_VIEWS)[number];

/** `kind` null: every kind. `place` null: from the first on. */
export type TodayFilter = { view: TodayView; kind: NextActionKind | null; place: Sealed<Place> | null };

/** The name of the list's one order, which its places are made for. */
export const TODAY_ORDER = "today";

/** Everything overdue or due today. */
export const ALL_DUE: TodayFilter = { view: "due", kind: null, place: null };

const shown = z.object({
  view: z.enum(TODAY_VIEWS).catch("due"),
  kind: z.enum(NEXT_ACTION_KINDS).nullable().catch(null),
});

/** An address as a filter; what cannot be read is as if it were not there. */
export function parseTodayFilter(params: SearchParams, open: OpenSealed): TodayFilter {
  return { ...shown.parse(params), place: openPlace(params, TODAY_ORDER, open) };
}

/** A filter as an address, without what is as by default: `view=soon&kind=WELCOME`. */
export function todayQuery({ view, kind, place }: TodayFilter): string {
  const query = new URLSearchParams();
  if (view !== "due") query.set("view", view);
  if (kind) query.set("kind", kind);
  if (place) query.set("at", place.token);
  return query.toString();
}
