import type { FollowUpTotals } from "@/lib/domain/follow-up";
import { NO_FILTER, portfolioQuery, type PortfolioFilter, type PortfolioTab } from "@/lib/schemas/portfolio-filter";
import { addressOf } from "@/components/portfolio/query";
import { trendQuery } from "@/lib/schemas/trend-filter";

export type FigureName = Exclude<keyof FollowUpTotals, "owed">;

/** Whose figure it is; what is left out is not narrowed down. */
export type FigureScope = { branchId?: number; advisorId?: number; tab?: PortfolioTab };

/** The list behind a figure: as long as the figure says. */
export function figureAddress(figure: FigureName, scope: FigureScope): string {
  const filter: PortfolioFilter = { ...NO_FILTER, branchId: scope.branchId ?? null, advisorId: scope.advisorId ?? null, tab: scope.tab ?? null };
  switch (figure) {
    case "clients":
      return addressOf("/portfolio", portfolioQuery(filter));
    case "contacted":
      return addressOf("/portfolio", portfolioQuery({ ...filter, contact: "within" }));
    case "overdueActions":
      return addressOf("/supervision/actions", portfolioQuery(filter));
    case "interactions":
      return addressOf("/supervision/interactions", portfolioQuery(filter));
  }
}

/** The same portfolio, or branch, over time. */
export function trendAddress({ branchId, advisorId }: Pick<FigureScope, "branchId" | "advisorId">): string {
  return addressOf("/supervision/trend", trendQuery({ branchId: branchId ?? null, advisorId: advisorId ?? null, tab: null, kind: null, period: null }));
}
