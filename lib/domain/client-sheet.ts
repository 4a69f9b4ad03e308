import type { ProductName } from "./action-card";
import type { AssignmentKind } from "./assignment";
import type { ApproachKit } from "./approach";
import type { ChurnSignal } from "./churn-watch";
import type { ConsentChannel, ContactFacts } from "./contact-policy";
import type { Remark } from "./correction-request";
import type { Day } from "./dates";
import type { LoggedEntry, ScoreMove } from "./interaction-log";
import type { LifeEvent } from "./life-events";
import type { PeerBenchmark } from "./peers";
import type { MaritalStatus, ServiceModel, Zone } from "./profile";
import type { ScoringParameters } from "./score-mire";
import type { ClientScores } from "./scoring";
import type { SegmentClimb } from "./segment-steps";
import type { Segment } from "./segments";

/** Who the client is. Amounts in cents; null: the bank does not know. */
export type ClientIdentity = {
  id: number;
  externalRef: string;
  name: string;
  birthOn: Day | null;
  maritalStatus: MaritalStatus | null;
  dependentChildren: number | null;
  /** INSEE PCS level 1: 1–8. */
  occupation: number | null;
  incomeCents: number | null;
  wealthCents: number | null;
  email: string | null;
  phone: string | null;
  commune: string | null;
  postalCode: string | null;
  zone: Zone | null;
  region: string | null;
  serviceModel: ServiceModel;
  interests: readonly string[];
  clientSinceOn: Day;
  status: ContactFacts["status"];
  protected: boolean;
  highValue: boolean;
  lastContactOn: Day | null;
  lastReviewOn: Day | null;
  complaintOpenSince: Day | null;
  advisorName: string;
  branchName: string;
};

/** Someone of the same household whom the viewer may see. */
export type HouseholdMember = { id: number; name: string; birthOn: Day | null; segment: Segment | null };

/** The current score with what it was measured against; `peers` null when that benchmark was since withdrawn. */
export type ExplainedScore = ClientScores & {
  closedMonth: Day;
  peers: PeerBenchmark | null;
  minPeers: number;
  parameters: ScoringParameters;
};

export type HeldContract = {
  productCode: string;
  universe: string;
  nameFr: string;
  nameEn: string;
  openedOn: Day;
  /** In force today; UNCONFIRMED: sold here, the bank's feed has yet to confirm it. */
  state: "HELD" | "UNCONFIRMED" | "CLOSED" | "REVERSED";
  closedOn: Day | null;
  /** When it is to end by itself, where the bank says so. */
  endsOn: Day | null;
};

export type ActivityMonth = {
  month: Day;
  pnbCents: number;
  davOperations: number;
  moneyInCents: number;
  incomeInCents: number;
  balanceCents: number;
  digitalSessions: number;
};

export type ScoreCause = "FIRST" | "IMPORT" | "INTERACTION" | "NIGHTLY" | "MODEL";

type TimelinePlace = {
  id: string;
  /** The day it took place, in Paris. */
  on: Day;
};

export type TimelineInteraction = TimelinePlace &
  Omit<LoggedEntry, "id" | "occurredOn"> & {
    type: "INTERACTION";
    commercial: boolean;
    /** It says that the entry it corrects was logged by mistake. */
    cancels: boolean;
    /** Null when the bank's own systems recorded it. */
    userName: string | null;
    /** Kept as a portfolio review, under the id of this entry. */
    hasDocument: boolean;
    /** Written without a connection: when, by the advisor's device, and when it came. ISO 8601. */
    waited: { writtenAt: string; recordedAt: string } | null;
    /** The entry it corrects, and the entry that corrects it. */
    corrects: TimelinePlace | null;
    correctedBy: TimelinePlace | null;
    /** What is said of it, the first first. */
    remarks: readonly Remark[];
    move: ScoreMove | null;
  };

/** A correction may be logged for so long after the contact. */
export const CORRECTABLE_DAYS = 365;

/** A change of scores that no logged interaction caused. */
export type TimelineScore = TimelinePlace & { type: "SCORE"; cause: ScoreCause; move: ScoreMove };

/**
 * What the bank's feed said of a product sold in the workbench on `soldOn`: it holds the contract, or thirty days later it
 * does not, and the sale no longer counts.
 */
export type TimelineSale = TimelinePlace & { type: "SALE"; change: "CONFIRMED" | "REVERSED"; productCode: string; soldOn: Day; move: null };

/** A contract that the client took or ended, whoever sold it. */
export type TimelineContract = TimelinePlace & { type: "CONTRACT"; change: "OPENED" | "CLOSED"; productCode: string; move: null };

/** A consent given or withdrawn. */
export type TimelineConsent = TimelinePlace & { type: "CONSENT"; channel: ConsentChannel; granted: boolean; userName: string | null; move: null };

/** The client came to another advisor. */
export type TimelineAssignment = TimelinePlace & { type: "ASSIGNMENT"; kind: AssignmentKind; fromName: string; toName: string; untilOn: Day | null; userName: string | null; move: null };

export type TimelineEntry = TimelineInteraction | TimelineScore | TimelineSale | TimelineContract | TimelineConsent | TimelineAssignment;

/** The parts of a timeline that can be read by themselves. */
export const TIMELINE_PARTS = ["CONTACTS", "SCORES", "PRODUCTS", "CONSENTS"] as const;
export type TimelinePart = (typeof TIMELINE_PARTS)[number];

/** The place of the last entry shown: what is older comes next. */
export type TimelineCursor = { at: string; recordedAt: string; id: string };

/** Newest first. `next` null: nothing older. */
export type TimelinePage = { entries: readonly TimelineEntry[]; next: TimelineCursor | null };

/** `proof`: where the evidence of a granted consent is kept. */
export type ConsentInForce = { channel: ConsentChannel; granted: boolean; recordedOn: Day; proof: string | null };

/** Everything that a client's page shows, less the next actions and the neighbours. */
export type ClientSheet = {
  today: Day;
  /** Of the bank's clock, since midnight. */
  minute: number;
  /** The last full month of the bank; null before it has one. */
  closedMonth: Day | null;
  client: ClientIdentity;
  household: readonly HouseholdMember[];
  /** Null where the client was never scored: departed, deceased, or not yet imported with activity. */
  score: ExplainedScore | null;
  signals: readonly ChurnSignal[];
  lifeEvents: readonly LifeEvent[];
  /** Null where there is no segment to leave or none above, and for a client who is not sold to. */
  climb: SegmentClimb | null;
  contracts: readonly HeldContract[];
  /** The last 24 full months, oldest first; months without a row are left out. */
  activity: readonly ActivityMonth[];
  consents: readonly ConsentInForce[];
  /** What the contact policy looks at. */
  contact: ContactFacts;
  lastCsat: { score: number; answeredOn: Day } | null;
  timeline: TimelinePage;
  /** The last four that stand uncorrected, whatever part of the timeline is wanted. */
  lastContacts: readonly TimelineInteraction[];
  /** The bank's own approaches to clients of this segment. */
  kits: readonly ApproachKit[];
  /** Names of the whole catalogue, by code. */
  productNames: Readonly<Record<string, ProductName>>;
};
