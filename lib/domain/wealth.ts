import { UNIVERSES } from "./universes";

/** What a client has in one universe: contracts in force, and what is held on them or owed, of those that say so. */
export type UniverseWealth = { universe: string; contracts: number; /** Null: the bank says it of none of them. */ cents: number | null };

/**
 * What is held, universe by universe in the catalogue's order; with `elsewhereCents`, of which the bank does not say where,
 * it is the client's wealth. Beside it: what lies on current accounts, and what is owed.
 */
export type WealthSplit = { held: { universe: string; cents: number }[]; elsewhereCents: number; accountCents: number; owedCents: number };

const BESIDE: ReadonlySet<string> = new Set(["DAILY_BANKING", "CREDIT"]);

/** A client's wealth here by universe. `wealthCents`: what the bank knows in all, which contracts may not add up to. */
export function wealthSplit(universes: readonly UniverseWealth[], wealthCents: number | null): WealthSplit {
  const centsIn = (name: string) => universes.find(({ universe }) => universe === name)?.cents ?? 0;
  const held = UNIVERSES.flatMap((universe) => (!BESIDE.has(universe) && centsIn(universe) > 0 ? [{ universe, cents: centsIn(universe) }] : []));
  const named = held.reduce((sum, { cents }) => sum + cents, 0);
  return { held, elsewhereCents: Math.max(0, (wealthCents ?? 0) - named), accountCents: centsIn("DAILY_BANKING"), owedCents: centsIn("CREDIT") };
}
