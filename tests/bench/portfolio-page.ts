import { step } from "@/scripts/progress";
import type { Bank } from "./banks";
import type { Effort } from "./bench-options";
import { median } from "./durations";
import type { Figure } from "./figures";
import { loadPage, type LoadedPage, type LoadResult } from "./load";

/** `bank` null: the bare page. */
export type MeasuredPage = LoadedPage & { bank: Bank | null };
type Rounds = { page: MeasuredPage; results: LoadResult[] };

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

/** The first round of each page warms it up and is not counted. */
async function alternate(pages: readonly MeasuredPage[], connections: number, { pageRounds, pageSeconds }: Effort): Promise<Rounds[]> {
  const rounds = pages.map((page): Rounds => ({ page, results: [] }));
  for (let round = 0; round <= pageRounds; round++) {
    for (const { page, results } of rounds) {
      const result = await loadPage(page, connections, pageSeconds);
      if (round > 0) results.push(result);
    }
  }
  return rounds;
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

function perSecond({ results }: Rounds): number {
  return median(results.map((result) => result.perSecond));
}

function p95({ results }: Rounds): number {
  return median(results.map((result) => result.p95));
}
