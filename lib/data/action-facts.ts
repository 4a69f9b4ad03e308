import type { ActivityTrend } from "@/lib/domain/churn-watch";
import type { ActionFacts, PeerHolding } from "@/lib/domain/next-actions";
import type { HeldProduct } from "@/lib/domain/score-mire";
import type { ClientScores } from "@/lib/domain/scoring";
import type { PlanningFrame } from "./planning-frame";

type Nullable<T, Keys extends keyof T> = { [Key in Keys]: T[Key] | null };

/** A row of prisma/sql/action-facts.sql: aggregates over nothing are null. */
export type ActionFactsRow = { clientId: number } & Omit<
  ActionFacts,
  "consents" | "scores" | "trend" | "held" | "closedProducts" | "closedActions" | "peerHoldings" | "catalogue"
> &
  Nullable<ActionFacts, "consents" | "closedProducts" | "closedActions" | "scores"> & {
    held: string[] | null;
    trend: Omit<ActivityTrend, "historyMonths">;
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

/** The planner's facts from their row. A client who was never scored is planned for as a new one. */
export function actionFactsOf(row: ActionFactsRow, frame: PlanningFrame, peerHoldings: readonly PeerHolding[]): ActionFacts {
  const scores = row.scores ?? UNSCORED;
  const catalogue = frame.catalogueOf[scores.segment ?? "BUILD"];
  const byCode = new Map(catalogue.map((product) => [product.productCode, product]));
  return {
    ...row,
    scores,
    catalogue,
    peerHoldings,
    consents: row.consents ?? {},
    closedProducts: row.closedProducts ?? [],
    closedActions: row.closedActions ?? [],
    trend: { ...row.trend, historyMonths: scores.historyMonths },
    held: (row.held ?? []).map((code) => byCode.get(code)).filter((product): product is (typeof catalogue)[number] & HeldProduct => product !== undefined),
  };
}
