import type { ListOrigin } from "@/components/clients/sheet/list-position";
import { openText } from "@/lib/auth/sealed-text";
import { todayNeighbours } from "@/lib/data/next-actions";
import { neighboursOf } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { parsePortfolioFilter, portfolioQuery, type SearchParams } from "@/lib/schemas/portfolio-filter";
import { parseTodayFilter, todayQuery } from "@/lib/schemas/today-filter";

/** The list that the address says one came from; the whole portfolio, without a place in it, where it says none. */
export async function listOriginOf(viewer: Viewer, clientId: number, params: SearchParams): Promise<ListOrigin> {
  if (params.from === "today") return fromToday(viewer, clientId, params);
  const filter = parsePortfolioFilter(params, openText);
  const query = portfolioQuery(filter);
  const place = params.from === "portfolio" ? await neighboursOf(viewer, filter, clientId) : null;
  return { list: "portfolio", href: withQuery("/portfolio", query), clientQuery: withFrom("portfolio", query), place };
}

async function fromToday(viewer: Viewer, clientId: number, params: SearchParams): Promise<ListOrigin> {
  const filter = parseTodayFilter(params, openText);
  const query = todayQuery(filter);
  return { list: "today", href: withQuery("/", query), clientQuery: withFrom("today", query), place: await todayNeighbours(viewer, clientId, filter) };
}

function withQuery(path: string, query: string): string {
  return query === "" ? path : `${path}?${query}`;
}

function withFrom(list: ListOrigin["list"], query: string): string {
  return query === "" ? `from=${list}` : `from=${list}&${query}`;
}
