import type { DemoClient } from "@/lib/demo/clients";
import type { CopyValue } from "./copy-rows";

/** Accepted and declined offers by `product|segment`. */
export type OfferOutcomes = Map<string, { accepted: number; declined: number }>;

/** Counts what the past interactions of a demo bank taught about offers. */
export function addOfferOutcomes(outcomes: OfferOutcomes, clients: readonly DemoClient[]): void {
  for (const { interactions, roughSegment } of clients) {
    for (const { outcome, productsDiscussed, productsSold } of interactions) {
      for (const code of productsSold) entryOf(outcomes, `${code}|${roughSegment}`).accepted += 1;
      if (outcome === "DECLINED") for (const code of productsDiscussed) entryOf(outcomes, `${code}|${roughSegment}`).declined += 1;
    }
  }
}

/** Rows of offer_outcome: product, segment, accepted, declined. */
export function offerOutcomeRows(outcomes: OfferOutcomes): CopyValue[][] {
  return [...outcomes].map(([key, { accepted, declined }]) => [...key.split("|"), accepted, declined]);
}

function entryOf(outcomes: OfferOutcomes, key: string): { accepted: number; declined: number } {
  const entry = outcomes.get(key) ?? { accepted: 0, declined: 0 };
  outcomes.set(key, entry);
  return entry;
}
