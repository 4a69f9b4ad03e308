import type { ReassignmentKind, ReassignTarget } from "./assignment";
import type { Day } from "./dates";
import type { Segment } from "./segments";

/** RETURNING: an absence ends it by itself, and nobody need do anything. OPEN: it lasts until someone decides, or the core bank follows. */
export const DIFFERENCE_STANDINGS = ["OPEN", "RETURNING"] as const;
export type DifferenceStanding = (typeof DIFFERENCE_STANDINGS)[number];

/**
 * A client whom someone else looks after than the core bank says. `kind` to `reassignmentId`: the decision that made it so;
 * null: none that is known. `obstacle`: why the core bank's advisor cannot take the client over from here (an account that
 * is closed or holds no portfolio; a branch of another supervisor).
 */
export type AdvisorDifference = {
  clientId: number;
  firstName: string;
  lastName: string;
  segment: Segment | null;
  advisorName: string;
  feedAdvisorName: string;
  kind: ReassignmentKind | null;
  on: Day | null;
  untilOn: Day | null;
  decidedBy: string | null;
  reassignmentId: string | null;
  obstacle: "CLOSED" | "ELSEWHERE" | null;
};

/** How many clients are with one advisor here and with another in the core bank. */
export type DifferenceGroup = { standing: DifferenceStanding; advisorId: number; advisorName: string; feedAdvisorId: number; feedAdvisorName: string; clients: number };

/** Who would go back to whom the core bank names, and how many cannot. */
export type TakeOverPlan = { targets: readonly ReassignTarget[]; stay: number };

/** How many differences there are, of one advisor on either side, or of all. */
export function countStandings(groups: readonly DifferenceGroup[], advisorId: number | null): Record<DifferenceStanding, number> {
  const counts = { OPEN: 0, RETURNING: 0 };
  for (const group of groups) if (advisorId === null || group.advisorId === advisorId || group.feedAdvisorId === advisorId) counts[group.standing] += group.clients;
  return counts;
}

/** Whoever is on either side of a difference, each once. */
export function advisorsThatDiffer(groups: readonly DifferenceGroup[]): { id: number; name: string }[] {
  const names = new Map(groups.flatMap(({ advisorId, advisorName, feedAdvisorId, feedAdvisorName }) => [[advisorId, advisorName], [feedAdvisorId, feedAdvisorName]] as const));
  return [...names].map(([id, name]) => ({ id, name }));
}
