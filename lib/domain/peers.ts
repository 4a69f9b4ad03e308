import { PROFILE_DIMENSIONS } from "./profile";

/** PNB over 12 months of the clients of one cell, in cents. `level`: dimensions dropped, 0 none … 6 all. */
export type PeerBenchmark = {
  cell: string;
  level: number;
  n: number;
  q10Cents: number;
  q25Cents: number;
  q50Cents: number;
  q75Cents: number;
  q90Cents: number;
};

/** The cells of a profile from the finest to the whole bank (`""`): each drops the last dimension of the one before. */
export function cellsOf(profile: string): string[] {
  const values = profile.split("|");
  return PROFILE_DIMENSIONS.map((_, dropped) => values.slice(0, values.length - dropped).join("|")).concat("");
}

/**
 * The peers of a profile: the smallest cell with enough clients. Only such cells have a benchmark, and the whole bank
 * always has one, so the answer is null only for a bank without any scored client.
 * Source: domain, *Score PNB*, 2.
 */
export function findPeers(profile: string, benchmarkOf: (cell: string) => PeerBenchmark | undefined): PeerBenchmark | null {
  for (const cell of cellsOf(profile)) {
    const benchmark = benchmarkOf(cell);
    if (benchmark) return benchmark;
  }
  return null;
}
