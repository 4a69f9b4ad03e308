import { z } from "zod";
import { BULK_LIMIT } from "@/lib/domain/bulk-step";
import { clientId } from "./client";
import { NO_FILTER, parsePortfolioFilter, portfolioQuery, type OpenSealed, type PortfolioFilter } from "./portfolio-filter";

/** Clients chosen in a list: these (`all` false), or the whole list but these. `list`: its address, without a place. */
export const selectionInput = z.strictObject({ list: z.string().max(4_000), all: z.boolean(), ids: z.array(clientId).max(BULK_LIMIT) });
export type SelectionInput = z.infer<typeof selectionInput>;

export type ClientSelection = { filter: PortfolioFilter; all: boolean; ids: readonly number[] };

export function openSelection({ list, all, ids }: SelectionInput, open: OpenSealed): ClientSelection {
  return { filter: parsePortfolioFilter(Object.fromEntries(new URLSearchParams(list)), open), all, ids };
}

/** A list as a selection names it: who is in it, and not from where on, in which order or how they are shown. */
export function selectableList(filter: PortfolioFilter): string {
  const { place, viewId, sort, reversed, columns, isCompact } = NO_FILTER;
  return portfolioQuery({ ...filter, place, viewId, sort, reversed, columns, isCompact });
}
