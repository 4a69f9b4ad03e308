import type { ActivityTrend } from "@/lib/domain/churn-watch";
import type { Day } from "@/lib/domain/dates";
import type { ClosedAction } from "@/lib/domain/action-rest";
import type { ActionFacts, OfferableProduct, PeerHolding } from "@/lib/domain/next-actions";
import type { ClientScores } from "@/lib/domain/scoring";
import type { PlanningFrame } from "./planning-frame";

type Nullable<T> = { [Key in keyof T]: T[Key] | null };

/** A row of prisma/sql/action-facts.sql: aggregates over nothing are null, and so are the scores of who was never scored. */
export type ActionFactsRow = { clientId: number } & Omit<
  ActionFacts,
  "consents" | "runningUniverses" | "scores" | "trend" | "lastCsat" | "held" | "closedProducts" | "closedActions" | "peerHoldings" | "catalogue"
> &
  Nullable<Pick<ActionFacts, "consents" | "closedProducts" | "closedActions">> &
  Nullable<ClientScores> &
  Omit<ActivityTrend, "historyMonths"> & {
    held: string[] | null;
    csatScore: number | null;
    csatOn: Day | null;
    /** What was turned down in a conversation, whoever had suggested it. */
    turnedDown: { productCodes: string[]; closedOn: Day }[] | null;
  };

const UNSCORED: ClientScores = {
  historyMonths: 0,
  pnbCents: 0,
  profile: "?|?|?|?|?|?",
  cell: "",
  peerLevel: null,
  pnbScore: null,
  activeProducts: 0,
  universes: 0,
  hasDav: false,
  davOperations3: 0,
  regularIncome: false,
  productLevel: 1,
  universeLevel: 1,
  davLevel: 1,
  mireScore: null,
  combinedScore: null,
  segment: null,
};

/** The scores of a row; null for a client who was never scored. */
export function storedScores(row: ActionFactsRow): ClientScores | null {
  return row.profile === null ? null : (row as ActionFactsRow & ClientScores);
}

/** The planner's facts from their row. A client who was never scored is planned for as a new one. */
export function actionFactsOf(row: ActionFactsRow, frame: PlanningFrame, peerHoldings: readonly PeerHolding[]): ActionFacts {
  const scores = storedScores(row) ?? UNSCORED;
  const catalogue = frame.catalogueOf[scores.segment ?? "BUILD"];
  const products = productsByCode(catalogue);
  const held = (row.held ?? []).flatMap((code) => products.get(code) ?? []);
  return {
    ...row,
    scores,
    catalogue,
    peerHoldings,
    consents: row.consents ?? {},
    lastCsat: row.csatScore === null || row.csatOn === null ? null : { score: row.csatScore, answeredOn: row.csatOn },
    closedProducts: row.closedProducts ?? [],
    closedActions: [...(row.closedActions ?? []), ...(row.turnedDown ?? []).flatMap(restOf)],
    trend: trendOf(row, scores.historyMonths),
    held,
    runningUniverses: held.map((product) => product.universe),
  };
}

function trendOf(row: ActionFactsRow, historyMonths: number): ActivityTrend {
  const { moneyIn3Cents, moneyIn6Cents, balance3Cents, balance6Cents, incomeMonths2, incomeMonths6, digital3, digital6 } = row;
  return { historyMonths, moneyIn3Cents, moneyIn6Cents, balance3Cents, balance6Cents, incomeMonths2, incomeMonths6, digital3, digital6 };
}

/** A product turned down in a conversation rests like one that was dismissed. */
function restOf({ productCodes, closedOn }: { productCodes: readonly string[]; closedOn: Day }): ClosedAction[] {
  return productCodes.map((productCode) => ({ kind: "TARGETED_OFFER", productCode, dismissalReason: "NOT_INTERESTED", closedOn }));
}

/** A million clients share four catalogues. */
const byCode = new WeakMap<readonly OfferableProduct[], ReadonlyMap<string, OfferableProduct>>();

function productsByCode(catalogue: readonly OfferableProduct[]): ReadonlyMap<string, OfferableProduct> {
  const known = byCode.get(catalogue) ?? new Map(catalogue.map((product) => [product.productCode, product]));
  byCode.set(catalogue, known);
  return known;
}
