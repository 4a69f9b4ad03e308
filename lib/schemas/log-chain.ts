import { z } from "zod";
import type { Day } from "@/lib/domain/dates";
import { day } from "./day";
import type { SearchParams } from "./portfolio-filter";

/** Whose log. */
export const logChainInput = z.object({ branchId: z.coerce.number().int().positive() });

const days = z.object({ from: day, until: day }).refine(({ from, until }) => from <= until).nullable().catch(null);

/** The days of an address (`from=2026-11-01&until=2026-11-22`) whose seals are meant; null: all of them, where one is missing or they are in no order. */
export function sealedDaysOf({ from, until }: SearchParams): { from: Day; until: Day } | null {
  return days.parse({ from, until });
}
