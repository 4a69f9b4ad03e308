import type { Day } from "./dates";
import type { NextActionKind } from "./next-actions";
import type { Confidence } from "./proportion";
import type { Segment } from "./segments";

export const CONTROL_ANSWERS = ["YES", "NO", "NA"] as const;
/** As the grid asks, otherwise, or the question does not arise. */
export type ControlAnswer = (typeof CONTROL_ANSWERS)[number];
export type ControlAnswers = Readonly<Record<string, ControlAnswer>>;

/** `critical`: one such failure and the entry does not comply. */
export type GridQuestion = { code: string; critical: boolean; textFr: string; textEn: string };
export type ControlGrid = { version: number; questions: readonly GridQuestion[]; createdAt: Date; /** Null: the workbench's own. */ createdBy: string | null };

/** An entry complies when no critical question failed. Null while a question is without an answer. */
export function isCompliant(questions: readonly GridQuestion[], answers: ControlAnswers): boolean | null {
  if (questions.some(({ code }) => answers[code] === undefined)) return null;
  return !questions.some(({ code, critical }) => critical && answers[code] === "NO");
}

/** What strata are told apart by. */
export type Stratification = { bySegment: boolean; byAdvisor: boolean; byKind: boolean };

/** What is decided before anything is drawn; days of the bank, both included, percents whole. */
export type CampaignFrame = Stratification & {
  name: string;
  branchIds: readonly number[];
  fromOn: Day;
  untilOn: Day;
  confidence: Confidence;
  expectedPercent: number;
  halfWidthPercent: number;
  leastPerStratum: number;
  secondPercent: number;
};

/** Null: not told apart by it. */
export type StratumName = { key: string; segment: Segment | "NEW" | null; advisorId: number | null; advisorName: string | null; kind: NextActionKind | null };
export type PlannedStratum = StratumName & { population: number; size: number };

/** What a draw would take now. `wantedSize`: by the precision alone. */
export type CampaignPlan = { population: number; wantedSize: number; size: number; seconds: number; strata: readonly PlannedStratum[] };

export type CampaignProgress = {
  size: number;
  /** First looks done, second looks due and done. */
  firstDone: number;
  seconds: number;
  secondDone: number;
  /** Both looked, saw it differently, and nobody has settled it. */
  unsettled: number;
  settled: number;
};

export type CampaignSummary = {
  id: string;
  name: string;
  branches: readonly string[];
  fromOn: Day;
  untilOn: Day;
  drawnAt: Date;
  drawnBy: string;
  closedAt: Date | null;
  progress: CampaignProgress;
  openTasks: number;
};

/** A drawn campaign, as it is frozen. */
export type DrawnCampaign = CampaignFrame & Omit<CampaignSummary, "progress" | "openTasks"> & {
  seed: string;
  population: number;
  populationDigest: string;
  wantedSize: number;
  size: number;
  gridVersion: number;
  questions: readonly GridQuestion[];
  closedBy: string | null;
  strata: readonly PlannedStratum[];
};

/** How an entry of the sample stands for who looks: theirs to look at, theirs and done, nothing to do with it, to be settled, or done with. */
export const ENTRY_STATES = ["TO_DO", "BEGUN", "WAITING", "OWN", "UNSETTLED", "SETTLED"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

export type SampleEntry = {
  place: number;
  clientId: number;
  interactionId: string;
  clientName: string;
  advisorName: string;
  occurredOn: Day;
  second: boolean;
  state: EntryState;
  /** Known once it is settled, or to who looked. */
  compliant: boolean | null;
  tasks: number;
};

export type EntryProgress = { own: boolean; second: boolean; myLook: number | null; myDone: boolean; looks: number; done: number; agreed: boolean | null; settled: boolean };

/** `own`: the reviewer wrote the entry, and neither looks at it nor settles it. Somebody else's look keeps the entry from being begun when one look is all it is due. */
export function entryState({ own, second, myLook, myDone, looks, done, agreed, settled }: EntryProgress): EntryState {
  if (settled) return "SETTLED";
  if (own) return "OWN";
  const due = second ? 2 : 1;
  if (done === due && agreed === false) return "UNSETTLED";
  if (myLook !== null) return myDone ? "WAITING" : "BEGUN";
  return looks < due ? "TO_DO" : "WAITING";
}

export const CONTROL_TASK_STATUSES = ["OPEN", "ANSWERED", "CLOSED"] as const;
export type ControlTaskStatus = (typeof CONTROL_TASK_STATUSES)[number];
export type ControlTaskStepKind = "ANSWERED" | "REOPENED" | "CLOSED";

export type ControlTask = {
  clientId: number;
  id: string;
  campaignName: string | null;
  place: number | null;
  clientName: string;
  /** Who holds the portfolio now: the task goes with the client. */
  ownerName: string;
  occurredOn: Day;
  asked: string;
  askedBy: string;
  askedAt: Date;
  dueOn: Day;
  isLate: boolean;
  status: ControlTaskStatus;
  steps: readonly { kind: ControlTaskStepKind; text: string; at: Date; by: string }[];
};
