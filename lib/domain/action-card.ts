import type { ContactBlock, ContactGround, InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { ActionReason, NextActionKind } from "./next-actions";
import type { PriorityFactors } from "./priority";
import type { Segment } from "./segments";

export type ProductName = { fr: string; en: string };

/** An open next action as lists show it, put in words by components/actions/action-words.ts. */
export type ActionCard = PriorityFactors & {
  clientId: number;
  clientName: string;
  /** Null for a new client. */
  segment: Segment | null;
  id: string;
  kind: NextActionKind;
  origin: "RULES" | "PLANNED";
  productCode: string | null;
  /** Names of every product that the action or its reason speaks of, by code. */
  productNames: Readonly<Record<string, ProductName>>;
  reason: ActionReason;
  channel: InteractionChannel;
  dueOn: Day;
  /** Hidden from today's list until this day. */
  snoozedUntilOn: Day | null;
  /** Its advisor has taken it on. */
  isTaken: boolean;
  /** P × value × urgency, in euros. */
  priority: number;
  /** Of a commercial action without consent: why it may be done. */
  ground: ContactGround | null;
  /** A block that is over is no block. `blockedUntilOn` null: until its cause is gone. */
  blockedBy: ContactBlock | null;
  blockedUntilOn: Day | null;
};

/** How many open actions of a kind are overdue, due today, due within seven days, taken on, snoozed. */
export type KindCounts = { kind: NextActionKind; overdue: number; today: number; soon: number; taken: number; snoozed: number };
