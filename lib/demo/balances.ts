import { daysBetween, type Day } from "@/lib/domain/dates";
import type { DemoHolding } from "./equipment";
import type { DemoFrame } from "./frame";
import type { Person } from "./people";
import { between, logNormal, randomOf, type Random } from "./random";

/** What a product usually takes of someone's savings, beside the others that they hold. */
const SHARES: Readonly<Record<string, number>> = {
  LIVRET_A: 2, LDDS: 1, LIVRET_JEUNE: 0.3, PEL: 3, TERM_DEPOSIT: 4, LIFE_INSURANCE: 9, PEA: 4, PER: 3, SECURITIES: 5, MANAGED_PORTFOLIO: 14,
};
/** The regulated accounts take no more than this, in euros. */
const CEILINGS: Readonly<Record<string, number>> = { LIVRET_A: 22_950, LDDS: 12_000, LIVRET_JEUNE: 1_600, PEL: 61_200, PEA: 150_000 };
const USUAL_LOANS: Readonly<Record<string, number>> = { MORTGAGE: 190_000, PERSONAL_LOAN: 9_000, CAR_LOAN: 14_000, STUDENT_LOAN: 12_000 };

/** What is held on each contract in force, and what is still owed on each credit; the savings add up to the client's wealth. */
export function withBalances(frame: DemoFrame, person: Person, holdings: readonly DemoHolding[]): DemoHolding[] {
  const random = randomOf(frame.seed, person.place, "balances");
  const saved = savingsOf(random, person, holdings.filter(({ product, closedOn }) => closedOn === null && SHARES[product.code] !== undefined));
  return holdings.map((holding) => ({ ...holding, balanceCents: holding.closedOn === null ? (saved.get(holding) ?? otherBalance(random, holding, person, frame.today)) : null }));
}

/** By their usual shares; what a regulated account cannot take goes to the others. */
function savingsOf(random: Random, { wealthEuros }: Person, open: readonly DemoHolding[]): Map<DemoHolding, number> {
  const drawn = open.map((holding) => ({ holding, share: (SHARES[holding.product.code] ?? 0) * between(random, 0.5, 1.5) }));
  drawn.sort((a, b) => ceilingOf(a.holding) - ceilingOf(b.holding));
  const found = new Map<DemoHolding, number>();
  let leftCents = wealthEuros * 100;
  let leftShares = drawn.reduce((sum, { share }) => sum + share, 0);
  for (const { holding, share } of drawn) {
    const cents = Math.min(ceilingOf(holding), Math.round((leftCents * share) / leftShares));
    found.set(holding, cents);
    leftCents -= cents;
    leftShares -= share;
  }
  return found;
}

function ceilingOf({ product }: DemoHolding): number {
  return (CEILINGS[product.code] ?? Infinity) * 100;
}

function otherBalance(random: Random, { product, openedOn, endsOn }: DemoHolding, person: Person, today: Day): number | null {
  if (product.isDav) return Math.round(logNormal(random, 200 + person.incomeEuros / 30, 0.7) * 100);
  const usual = USUAL_LOANS[product.code];
  if (usual === undefined || endsOn === null) return null;
  const left = Math.max(0, daysBetween(today, endsOn)) / Math.max(1, daysBetween(openedOn, endsOn));
  return Math.round(logNormal(random, usual, 0.4) * Math.min(1, left) * 100);
}
