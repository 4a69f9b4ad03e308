import type { Route } from "next";
import { todayQuery, type TodayFilter } from "@/lib/schemas/today-filter";

/** The address of a part of today's list. */
export function todayHref(filter: TodayFilter): Route {
  const query = todayQuery(filter);
  return query === "" ? "/" : `/?${query}`;
}
