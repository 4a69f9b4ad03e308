import type { Day } from "./dates";

/**
 * Why a client changed advisors. ABSENCE: until a day, after which they go back. RETURN: a decision was taken back, or its
 * day was over. IMPORT: the core bank named someone else.
 */
export type AssignmentKind = "ABSENCE" | "FOR_GOOD" | "RETURN" | "IMPORT";

/** What a supervisor may decide. */
export const REASSIGNMENT_KINDS = ["ABSENCE", "FOR_GOOD"] as const;
export type ReassignmentKind = (typeof REASSIGNMENT_KINDS)[number];

/** More clients than these are no portfolio that was looked at. */
export const REASSIGN_LIMIT = 5_000;
/** An absence is announced for so many days at most. */
export const LONGEST_ABSENCE_DAYS = 730;

/** One change of advisor; `reassignmentId` null: no decision taken here. */
export type AssignmentChange = { reassignmentId: string | null; kind: AssignmentKind; fromAdvisorId: number; toAdvisorId: number };

type Standing = { covers: readonly AssignmentChange[]; last: AssignmentChange | null };

/**
 * To whom a decision gives a client back, after everything that happened to them since (oldest first); null: it no longer
 * does. Covers lie on each other: someone who stands in for an absent colleague may be absent as well, and either may be
 * back first. What was decided for good, and the core bank's own word, end them all; a decision for good is taken back
 * only while it is the last.
 */
export function goesBackTo(changes: readonly AssignmentChange[], reassignmentId: string): number | null {
  const before = new Map<string, Standing>();
  let now: Standing = { covers: [], last: null };
  for (const change of changes) {
    const { reassignmentId: id, kind } = change;
    if (kind === "RETURN") {
      now = (id === null ? undefined : before.get(id)) ?? { covers: [], last: null };
      continue;
    }
    if (id !== null) before.set(id, now);
    now = { covers: kind === "ABSENCE" ? [...now.covers, change] : [], last: change };
  }
  const cover = now.covers.find((change) => change.reassignmentId === reassignmentId) ?? null;
  const decision = cover ?? (now.last?.reassignmentId === reassignmentId ? now.last : null);
  return decision?.fromAdvisorId ?? null;
}

/** A client to be given to a colleague: those of one household go to the same. */
export type ToSplit = { clientId: number; householdId: number | null; minutes: number };
/** Whoever may receive; minutes a month that they are expected to spend, and those they have. */
export type Receiver = { advisorId: number; expectedMinutes: number; capacityMinutes: number };

/**
 * Shares clients among colleagues, so that each is as much loaded as the others of what they can do: the largest
 * households first, each to whoever would be the least loaded with it. By client; the same question has the same answer.
 */
export function splitByLoad(clients: readonly ToSplit[], receivers: readonly Receiver[]): ReadonlyMap<number, number> {
  const loads = receivers.map((receiver) => ({ ...receiver }));
  const given = new Map<number, number>();
  for (const { members, minutes } of householdsOf(clients)) {
    const least = loads.reduce<(typeof loads)[number] | null>((best, load) => (best === null || loadWith(load, minutes) < loadWith(best, minutes) ? load : best), null);
    if (least === null) break;
    least.expectedMinutes += minutes;
    for (const clientId of members) given.set(clientId, least.advisorId);
  }
  return given;
}

function loadWith({ expectedMinutes, capacityMinutes }: Receiver, minutes: number): number {
  return (expectedMinutes + minutes) / Math.max(1, capacityMinutes);
}

function householdsOf(clients: readonly ToSplit[]): { members: number[]; minutes: number }[] {
  const groups = new Map<string, { members: number[]; minutes: number }>();
  for (const { clientId, householdId, minutes } of clients) {
    const key = householdId === null ? `client ${clientId}` : `household ${householdId}`;
    const group = groups.get(key) ?? { members: [], minutes: 0 };
    group.members.push(clientId);
    group.minutes += minutes;
    groups.set(key, group);
  }
  return [...groups.values()].sort((one, other) => other.minutes - one.minutes || (one.members[0] ?? 0) - (other.members[0] ?? 0));
}

/** Someone whom a decision leaves where they are. CHANGED: with someone else by now, or no longer seen by whoever decides. */
export type LeftThere = { clientId: number; name: string | null };

/** What a part of a decision did. */
export type ReassignAnswer = { done: readonly number[]; left: readonly LeftThere[] };

/** Someone who may be given clients. */
export type Colleague = { id: number; name: string; branchName: string; isManager: boolean } & Receiver;

/** What a decision would do: from whom each client would go to whom. Nothing is changed. */
export type ReassignmentPlan = {
  /** How many clients were asked for; more than REASSIGN_LIMIT have no targets. */
  total: number;
  targets: readonly ReassignTarget[];
  /** Of the targets, of high value: reviews and the desk are a relationship manager's. */
  highValue: number;
  /** Of the targets, with an appointment or a step agreed. */
  agreed: number;
  receiving: readonly { advisorId: number; name: string; clients: number; loadBefore: number; loadAfter: number }[];
};
export type ReassignTarget = readonly [clientId: number, fromAdvisorId: number, toAdvisorId: number];

/** Why a client is with their present advisor. `untilOn`: of an absence, as it is said now; `decidedBy` null: no supervisor. */
export type HandOver = { kind: AssignmentKind; on: Day; untilOn: Day | null; note: string; fromName: string; fromEmail: string; toName: string; decidedBy: string | null };

/** A decision, as a list shows it. `clients`: those it moved, of whom the viewer sees; `from` and `to`: names. */
export type ReassignmentCard = {
  id: string;
  kind: ReassignmentKind;
  untilOn: Day | null;
  note: string;
  decidedBy: string;
  decidedOn: Day;
  endedOn: Day | null;
  clients: number;
  from: readonly string[];
  to: readonly string[];
};

/** For so many days a former advisor adds to a client's hand-over file: `app_handed_over()` in the database says the same. */
export const HANDED_OVER_DAYS = 7;
/** Characters of a note; the table's own limit. */
export const LONGEST_NOTE = 1_000;
/** What an advisor noted for whoever takes the client over. */
export type HandOverNote = { id: string; by: string; on: Day; text: string };
/** Someone whom an advisor gave away, with that advisor's own notes: a name, and nothing else of the client. */
export type HandedOver = { id: number; name: string; toName: string; on: Day; notes: readonly HandOverNote[] };

/** Someone who came into a portfolio. */
export type ReceivedClient = { id: number; name: string; on: Day; kind: AssignmentKind; untilOn: Day | null; fromName: string };
