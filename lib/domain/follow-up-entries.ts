import type { ProductName } from "./action-card";
import type { InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { InteractionOutcome } from "./interaction-log";
import type { NextActionKind } from "./next-actions";
import type { Segment } from "./segments";

/** One entry behind a figure of the follow-up. */
export type TrendEntry = {
  clientId: number;
  /** The action or the contact; null where the client is the entry. */
  entryId: string | null;
  firstName: string;
  lastName: string;
  tab: Segment | "NEW";
  advisorName: string;
  /** The day on which it was decided, was due, or the last contact; null: there was none. */
  onDay: Day | null;
  kind: NextActionKind | null;
  /** A reason, a rule, or the days until the contact. */
  detail: string | null;
  productName: ProductName | null;
  /** Of the contact that answered or is the entry, where there is one. */
  interactionId: string | null;
  channel: InteractionChannel | null;
  outcome: InteractionOutcome | null;
};
