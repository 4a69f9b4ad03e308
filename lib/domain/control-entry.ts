import type { ConsentChannel, InteractionChannel } from "./contact-policy";
import type { ControlAnswers, EntryState, GridQuestion } from "./control-campaign";
import type { Day } from "./dates";
import type { InteractionOutcome } from "./interaction-log";
import type { NextActionKind } from "./next-actions";
import type { Segment } from "./segments";

/** What an entry said, as logged or as corrected. */
export type LoggedWords = { occurredAt: string; recordedAt: string; by: string; channel: InteractionChannel; outcome: InteractionOutcome; notes: string };

/** What a reviewer judges by: the entry, and what the bank knew around it. Instants are ISO 8601. */
export type ControlledEntry = LoggedWords & {
  clientId: number;
  interactionId: string;
  clientName: string;
  externalRef: string;
  birthOn: Day | null;
  segment: Segment | null;
  /** When it took place and when the sample was drawn, as the history of scores knows it; null: there was no history yet. */
  segmentThen: Segment | "NEW" | null;
  segmentDrawn: Segment | "NEW" | null;
  isProtected: boolean;
  isFragile: boolean;
  commercial: boolean;
  review: boolean;
  productsDiscussed: readonly string[];
  productsSold: readonly string[];
  satisfaction: number | null;
  nextStepOn: Day | null;
  /** What it answered. */
  action: { kind: NextActionKind; dueOn: Day } | null;
  /** What it says otherwise than before, the latest first. */
  earlier: readonly LoggedWords[];
  /** In force at that moment; a channel without one was never asked. */
  consents: readonly { channel: ConsentChannel; granted: boolean; on: Day }[];
  /** Contacts that stand, around this one. */
  contactBefore: Contact | null;
  commercialBefore: Contact | null;
  contactAfter: Contact | null;
};

export type Contact = { on: Day; channel: InteractionChannel; outcome: InteractionOutcome };

export type ControlLook = { look: number; reviewer: string; answers: ControlAnswers; remark: string; compliant: boolean; doneAt: string };

/** One entry of a sample, for the viewer who reviews it. */
export type EntryToReview = {
  campaignId: string;
  campaignName: string;
  isClosed: boolean;
  place: number;
  size: number;
  second: boolean;
  state: EntryState;
  questions: readonly GridQuestion[];
  entry: ControlledEntry;
  /** The viewer's own look, begun or done. */
  mine: { answers: ControlAnswers; remark: string; done: boolean } | null;
  /** All of them, once nothing has to be kept from anyone. */
  looks: readonly ControlLook[];
  compliant: boolean | null;
  /** Places beside it, and the next one that waits for the viewer. */
  previous: number | null;
  next: number | null;
  nextToDo: number | null;
  left: number;
};
