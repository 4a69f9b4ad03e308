import { addDays, type Day } from "./dates";

/** A suggestion that nobody took up for so many days after it fell due was ignored. Twin: follow_up_entries() in the database. */
const IGNORED_AFTER_DAYS = 30;

/** What is known of a suggestion of the rules; days by the clock of the bank, where its calendar stands still none after its last. */
export type SuggestionFacts = {
  status: "OPEN" | "DONE" | "DISMISSED" | "WITHDRAWN";
  createdOn: Day;
  dueOn: Day;
  snoozedUntilOn: Day | null;
  isBlocked: boolean;
  blockedUntilOn: Day | null;
  takenOn: Day | null;
  closedOn: Day | null;
};

export type ActionOutcome = { part: "ACCEPTED" | "DISMISSED" | "IGNORED"; on: Day };

/**
 * What became of a suggestion, and on which day that was decided; null while it waits, and where it went without blame: withdrawn by
 * the rules in time, or held back by the policy without end. A suggestion has one outcome at most: what was left lying and is done
 * after all counts as accepted, on the day it was done. An agreed step is no suggestion.
 */
export function actionOutcome(facts: SuggestionFacts, today: Day): ActionOutcome | null {
  const { status, takenOn, closedOn } = facts;
  if (status === "DONE" || status === "DISMISSED") return closedOn && { part: status === "DONE" ? "ACCEPTED" : "DISMISSED", on: closedOn };
  if (takenOn !== null) return status === "OPEN" ? { part: "ACCEPTED", on: takenOn } : null;
  if (facts.isBlocked && facts.blockedUntilOn === null) return null;
  const lapsedOn = lapseDay(facts);
  return lapsedOn <= (closedOn !== null && closedOn < today ? closedOn : today) ? { part: "IGNORED", on: lapsedOn } : null;
}

/** Thirty days after it could first be done: it was due, neither put off nor held back. */
function lapseDay({ createdOn, dueOn, snoozedUntilOn, blockedUntilOn }: SuggestionFacts): Day {
  const [last] = [createdOn, dueOn, snoozedUntilOn, blockedUntilOn].filter((day) => day !== null).sort().reverse();
  return addDays(last ?? dueOn, IGNORED_AFTER_DAYS);
}
