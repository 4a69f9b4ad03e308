import type { Bank } from "./banks";
import type { Effort } from "./bench-options";
import { median } from "./durations";
import { loadPage, type LoadedPage, type LoadResult } from "./load";

/** `bank` null: the bare page. */
export type MeasuredPage = LoadedPage & { bank: Bank | null };
export type Rounds = { page: MeasuredPage; results: LoadResult[] };

/** So many seconds of each page in turn, so that what else the machine does meets all alike. The first round warms up and is not counted. */
export async function alternate(pages: readonly MeasuredPage[], connections: number, { pageRounds, pageSeconds }: Pick<Effort, "pageRounds" | "pageSeconds">): Promise<Rounds[]> {
  const rounds = pages.map((page): Rounds => ({ page, results: [] }));
  for (let round = 0; round <= pageRounds; round++) {
    for (const { page, results } of rounds) {
      const result = await loadPage(page, connections, pageSeconds);
      if (round > 0) results.push(result);
    }
  }
  return rounds;
}

export function perSecond({ results }: Rounds): number {
  return median(results.map((result) => result.perSecond));
}

export function p95({ results }: Rounds): number {
  return median(results.map((result) => result.p95));
}

/** Milliseconds until a page is there, in the middle of the rounds. */
export function usual({ results }: Rounds): number {
  return median(results.map((result) => result.median));
}
