import { daysBetween, type Day } from "./dates";

/** The three visible factors of an action's rank: P(success) 0–1, value in cents of PNB a year, urgency 0.25–2. */
export type PriorityFactors = { successChance: number; valueCents: number; urgency: number };

/** 1 on the due day, 2 from sixty days late, a quarter from forty-five days ahead. Twin: action_urgency(). */
export function urgencyOf(dueOn: Day, today: Day): number {
  return Math.max(0.25, Math.min(2, 1 + daysBetween(dueOn, today) / 60));
}

/** P × value × urgency, in euros. Source: domain, *Priority*. */
export function priorityOf({ successChance, valueCents, urgency }: PriorityFactors): number {
  return (successChance * valueCents * urgency) / 100;
}

/** Mean of the Beta posterior: the catalogue's prior and the logged outcomes of a product in a segment. */
export function learntChance(prior: { successes: number; failures: number }, logged: { accepted: number; declined: number }): number {
  const successes = prior.successes + logged.accepted;
  return successes / (successes + prior.failures + logged.declined);
}
