import type { Day } from "./dates";
import { isOfferResting, type ClosedAction } from "./action-rest";
import type { OfferableProduct } from "./next-actions";
import type { PeerBenchmark } from "./peers";
import { learntChance } from "./priority";
import { scoreMire, type HeldProduct, type ScoringParameters } from "./score-mire";
import { scorePnb, type Score } from "./score-pnb";
import type { ClientScores } from "./scoring";
import { combinedScore, segmentAbove, segmentOf, SEGMENTS, type Segment } from "./segments";
import { mayBeOffered } from "./suitability";

export type StepKind = "PRODUCT" | "TWO_PRODUCTS" | "ACCOUNT_USE" | "INCOME" | "PRODUCT_AND_USE";

/** What the client would take or do. Operations are more of them a month, an income is paid in each month. */
type Change = { products: readonly OfferableProduct[]; operations: number; income: boolean };

type ScoresAfter = { pnbScore: Score; mireScore: Score; combinedScore: number; segment: Segment };

/**
 * One way into the segment above, with the scores that the scoring rules give it. NOW: as soon as it is done, which for
 * the use of the account is after three full months. YEAR: once the products have brought what the catalogue says for a
 * year (`pnbGainCents`); until then it moves Score MIRE alone.
 */
export type SegmentStep = {
  kind: StepKind;
  productCodes: readonly string[];
  operations: number;
  income: boolean;
  horizon: "NOW" | "YEAR";
  pnbGainCents: number;
  after: ScoresAfter;
  /** How much one asks of the client: steps are ordered by it. */
  cost: number;
};

/** The PNB that alone would move the client up: `missingCents` more a year reach `pnbScore`, past what `overCents` says. */
export type PnbGap = { pnbScore: Score; overCents: number; missingCents: number };

export type SegmentClimb = {
  segmentUp: Segment;
  /** Points of the combined score that lack. */
  points: number;
  /** The cheapest first, those that work at once before those that take a year. */
  steps: readonly SegmentStep[];
  /** Null where no PNB would do without Score MIRE, or nothing is known of the peers. */
  pnbGap: PnbGap | null;
};

export type ClimbFacts = {
  scores: ClientScores;
  peers: Pick<PeerBenchmark, "q25Cents" | "q50Cents" | "q75Cents"> | null;
  held: readonly HeldProduct[];
  catalogue: readonly OfferableProduct[];
  birthOn: Day | null;
  incomeCents: number | null;
  closedActions: readonly ClosedAction[];
};

type Climb = { facts: ClimbFacts; parameters: ScoringParameters; pnbScore: Score; target: number; offers: readonly OfferableProduct[] };

/** One more operation a month asks as much as one proposal of a product; a regular income moved here, as ten. */
const COST_OF_OPERATION = 1;
const COST_OF_INCOME = 10;
/** Pairs that reach the segment can be many: the cheapest say enough. */
const MOST_PAIRS = 3;

/**
 * What would move a client one segment up. Only what the catalogue lets be proposed to them, that they do not hold and
 * did not turn down of late. Null for a new client and at the top.
 */
export function segmentClimb(facts: ClimbFacts, { parameters, today }: { parameters: ScoringParameters; today: Day }): SegmentClimb | null {
  const { pnbScore, combinedScore: combined, segment } = facts.scores;
  const segmentUp = segment && segmentAbove(segment);
  if (pnbScore === null || combined === null || !segmentUp) return null;
  const held = new Set(facts.held.map((product) => product.productCode));
  const offers = facts.catalogue.filter(
    (product) => !held.has(product.productCode) && mayBeOffered(product, facts, today) && !isOfferResting(product.productCode, facts.closedActions, today),
  );
  const climb: Climb = { facts, parameters, pnbScore, target: leastCombined(segmentUp), offers };
  const steps = [...productSteps(climb, "NOW"), ...useSteps(climb), ...productSteps(climb, "YEAR")];
  return { segmentUp, points: climb.target - combined, steps: steps.sort(byCost), pnbGap: pnbGap(climb) };
}

/** The lowest combined score of a segment. */
function leastCombined(segment: Segment): number {
  const scores = [2, 3, 4, 5, 6, 7, 8];
  return scores.find((combined) => SEGMENTS.indexOf(segmentOf(combined)) <= SEGMENTS.indexOf(segment)) ?? 8;
}

/** Single products that do it; two where neither of them does it alone. */
function productSteps(climb: Climb, horizon: SegmentStep["horizon"]): SegmentStep[] {
  if (horizon === "YEAR" && climb.facts.peers === null) return [];
  const taking = (...products: OfferableProduct[]): Change => ({ products, operations: 0, income: false });
  const works = (change: Change) => reaches(climb, change, horizon);
  const singles = climb.offers.filter((product) => works(taking(product)));
  const others = climb.offers.filter((product) => !singles.includes(product));
  const pairs = others.flatMap((one, place) => others.slice(place + 1).map((other) => taking(one, other))).filter(works);
  const steps = [
    ...singles.map((product) => stepOf(climb, "PRODUCT", taking(product), horizon)),
    ...pairs.map((pair) => stepOf(climb, "TWO_PRODUCTS", pair, horizon)).sort(byCost).slice(0, MOST_PAIRS),
  ];
  return horizon === "NOW" ? steps : steps.filter(({ productCodes }) => !reaches(climb, changeOf(climb, productCodes), "NOW"));
}

/** More use of the current account, which is opened first where there is none; with one product where that makes less use do. */
function useSteps(climb: Climb): SegmentStep[] {
  const account = climb.facts.scores.hasDav ? [] : climb.offers.filter((product) => product.isDav).slice(0, 1);
  if (!climb.facts.scores.hasDav && account.length === 0) return [];
  const uses = usesToReach(climb).map((use): Change => ({ ...use, products: account }));
  const place = uses.findIndex((use) => reaches(climb, use, "NOW"));
  const alone = uses[place];
  // The account alone may do it: then its use adds nothing.
  const isNeeded = !reaches(climb, { products: account, operations: 0, income: false }, "NOW");
  const steps = alone && isNeeded ? [stepOf(climb, alone.operations === 0 ? "INCOME" : "ACCOUNT_USE", alone, "NOW")] : [];
  return account.length > 0 ? steps : [...steps, ...togetherSteps(climb, alone ? uses.slice(0, place) : uses)];
}

/** One product with the least of these uses that then does it; the cheapest of such pairs. */
function togetherSteps(climb: Climb, uses: readonly Change[]): SegmentStep[] {
  const notAlone = climb.offers.filter((product) => !reaches(climb, { products: [product], operations: 0, income: false }, "NOW"));
  const steps = notAlone.flatMap((product) => {
    const least = uses.map((use) => ({ ...use, products: [product] })).find((use) => reaches(climb, use, "NOW"));
    return least ? [stepOf(climb, "PRODUCT_AND_USE", least, "NOW")] : [];
  });
  return steps.sort(byCost).slice(0, 1);
}

/** The least use for each level above the present one, the lowest first: whole operations a month, and for the fourth an income. */
function usesToReach({ facts: { scores }, parameters }: Climb): Pick<Change, "operations" | "income">[] {
  return parameters.davThresholds
    .map((threshold, place) => ({
      operations: Math.ceil(Math.max(0, threshold * 3 - scores.davOperations3) / 3),
      income: place === 2 && !scores.regularIncome,
    }))
    .filter(({ operations, income }) => operations > 0 || income);
}

function changeOf({ offers }: Climb, productCodes: readonly string[]): Change {
  return { products: offers.filter((product) => productCodes.includes(product.productCode)), operations: 0, income: false };
}

function reaches(climb: Climb, change: Change, horizon: SegmentStep["horizon"]): boolean {
  return scoresAfter(climb, change, horizon).combinedScore >= climb.target;
}

function scoresAfter({ facts: { scores, held, peers }, parameters, pnbScore }: Climb, change: Change, horizon: SegmentStep["horizon"]): ScoresAfter {
  const known = new Set(held.map((product) => product.universe));
  const universes = new Set(change.products.map((product) => product.universe).filter((universe) => !known.has(universe)));
  const { mireScore } = scoreMire(
    {
      activeProducts: scores.activeProducts + change.products.length,
      universes: scores.universes + universes.size,
      hasDav: scores.hasDav || change.products.some((product) => product.isDav),
      davOperations3: scores.davOperations3 + 3 * change.operations,
      regularIncome: scores.regularIncome || change.income,
    },
    parameters,
  );
  const pnb = horizon === "YEAR" && peers ? scorePnb(scores.pnbCents + valueOf(change), peers) : pnbScore;
  const combined = combinedScore(pnb, mireScore);
  return { pnbScore: pnb, mireScore, combinedScore: combined, segment: segmentOf(combined) };
}

function stepOf(climb: Climb, kind: StepKind, change: Change, horizon: SegmentStep["horizon"]): SegmentStep {
  return {
    kind,
    productCodes: change.products.map((product) => product.productCode),
    operations: change.operations,
    income: change.income,
    horizon,
    pnbGainCents: horizon === "YEAR" ? valueOf(change) : 0,
    after: scoresAfter(climb, change, horizon),
    cost: costOf(change),
  };
}

function valueOf({ products }: Change): number {
  return products.reduce((sum, product) => sum + product.annualValueCents, 0);
}

/** A product asks as many proposals as it takes, by what was learnt of it, until one is accepted. */
function costOf({ products, operations, income }: Change): number {
  const proposals = products.reduce((sum, product) => sum + 1 / learntChance(product.prior, product.logged), 0);
  return proposals + operations * COST_OF_OPERATION + (income ? COST_OF_INCOME : 0);
}

function byCost(a: SegmentStep, b: SegmentStep): number {
  if (a.horizon !== b.horizon) return a.horizon === "NOW" ? -1 : 1;
  return a.cost - b.cost || (a.productCodes.join() < b.productCodes.join() ? -1 : 1);
}

function pnbGap({ facts: { scores, peers }, target }: Climb): PnbGap | null {
  const needed = target - (scores.mireScore ?? 0);
  if (peers === null || needed > 4) return null;
  const quartile = [peers.q25Cents, peers.q50Cents, peers.q75Cents][needed - 2];
  if (quartile === undefined) return null;
  // A PNB of zero or less scores 1, whatever the peers bring.
  const overCents = Math.max(0, quartile);
  return { pnbScore: needed as Score, overCents, missingCents: overCents + 1 - scores.pnbCents };
}
