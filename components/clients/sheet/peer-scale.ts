import type { PeerBenchmark } from "@/lib/domain/peers";

/** Room at both ends for labels, in percent. */
const MARGIN = 14;
/** A client far out would press the peers into a line: past twice their spread the marker stays at the edge. */
const FARTHEST_SPREADS = 2;

/** Places amounts on a width of 100: the tenth to the ninetieth of a hundred peers, and the client if not too far out. */
export function peerScale({ q10Cents, q90Cents }: Pick<PeerBenchmark, "q10Cents" | "q90Cents">, pnbCents: number): { at: (cents: number) => number; marker: number } {
  const spread = Math.max(1, q90Cents - q10Cents);
  const shown = Math.min(q90Cents + FARTHEST_SPREADS * spread, Math.max(q10Cents - FARTHEST_SPREADS * spread, pnbCents));
  const [low, high] = [Math.min(q10Cents, shown), Math.max(q90Cents, shown, q10Cents + 1)];
  const at = (cents: number) => Math.round((MARGIN + ((100 - 2 * MARGIN) * (cents - low)) / (high - low)) * 10) / 10;
  return { at, marker: at(shown) };
}
