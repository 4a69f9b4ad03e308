import { z } from "zod";
import { LONGEST_VIEW_NAME, SHIPPED_VIEWS, type ShippedViewId } from "@/lib/domain/list-view";
import { parsePortfolioFilter, portfolioQuery, viewIdOf, withChange, type PortfolioFilter, type SearchParams } from "./portfolio-filter";

/** The id of a saved view, whether there is one or not. */
export function isSavedViewId(text: string): boolean {
  return id.safeParse(text).success;
}

/** What a view keeps of a list: not whom one searched for, which is personal, nor where in it one was. */
export function viewQuery(filter: PortfolioFilter): string {
  return portfolioQuery(withChange(filter, { viewId: null, text: null }));
}

/** A view's query as today's workbench writes it: what is no longer understood is left out. */
export function tidyViewQuery(query: string): string {
  return viewQuery(parsePortfolioFilter(paramsOf(query), () => null));
}

/** Does the address ask for nothing at all? Then one's own default view is meant. */
export function asksForDefault(params: SearchParams): boolean {
  const isNamed = [params.view, params.sort, params.q, params.at].some((value) => value !== undefined);
  return !isNamed && portfolioQuery(parsePortfolioFilter(params, () => null)) === "";
}

/** Does the address leave to its view whatever it does not say? One with an order says everything itself. */
export function leavesToView(params: SearchParams): boolean {
  return viewIdOf(params) !== null && params.sort === undefined;
}

/** What a view says, and over it what the address does; a name without a value lifts the view's condition. */
export function paramsWithView(viewId: string, query: string, params: SearchParams): SearchParams {
  return { ...paramsOf(query), ...params, view: viewId };
}

function paramsOf(query: string): SearchParams {
  return Object.fromEntries(new URLSearchParams(query));
}

const viewName = z.string().trim().min(1, "viewNameMissing").max(LONGEST_VIEW_NAME, "viewNameTooLong");
const branchId = z.int().min(1).nullable();
const id = z.uuid();
const query = z.string().max(4_000).transform(tidyViewQuery).refine((text) => text.length <= 1_000, "tooLong");

/** A new view, or one that is taken back after its removal: then with the id that it had. */
export const saveViewInput = z.strictObject({ id, name: viewName, query, branchId });
export type SaveViewInput = z.output<typeof saveViewInput>;

export const changeViewInput = saveViewInput.extend({ version: z.int().min(1) });
export type ChangeViewInput = z.output<typeof changeViewInput>;

export const removeViewInput = z.strictObject({ id });

/** Null: the portfolio opens with every client. */
export const chooseDefaultInput = z.strictObject({ id: z.union([id, z.enum(Object.keys(SHIPPED_VIEWS) as [ShippedViewId, ...ShippedViewId[]])]).nullable() });
export type ChooseDefaultInput = z.output<typeof chooseDefaultInput>;
