import type { ProductName } from "./action-card";
import type { ContactBlock, ContactGround, InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { InteractionOutcome } from "./interaction-log";
import type { NextActionKind } from "./next-actions";
import type { AgeBand, ServiceModel, UNKNOWN, Zone } from "./profile";
import type { Segment } from "./segments";

/** The first of a client's suggestions: what nothing forbids comes before the rest, then priority. */
export type PortfolioAction = {
  id: string;
  kind: NextActionKind;
  productCode: string | null;
  productName: ProductName | null;
  channel: InteractionChannel;
  dueOn: Day;
  /** Of a commercial action without consent: why it may be done. */
  ground: ContactGround | null;
  /** A block that is over is no block. `blockedUntilOn` null: until its cause is gone. */
  blockedBy: ContactBlock | null;
  blockedUntilOn: Day | null;
};

/** A row of the portfolio. Segment and scores are null for a new client, PNB (12 months) for one who has left too. */
export type PortfolioCard = {
  id: number;
  firstName: string;
  lastName: string;
  status: "ACTIVE" | "CLOSED" | "DECEASED";
  segment: Segment | null;
  pnbScore: number | null;
  mireScore: number | null;
  pnbCents: number | null;
  ageBand: AgeBand | typeof UNKNOWN | null;
  zone: Zone | null;
  lastContactOn: Day | null;
  advisorName: string;
  serviceModel: ServiceModel;
  highValue: boolean;
  /** Null for who was never scored. */
  activeProducts: number | null;
  wealthCents: number | null;
  lastReviewOn: Day | null;
  /** Found by a text that is not quite the client's name. */
  isNear: boolean;
  action: PortfolioAction | null;
  /** The bank's day, by which late is late. */
  today: Day;
};

/** Where a client stands in a list. `position` counts from 1. */
export type Neighbours = { previousId: number | null; nextId: number | null; position: number; total: number };

/** The figures of one advisor in one branch and segment (null: new clients), over the clients who are with the bank. */
export type FollowUpFigures = {
  branchId: number;
  branchName: string;
  advisorId: number;
  advisorName: string;
  segment: Segment | null;
  clients: number;
  /** Of them, contacted within the cadence of the segment; a new client has no cadence. */
  contacted: number;
  /** Actions due before today that nothing stands in the way of. */
  overdueActions: number;
  /** Interactions of this calendar month with these clients, whoever held them; a corrected entry counts once. */
  interactions: number;
};

type FollowedClient = { clientId: number; firstName: string; lastName: string; segment: Segment | null; advisorName: string };

/** What stands behind the figure of overdue actions. */
export type OverdueAction = FollowedClient & { id: string; kind: NextActionKind; productName: ProductName | null; dueOn: Day; lateDays: number };

/** What stands behind the figure of interactions. */
export type MonthInteraction = FollowedClient & {
  id: string;
  /** In the bank's zone. */
  occurredOn: Day;
  channel: InteractionChannel;
  outcome: InteractionOutcome;
  /** Null when the bank's own systems recorded it. */
  userName: string | null;
};
