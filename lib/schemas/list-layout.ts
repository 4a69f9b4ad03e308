/** What a row of the portfolio may show beside the client, in the order in which it is offered. */
export const PORTFOLIO_COLUMNS = ["segment", "scores", "pnb", "action", "contact", "advisor", "service", "products", "wealth", "review"] as const;
export type PortfolioColumn = (typeof PORTFOLIO_COLUMNS)[number];

/** How a list is drawn. `columns`, in their order; null: those that the role begins with. `isCompact`: a line a row. */
export type ListLayout = { columns: readonly PortfolioColumn[] | null; isCompact: boolean };

/** What a list begins with: of one's own clients, and of those of many advisors. */
const OWN = ["segment", "scores", "pnb", "action", "contact"] as const;
export const DEFAULT_COLUMNS: Record<"own" | "supervised", readonly PortfolioColumn[]> = { own: OWN, supervised: [...OWN, "advisor"] };

const SEPARATOR = ".";

/** Columns as an address names them, `pnb.action`; what is unknown or named twice is left out. Null: none. */
export function parseColumns(text: string | null): PortfolioColumn[] | null {
  const named = new Set(text?.split(SEPARATOR));
  const columns = [...named].filter((name): name is PortfolioColumn => (PORTFOLIO_COLUMNS as readonly string[]).includes(name));
  return columns.length > 0 ? columns : null;
}

/** Twin of parseColumns(). */
export function writeColumns(columns: readonly PortfolioColumn[] | null): string | null {
  return columns && columns.join(SEPARATOR);
}
