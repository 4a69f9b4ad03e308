import { z } from "zod";
import { DIFFERENCE_STANDINGS, type DifferenceStanding } from "@/lib/domain/advisor-difference";
import { clientId } from "./client";
import type { Place } from "./place";
import { openPlace, type OpenSealed, type Sealed, type SearchParams } from "./portfolio-filter";

/** Which differences; `advisorId`: of whoever is on either side. */
export type DifferenceFilter = { standing: DifferenceStanding; advisorId: number | null; place: Sealed<Place> | null };

/** The name of the one order of this list. */
export const DIFFERENCE_ORDER = "differences";

const standing = z.enum(DIFFERENCE_STANDINGS).catch("OPEN");
const userId = z.coerce.number().pipe(clientId).nullable().catch(null);

/** An address as a filter: what is to be decided, unless it says otherwise. */
export function parseDifferenceFilter(params: SearchParams, open: OpenSealed): DifferenceFilter {
  return { standing: standing.parse(params.standing), advisorId: userId.parse(params.advisor || null), place: openPlace(params, DIFFERENCE_ORDER, open) };
}

/** A filter as an address: `standing=RETURNING&advisor=7`. */
export function differenceQuery({ standing: asked, advisorId, place }: DifferenceFilter): string {
  return new URLSearchParams({ ...(asked === "OPEN" ? {} : { standing: asked }), ...(advisorId === null ? {} : { advisor: String(advisorId) }), ...(place ? { at: place.token } : {}) }).toString();
}

/** One client, or all that are open, of one advisor or of everyone. */
export const planTakeOverInput = z.strictObject({ clientId: clientId.nullable(), advisorId: clientId.nullable() });
export type PlanTakeOverInput = z.infer<typeof planTakeOverInput>;
