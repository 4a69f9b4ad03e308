import type { Day } from "./dates";

/**
 * What waits for a person. REQUEST: a correction they are asked for; TASK: what control asks to be put right; ANSWER: one to a
 * request, to be judged; CHECK: one to control, to be looked at again; REVIEW: entries of a sample; MENTION: they were named.
 */
export const INBOX_KINDS = ["REQUEST", "TASK", "ANSWER", "CHECK", "REVIEW", "MENTION"] as const;
export type InboxKind = (typeof INBOX_KINDS)[number];

export type InboxItem = {
  kind: InboxKind;
  /** Of the request, the task, the remark or the campaign. */
  id: string;
  /** A campaign has no client; a task's name is for those who supervise it. */
  clientId: number | null;
  clientName: string | null;
  interactionId: string | null;
  campaignId: string | null;
  campaignName: string | null;
  text: string;
  byName: string;
  since: Day;
  /** Until when the holder of the portfolio is asked to answer. */
  dueOn: Day | null;
  isLate: boolean;
  /** Of a campaign: entries to be looked at, and those that two saw differently. */
  toReview: number;
  toSettle: number;
};

/** As many are shown at once; who has more is told so. */
export const INBOX_SHOWN = 200;

export type InboxCount = { all: number; late: number };

/** Where it is done. */
export function inboxAddress({ kind, id, clientId, interactionId, campaignId }: Pick<InboxItem, "kind" | "id" | "clientId" | "interactionId" | "campaignId">): string {
  if (kind === "TASK") return `/tasks#task-${id}`;
  if (kind === "CHECK") return `/supervision/audits/${campaignId}#task-${id}`;
  if (kind === "REVIEW") return `/supervision/audits/${id}`;
  return `/clients/${clientId}/entries/${interactionId}`;
}
