import { randomUUID } from "node:crypto";
import { policyOf } from "@/lib/domain/action-policy";
import { actionOf, BULK_LIMIT, bulkVerdict, type BulkAnswer, type BulkPlan, type BulkRefusal, type BulkStep, type LeftOut } from "@/lib/domain/bulk-step";
import { dateOf, type Day } from "@/lib/domain/dates";
import type { ClientSelection } from "@/lib/schemas/client-selection";
import type { ApplyBulkStepInput } from "@/lib/schemas/bulk-step";
import { holdsPortfolio } from "@/lib/domain/permissions";
import { Prisma } from "@/prisma/generated/client";
import { recordAudits } from "./audit";
import { batchEntries } from "./bulk-trail";
import { readBulkClients, readBulkTargets, type BulkClient } from "./bulk-targets";
import { countSelected, selectedClients } from "./client-selection";
import { inViewerScope, inViewerTransaction, type Db } from "./database";
import { dismissActions } from "./dismissals";
import { checkSnoozeDay } from "./next-action-changes";
import { readToday } from "./next-actions";
import { lockOwnClients } from "./own-client";
import { visibleClients } from "./scope";
import type { Viewer } from "./viewer";

type Standing = BulkClient & { action: NonNullable<BulkClient["action"]> };

/**
 * What a step would do with the clients of a selection, as they stand now; nothing is changed. Errors: INVALID for a day
 * that is not ahead, or more than a year away. Someone who holds no portfolio has nobody to do it with.
 */
export async function planBulkStep(viewer: Viewer, selection: ClientSelection, step: BulkStep): Promise<BulkPlan> {
  const total = holdsPortfolio(viewer.role) ? await countSelected(viewer, selection) : 0;
  return inViewerScope(viewer, async (db) => {
    await checkStep(db, step);
    const clients = total === 0 || total > BULK_LIMIT ? [] : await readBulkClients(db, selectedClients(viewer, selection), step, selection.filter);
    return planOf(step, { total, clients, missing: selection.all ? [] : missingOf(selection.ids, clients, total) });
  });
}

/**
 * Does a step with some of the clients it was planned for, in one transaction, each with its entry in the trail. A client
 * or an action that changed meanwhile is left as it is, and named. The same part sent again does nothing a second time.
 */
export function applyBulkStep(viewer: Viewer, { batchId, step, targets }: ApplyBulkStepInput): Promise<BulkAnswer> {
  return inViewerTransaction(viewer, async (db) => {
    await checkStep(db, step);
    const clientIds = targets.map(([clientId]) => clientId);
    const held = await lockOwnClients(viewer, db, clientIds);
    const doneBefore = new Set((await batchEntries(db, viewer, batchId, clientIds)).map(({ clientId }) => clientId));
    const todo = targets.filter(([clientId]) => held.has(clientId) && !doneBefore.has(clientId));
    const actionOf = new Map(targets);
    const clients = await readBulkTargets(db, viewer, step, todo);
    const verdicts = clients.map((client) => ({ client, refusal: refusalNow(step, client, actionOf.get(client.clientId) ?? null) }));
    const done = await carryOut(db, viewer, { batchId, step }, verdicts.filter(({ refusal }) => refusal === null).map(({ client }) => client));
    const refused = verdicts.flatMap(({ client: { clientId, name }, refusal }) => (refusal === null ? [] : [{ clientId, name, refusal }]));
    return { done: [...doneBefore, ...done], refused: [...refused, ...clientIds.filter((id) => !held.has(id)).map(notOwn)] };
  });
}

async function checkStep(db: Db, step: BulkStep): Promise<void> {
  if (step.kind !== "DISMISS") checkSnoozeDay(step.untilOn, await readToday(db));
}

function planOf(step: BulkStep, { total, clients, missing }: { total: number; clients: readonly BulkClient[]; missing: readonly LeftOut[] }): BulkPlan {
  const [kinds, rules] = [new Map<string | null, number>(), new Map<string, number>()];
  const [targets, leftOut]: [[number, string | null][], LeftOut[]] = [[], [...missing]];
  for (const { clientId, name, contact, ...client } of clients) {
    const action = actionOf(step, client.action);
    const verdict = bulkVerdict(step, action, contact);
    if (!verdict.applies) {
      leftOut.push({ clientId, name, refusal: verdict.refusal });
      continue;
    }
    targets.push([clientId, action?.id ?? null]);
    kinds.set(action?.kind ?? null, (kinds.get(action?.kind ?? null) ?? 0) + 1);
    if (verdict.answer) rules.set(verdict.answer.rule, (rules.get(verdict.answer.rule) ?? 0) + 1);
  }
  const counts = <Key>(map: Map<unknown, number>, name: string) => [...map].sort(([, one], [, other]) => other - one).map(([key, count]) => ({ [name]: key, count })) as Key;
  return { total: total + missing.length, targets, kinds: counts(kinds, "kind"), rules: counts(rules, "rule"), leftOut };
}

/** Chosen by hand, and the viewer's no longer. */
function missingOf(ids: readonly number[], clients: readonly BulkClient[], total: number): LeftOut[] {
  if (total > BULK_LIMIT) return [];
  const known = new Set(clients.map(({ clientId }) => clientId));
  return ids.filter((id) => !known.has(id)).map(notOwn);
}

function notOwn(clientId: number): LeftOut {
  return { clientId, name: null, refusal: "NOT_OWN" };
}

/** Not the action that was asked about: another took its place, or it was closed meanwhile. */
function refusalNow(step: BulkStep, { action, contact }: BulkClient, asked: string | null): BulkRefusal | null {
  if ((actionOf(step, action)?.id ?? null) !== asked) return "CHANGED";
  const verdict = bulkVerdict(step, action, contact);
  return verdict.applies ? null : verdict.refusal;
}

type Batch = { batchId: string; step: BulkStep };

/** Held and checked: what is changed here was as it was read. Whose were changed. */
async function carryOut(db: Db, viewer: Viewer, { batchId, step }: Batch, clients: readonly BulkClient[]): Promise<number[]> {
  if (clients.length === 0) return [];
  const standing = clients.map((client) => ({ ...client, action: actionOf(step, client.action) }));
  const [open, free] = [standing.filter((client): client is Standing => client.action !== null), standing.filter(({ action }) => action === null)];
  if (step.kind === "DISMISS") return dismissAll(db, viewer, { batchId, reason: step.reason }, open);
  const snoozed = await snoozeAll(db, viewer, { batchId, untilOn: step.untilOn }, open);
  return [...snoozed, ...(await planFollowUps(db, viewer, { batchId, untilOn: step.untilOn }, free))];
}

async function snoozeAll(db: Db, viewer: Viewer, { batchId, untilOn }: { batchId: string; untilOn: Day }, clients: readonly Standing[]): Promise<number[]> {
  const changed = await db.$queryRaw<{ clientId: number }[]>(Prisma.sql`
    UPDATE next_action n SET snoozed_until_on = ${untilOn}::date
    FROM unnest(${clients.map(({ clientId }) => clientId)}::int[], ${clients.map(({ action }) => action.id)}::uuid[]) AS k(client_id, id) JOIN client c ON c.id = k.client_id
    WHERE n.client_id = k.client_id AND n.id = k.id AND n.status = 'OPEN' AND ${visibleClients(viewer)}
    RETURNING n.client_id AS "clientId"`);
  const ids = new Set(changed.map(({ clientId }) => clientId));
  const entries = clients.filter(({ clientId }) => ids.has(clientId)).map(({ clientId, action: { id, snoozedUntilOn } }) => ({
    action: "nextAction.snooze" as const, clientId, details: { actionId: id, untilOn, batchId, wasUntilOn: snoozedUntilOn },
  }));
  await recordAudits(db, viewer, entries);
  return [...ids];
}

async function dismissAll(db: Db, viewer: Viewer, { batchId, reason }: { batchId: string; reason: Extract<BulkStep, { kind: "DISMISS" }>["reason"] }, clients: readonly Standing[]): Promise<number[]> {
  const closedAt = new Date();
  const dismissed = await dismissActions(db, viewer, clients.map(({ clientId, action }) => ({ clientId, id: action.id })), { reason, closedAt });
  await recordAudits(db, viewer, dismissed.map(({ clientId, id }) => ({ action: "nextAction.dismiss" as const, clientId, details: { actionId: id, reason, batchId, closedAt: closedAt.toISOString() } })));
  return dismissed.map(({ clientId }) => clientId);
}

/** P(success) of a follow-up one has set oneself; its value as of any next step: a tenth of what the client brings a year. */
const FOLLOW_UP = { kind: "PERSONAL_FOLLOW_UP", origin: "PLANNED", successChance: 0.8 } as const;
const LEAST_VALUE_CENTS = 1_000;

async function planFollowUps(db: Db, viewer: Viewer, { batchId, untilOn }: { batchId: string; untilOn: Day }, clients: readonly BulkClient[]): Promise<number[]> {
  const today = await readToday(db);
  const planned = clients.map(({ clientId, contact, serviceModel, pnbCents }) => ({
    ...FOLLOW_UP, clientId, id: randomUUID(), reason: { code: "REMINDER", setOn: today }, channel: policyOf(FOLLOW_UP.kind, null, { ...contact, serviceModel }, untilOn).channel,
    dueOn: dateOf(untilOn), createdOn: dateOf(today), valueCents: Math.max(LEAST_VALUE_CENTS, Math.round((pnbCents ?? 0) / 10)),
  }));
  await db.nextAction.createMany({ data: planned });
  await recordAudits(db, viewer, planned.map(({ clientId, id }) => ({ action: "nextAction.plan" as const, clientId, details: { actionId: id, untilOn, batchId } })));
  return planned.map(({ clientId }) => clientId);
}
