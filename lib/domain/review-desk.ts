import type { ProductName } from "./action-card";
import type { Day } from "./dates";
import type { HighValueFacts } from "./high-value";
import type { BankEvent } from "./invitation";
import type { LifeEvent } from "./life-events";
import type { ReviewStanding } from "./review-cadence";
import type { UniverseWealth } from "./wealth";

/** A high-value client on the desk. */
export type DeskCard = {
  id: number;
  firstName: string;
  lastName: string;
  standing: ReviewStanding;
  lastReviewOn: Day | null;
  dueOn: Day | null;
  /** A review that is being prepared: how much of it is noted. */
  draft: { noted: number } | null;
  lastContactOn: Day | null;
  wealthCents: number | null;
  universes: UniverseWealth[];
  /** The others of the household whom the viewer may see. */
  household: string[];
  nextEvent: LifeEvent | null;
  /** Of the product that the event names. */
  productNames: Readonly<Record<string, ProductName>>;
  value: HighValueFacts;
  advisorName: string;
  today: Day;
};

/** An event to come, among the clients of a desk. */
export type DeskEvent = BankEvent & { toInvite: number; invited: number };

/** How many clients stand so, and what they have here in all. */
export type DeskFigures = Record<ReviewStanding, { clients: number; wealthCents: number }>;
