import { addDays } from "@/lib/domain/dates";
import type { ReviewAnswers } from "@/lib/domain/portfolio-review";
import { TEST_TODAY } from "./factories";

/** Every answer of the checklist; the next review in a hundred days. */
export function fullAnswers(over: ReviewAnswers = {}): ReviewAnswers {
  return {
    objectives: "A complement to the pension", horizon: "OVER_8", riskAppetite: "MODERATE", income: "45000", wealth: "300000", commitments: "None",
    lossCapacity: "UP_TO_10", knowledge: "GOOD", experience: "Funds for ten years", sustainability: "NO_PREFERENCE", alternatives: "Term deposit",
    recommendation: "Regular payments", reason: "It suits the holding period", nextReviewOn: addDays(TEST_TODAY, 100), ...over,
  };
}
