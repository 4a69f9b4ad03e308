import { step } from "@/scripts/progress";
import type { Effort } from "./bench-options";
import type { Figure } from "./figures";
import type { LoadedPage } from "./load";
import { alternate, p95, perSecond, type MeasuredPage, type Rounds } from "./page-rounds";

/** A page under load, and a page by itself. */
const CONNECTIONS = [8, 1] as const;

/** The portfolio page of each bank against the bare page, and of the other banks against the first; in alternating rounds. */
export async function measurePortfolioPage(bare: LoadedPage, portfolios: readonly MeasuredPage[], effort: Effort): Promise<Figure[]> {
  const pages = [{ ...bare, bank: null }, ...portfolios];
  const figures: Figure[] = [];
  for (const connections of CONNECTIONS) {
    const name = connections === 1 ? "1 connection" : `${connections} connections`;
    const rounds = await step(`Portfolio page, ${name}`, () => alternate(pages, connections, effort));
    figures.push(...againstBare(rounds, name), ...againstFirst(rounds, name));
  }
  return figures;
}

function againstBare([bare, ...portfolios]: readonly Rounds[], name: string): Figure[] {
  if (!bare) return [];
  return portfolios.flatMap((rounds): Figure[] => {
    const common = { clients: rounds.page.bank?.clients ?? null, floorIs: "bare dynamic page" };
    return [
      { what: `Portfolio page, requests, ${name}`, unit: "requests/s", value: perSecond(rounds), floor: perSecond(bare), bar: { ratio: 1 / 0.35 }, ...common },
      { what: `Portfolio page, p95, ${name}`, unit: "ms", value: p95(rounds), floor: p95(bare), ...common },
    ];
  });
}

function againstFirst([, first, ...others]: readonly Rounds[], name: string): Figure[] {
  if (!first) return [];
  const floorIs = `the same page at ${first.page.bank?.clients.toLocaleString("en")}`;
  return others.map((rounds) => ({
    what: `Portfolio page, p95, ${name}`,
    clients: rounds.page.bank?.clients ?? null,
    unit: "ms",
    value: p95(rounds),
    floor: p95(first),
    floorIs,
    bar: { ratio: 1.2 },
  }));
}
