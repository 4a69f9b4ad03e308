import { z } from "zod";
import type { Day } from "@/lib/domain/dates";
import { FOLLOW_UP_PARTS, type FollowUpPart, type FollowUpPeriod } from "@/lib/domain/follow-up-measures";
import { NEXT_ACTION_KINDS, type NextActionKind } from "@/lib/domain/next-actions";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { firstOfMonth } from "@/lib/domain/dates";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

export const TREND_TABS = [...SEGMENTS, "NEW"] as const;

/** Whose follow-up, of which segment and kind of action; null: of all. `period` null: this month; a month by its first day. */
export type TrendFilter = {
  branchId: number | null;
  advisorId: number | null;
  tab: Segment | "NEW" | null;
  kind: NextActionKind | null;
  period: "3" | "12" | Day | null;
};

/** The entries behind one figure; `detail`: of one reason, one rule. */
export type TrendEntryFilter = TrendFilter & { part: FollowUpPart; detail: string | null; place: Sealed<Place> | null };

/** The name of the one order of these entries. */
export const TREND_ORDER = "trend";

const wanted = <T>(schema: z.ZodType<T>) => schema.nullable().catch(null);
const id = wanted(z.coerce.number().int().min(1).max(2_147_483_647));
const tab = wanted(z.enum(TREND_TABS));
const kind = wanted(z.enum(NEXT_ACTION_KINDS));
const period = wanted(z.union([z.enum(["3", "12"]), z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/).transform((month) => `${month}-01` as Day)]));
const part = wanted(z.enum(FOLLOW_UP_PARTS));
const detail = wanted(z.string().regex(/^[A-Z0-9_]{1,40}$/));

/** An address as a filter; what cannot be read is as if it were not there. */
export function parseTrendFilter(params: SearchParams): TrendFilter {
  const read = <T>(schema: z.ZodType<T>, name: string): T => schema.parse(firstOf(params[name]) || null);
  return { branchId: read(id, "branch"), advisorId: read(id, "advisor"), tab: read(tab, "segment"), kind: read(kind, "action"), period: read(period, "period") };
}

/** As above, with the part whose entries are asked for; null where the address names none. */
export function parseTrendEntryFilter(params: SearchParams, open: OpenSealed): TrendEntryFilter | null {
  const asked = part.parse(firstOf(params.part));
  return asked && { ...parseTrendFilter(params), part: asked, detail: detail.parse(firstOf(params.detail)), place: openPlace(params, TREND_ORDER, open) };
}

/** A filter as an address: `branch=1&period=2026-10`, without what is not asked for. */
export function trendQuery({ branchId, advisorId, tab, kind, period, ...entries }: TrendFilter & Partial<Pick<TrendEntryFilter, "part" | "detail" | "place">>): string {
  const named: [string, string | null | undefined][] = [
    ["branch", branchId?.toString()], ["advisor", advisorId?.toString()], ["segment", tab], ["action", kind],
    ["period", period?.slice(0, 7)], ["part", entries.part], ["detail", entries.detail], ["at", entries.place?.token],
  ];
  return new URLSearchParams(named.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();
}

/** The months that are asked for; a month that is not there to be looked at is this one. */
export function periodOf({ period }: Pick<TrendFilter, "period">, months: readonly Day[], today: Day): FollowUpPeriod {
  if (period === "3" || period === "12") return { untilMonth: firstOfMonth(today), months: period === "3" ? 3 : 12 };
  return { untilMonth: period !== null && months.includes(period) ? period : firstOfMonth(today), months: 1 };
}

function firstOf(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
