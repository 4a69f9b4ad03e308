import type { useTranslations } from "next-intl";
import type { ShownView } from "@/components/portfolio/views/view-commands";
import { openText } from "@/lib/auth/sealed-text";
import { findDefaultView, findView } from "@/lib/data/list-views";
import type { Viewer } from "@/lib/data/viewer";
import { isShippedView, SHIPPED_VIEWS, type SavedView } from "@/lib/domain/list-view";
import { asksForDefault, leavesToView, paramsWithView, tidyViewQuery, viewQuery } from "@/lib/schemas/list-view";
import { parsePortfolioFilter, viewIdOf, withChange, type PortfolioFilter, type SearchParams } from "@/lib/schemas/portfolio-filter";

/**
 * What a page shows: the list, and the view that it began with. `saved` is null for none, for one that ships, and for one
 * that the viewer may not see: then `isMissing`.
 */
export type ShownList = { filter: PortfolioFilter; view: Promise<{ saved: SavedView | null; isMissing: boolean }> };

/** The view that the list began with, in words; null: every client, or a view that is not there. */
export function shownView(filter: PortfolioFilter, saved: SavedView | null, t: ReturnType<typeof useTranslations<"listViews">>): ShownView | null {
  const { viewId } = filter;
  const isChanged = (query: string) => viewQuery(filter) !== tidyViewQuery(query);
  if (saved) return { id: saved.id, name: saved.name, saved, isChanged: isChanged(saved.query) };
  if (viewId === null || !isShippedView(viewId)) return null;
  return { id: viewId, name: t(`shipped.${viewId}`), saved: null, isChanged: isChanged(SHIPPED_VIEWS[viewId]) };
}

/**
 * The list that an address means. Where the view has nothing to add to the address, the list does not wait for it.
 */
export async function readShownList(viewer: Viewer, params: SearchParams): Promise<ShownList> {
  if (asksForDefault(params)) return defaultList(viewer);
  const viewId = viewIdOf(params);
  if (viewId === null) return listWith(parse(params), null);
  if (isShippedView(viewId)) return listWith(parse(leavesToView(params) ? paramsWithView(viewId, SHIPPED_VIEWS[viewId], params) : params), null);
  const finding = findView(viewer, viewId);
  if (!leavesToView(params)) return { filter: parse(params), view: finding.then((saved) => ({ saved, isMissing: saved === null })) };
  const saved = await finding;
  return saved ? listWith(parse(paramsWithView(viewId, saved.query, params)), saved) : listWith(withoutView(parse(params)), null, true);
}

async function defaultList(viewer: Viewer): Promise<ShownList> {
  const found = await findDefaultView(viewer);
  if (found?.view) return listWith(parse(paramsWithView(found.id, found.view.query, {})), found.view);
  if (found && isShippedView(found.id)) return listWith(parse(paramsWithView(found.id, SHIPPED_VIEWS[found.id], {})), null);
  return listWith(parse({}), null);
}

function listWith(filter: PortfolioFilter, saved: SavedView | null, isMissing = false): ShownList {
  return { filter, view: Promise.resolve({ saved, isMissing }) };
}

function withoutView(filter: PortfolioFilter): PortfolioFilter {
  return withChange(filter, { viewId: null });
}

function parse(params: SearchParams): PortfolioFilter {
  return parsePortfolioFilter(params, openText);
}
