import type { ApproachFacts } from "./approach";
import type { ActionCard, ProductName } from "./action-card";
import type { InteractionChannel } from "./contact-policy";
import type { Day } from "./dates";
import type { InteractionOutcome, LogContext, ScoreSummary } from "./interaction-log";
import type { DismissalReason } from "./action-rest";

/** What an advisor does with a client of a list: they have had their turn. */
export const ROUND_STEPS = ["interaction.log", "nextAction.snooze", "nextAction.take", "nextAction.dismiss"] as const;
export type RoundStepKind = (typeof ROUND_STEPS)[number];

/** Something done since the round began. `targetId`: the entry that was logged, else the action. */
export type RoundStep = {
  kind: RoundStepKind;
  clientId: number;
  clientName: string;
  targetId: string;
  outcome: InteractionOutcome | null;
  untilOn: Day | null;
  reason: DismissalReason | null;
};

/** A contact before this one. */
export type RoundContact = {
  id: string;
  on: Day;
  channel: InteractionChannel;
  outcome: InteractionOutcome;
  notes: string;
  productsDiscussed: readonly string[];
  productsSold: readonly string[];
  nextStepOn: Day | null;
  /** Null when the bank's own systems recorded it. */
  userName: string | null;
};

/** A client in a few seconds of reading: who, how they stand, what was said and agreed. Null: the bank does not know. */
export type RoundClient = Pick<ApproachFacts, "zone" | "serviceModel" | "birthOn" | "consents" | "kits"> & {
  id: number;
  name: string;
  status: "ACTIVE" | "CLOSED" | "DECEASED";
  occupation: number | null;
  commune: string | null;
  phone: string | null;
  email: string | null;
  highValue: boolean;
  protected: boolean;
  complaintOpenSince: Day | null;
  advisorName: string;
  today: Day;
  /** Null where the client was never scored; its parts are null for a new client. */
  score: (ScoreSummary & { pnbCents: number | null }) | null;
  /** The last three that stand, newest first. */
  contacts: readonly RoundContact[];
  /** Names of the whole catalogue, by code. */
  productNames: Readonly<Record<string, ProductName>>;
  /** What logging takes; null for whoever only looks. */
  log: LogContext | null;
};

/** Who is shown, with all their open actions: that of the list first. */
export type RoundSubject = { client: RoundClient; actions: readonly ActionCard[] };
