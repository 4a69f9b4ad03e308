import { addMonths, type Day } from "./dates";
import type { ServiceModel } from "./profile";
import type { MonthOfActivity } from "./score-pnb";

export type ServiceFacts = {
  serviceModel: ServiceModel;
  highValue: boolean;
  closedMonth: Day | null;
  activity: readonly Pick<MonthOfActivity, "month" | "digitalSessions">[];
};

/**
 * Why a client is served as they are. AGREES: what they do bears it out. DIFFERS: what they do speaks for another way,
 * which is worth a question. UNKNOWN: too few months to tell. `sessions`: of the last three full months together.
 */
export type ServiceReason = { verdict: "AGREES" | "DIFFERS" | "UNKNOWN"; sessions: number };

/** So many sessions in three months, one a week, are those of someone who lives with the application. */
const OFTEN = 12;

/** What the bank sees of the way a client wants to be served. Source: domain, *service model*. */
export function serviceReason({ serviceModel, highValue, closedMonth, activity }: ServiceFacts): ServiceReason {
  const quarter = closedMonth === null ? [] : activity.filter(({ month }) => month <= closedMonth && month > addMonths(closedMonth, -3));
  const sessions = quarter.reduce((sum, row) => sum + row.digitalSessions, 0);
  if (serviceModel === "DEDICATED") return { verdict: highValue ? "AGREES" : "DIFFERS", sessions };
  if (quarter.length < 3) return { verdict: "UNKNOWN", sessions };
  return { verdict: bearsOut(serviceModel, sessions) ? "AGREES" : "DIFFERS", sessions };
}

function bearsOut(serviceModel: Exclude<ServiceModel, "DEDICATED">, sessions: number): boolean {
  switch (serviceModel) {
    case "DIGITAL":
    case "HYBRID":
      return sessions > 0;
    case "TRADITIONAL":
      return sessions < OFTEN;
  }
}
