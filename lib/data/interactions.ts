import { AppError } from "@/lib/errors";
import { isCommercial } from "@/lib/domain/action-policy";
import { hourOf, promiseWorth } from "@/lib/domain/agenda";
import { addDays, dateOf, type Day } from "@/lib/domain/dates";
import { contactDayFault, type ClosedAction, type ScoreMove, type ScoreSummary } from "@/lib/domain/interaction-log";
import type { NextActionKind } from "@/lib/domain/next-actions";
import type { Segment } from "@/lib/domain/segments";
import type { LogInteractionInput } from "@/lib/schemas/interaction";
import { recordAudit } from "./audit";
import { holdScores, readScoreSummary, refreshClient } from "./client-refresh";
import { recordConsents, recordProfile } from "./client-corrections";
import { answerByCorrection } from "./correction-requests";
import { inViewerTransaction, runnerOf, type Db } from "./database";
import { recordOfferOutcomes, recordSales } from "./offer-outcomes";
import { lockOwnClient } from "./own-client";
import { readPlanningFrame, type PlanningFrame } from "./planning-frame";
import { statement, type SqlRunner } from "./statement";
import type { Viewer } from "./viewer";

/** `repeated`: this submission had been saved before, and changed nothing now. */
export type LoggedInteraction = ScoreMove & { repeated: boolean; closedAction: ClosedAction | null };

/** Without an answer the action stays, and comes back after so many days. */
const RETRY_DAYS = 3;

type AnsweredAction = { kind: NextActionKind; productCode: string | null };

/**
 * Logs one interaction with all its consequences, in one transaction: the entry, the action it answers, what it sold,
 * profile and consents, the next step, scores, segment and actions, history, audit. The same key twice changes nothing.
 * Errors: NOT_FOUND for a client who is not in the viewer's own portfolio, INVALID with the message key of a field.
 * Source: domain, *Interactions feed back*.
 */
export function logInteraction(viewer: Viewer, input: LogInteractionInput): Promise<LoggedInteraction> {
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, input.clientId);
    const run = runnerOf(db);
    const before = await holdScores(run, input.clientId);
    const { action, closedAction } = await answeredAction(db, input);
    if (await isLogged(db, input)) return { ...(await earlierMove(run, input)), closedAction, repeated: true };
    const frame = await readPlanningFrame(run);
    if (!frame) throw new AppError("CONFLICT", "the bank has not been scored yet");
    checkDays(input, frame.today);
    await checkReferences(db, input, frame);
    const move = await saveEntry(db, viewer, input, { frame, before, action, cancels: false });
    await recordAudit(db, viewer, "interaction.log", {
      clientId: input.clientId,
      details: { interactionId: input.id, outcome: input.outcome, sold: input.productsSold.length, corrects: input.correctsId },
    });
    return { ...move, closedAction, repeated: false };
  });
}

/** What an entry is saved with: the scores before it, the open action that it answers. */
export type EntryContext = { frame: PlanningFrame; before: ScoreSummary; action: AnsweredAction | null; cancels: boolean; /** An invitation is commercial without a product. */ invites?: boolean };

/** Appends an entry with all its consequences, in the transaction of the caller, who holds the client and has checked the entry. */
export async function saveEntry(db: Db, viewer: Viewer, input: LogInteractionInput, { frame, before, action, cancels, invites = false }: EntryContext): Promise<ScoreMove> {
  await appendInteraction(db, viewer, input, { commercial: invites || isCommercialContact(input, action), cancels });
  await applyConsequences(db, viewer, input, { frame, segment: before.segment, action });
  await answerByCorrection(db, viewer, input);
  return refreshClient(runnerOf(db), frame, { clientId: input.clientId, interactionId: input.id, before });
}

export async function isLogged(db: Db, input: Pick<LogInteractionInput, "clientId" | "id">): Promise<boolean> {
  return (await db.interaction.count({ where: { clientId: input.clientId, id: input.id } })) > 0;
}

/** What the first submission moved; where it moved nothing, the scores as they stand. */
export async function earlierMove(run: SqlRunner, input: Pick<LogInteractionInput, "clientId" | "id">): Promise<ScoreMove> {
  const after = await readScoreSummary(run, input.clientId);
  const [moved] = await run<{ pnbScore: ScoreMove["before"]["pnbScore"]; mireScore: ScoreMove["before"]["mireScore"]; segment: Segment | null }>(
    `SELECT pnb_before AS "pnbScore", mire_before AS "mireScore", segment_before AS segment FROM score_history WHERE client_id = $1 AND interaction_id = $2::uuid`,
    [input.clientId, input.id],
  );
  if (!moved) return { before: after, after };
  const combinedScore = moved.pnbScore === null || moved.mireScore === null ? null : moved.pnbScore + moved.mireScore;
  return { before: { ...moved, combinedScore }, after };
}

function checkDays(input: LogInteractionInput, today: Day): void {
  const fault = contactDayFault(input.occurredOn, today);
  if (fault) throw new AppError("INVALID", "no day of a contact", { occurredOn: fault });
  // After the contact, not after today: what was agreed for a day that has gone by meanwhile is late, and still owed.
  const first = input.nextStepMinute === null ? addDays(input.occurredOn, 1) : input.occurredOn;
  if (input.nextStepOn !== null && input.nextStepOn < first) throw new AppError("INVALID", "not after the contact", { nextStepOn: "dayNotAfter" });
}

async function checkReferences(db: Db, input: LogInteractionInput, frame: PlanningFrame): Promise<void> {
  const known = new Set(frame.catalogueOf.BUILD.map((product) => product.productCode));
  if (input.productsSold.some((code) => !known.has(code))) throw new AppError("INVALID", "unknown product", { productsSold: "productUnknown" });
  if (input.productsDiscussed.some((code) => !known.has(code))) throw new AppError("INVALID", "unknown product", { productsDiscussed: "productUnknown" });
  if (input.correctsId === null) return;
  const corrected = await db.interaction.count({ where: { clientId: input.clientId, id: input.correctsId } });
  if (corrected === 0) throw new AppError("INVALID", "nothing to correct", { correctsId: "correctedUnknown" });
  const correctedBefore = await db.interaction.count({ where: { clientId: input.clientId, correctsId: input.correctsId } });
  if (correctedBefore > 0) throw new AppError("CONFLICT", `interaction ${input.correctsId} was corrected meanwhile`);
}

/** The action it answers. One that a colleague closed meanwhile is no reason to lose the log: it is left as it is, and told. */
async function answeredAction(db: Db, input: LogInteractionInput): Promise<{ action: AnsweredAction | null; closedAction: ClosedAction | null }> {
  const found = input.nextActionId && (await db.nextAction.findFirst({
    where: { clientId: input.clientId, id: input.nextActionId },
    select: { kind: true, productCode: true, status: true, closedAt: true, closedById: true, interactionId: true },
  }));
  if (!found) return { action: null, closedAction: null };
  const { kind, productCode, status, closedAt, closedById, interactionId } = found;
  if (status === "OPEN") return { action: { kind, productCode }, closedAction: null };
  if (interactionId === input.id || closedAt === null) return { action: null, closedAction: null };
  const closedBy = closedById === null ? null : await db.user.findFirst({ where: { id: closedById }, select: { name: true } });
  return { action: null, closedAction: { kind, status, closedAt: closedAt.toISOString(), closedByName: closedBy?.name ?? null } };
}

function isCommercialContact(input: LogInteractionInput, action: AnsweredAction | null): boolean {
  return input.productsDiscussed.length > 0 || input.productsSold.length > 0 || (action !== null && isCommercial(action.kind));
}

async function appendInteraction(db: Db, viewer: Viewer, input: LogInteractionInput, marks: { commercial: boolean; cancels: boolean }): Promise<void> {
  const { occurredOn, profile: _profile, consents: _consents, consentProofs: _proofs, nextStepOn, writtenAt, ...entry } = input;
  // A day has no hour: noon UTC is that day everywhere in Europe.
  const occurredAt = new Date(`${occurredOn}T12:00:00.000Z`);
  await db.interaction.createMany({
    data: [{ ...entry, ...marks, userId: viewer.userId, occurredAt, writtenAt: pastInstant(writtenAt), nextStepOn: nextStepOn === null ? null : new Date(nextStepOn) }],
  });
}

/** A browser's clock may be ahead of ours; nothing was written after it came. */
function pastInstant(instant: string | null): Date | null {
  return instant === null ? null : new Date(Math.min(Date.parse(instant), Date.now()));
}

type Consequences = { frame: PlanningFrame; segment: Segment | null; action: AnsweredAction | null };

async function applyConsequences(db: Db, viewer: Viewer, input: LogInteractionInput, { frame, segment, action }: Consequences): Promise<void> {
  if (action) await answerAction(db, viewer, input, frame.today);
  const sales = await recordSales(db, input);
  await recordOfferOutcomes(db, input, { segment, action, sales });
  await recordProfile(db, viewer, input);
  await recordConsents(db, viewer, input, frame.today);
  if (input.satisfaction !== null) await recordSatisfaction(db, input, input.satisfaction);
  const kept = input.correctsId === null ? null : await withdrawNextStep(db, input, input.correctsId, frame.today);
  if (input.nextStepOn !== null && kept !== "CLOSED") await planNextStep(db, input, kept ?? placeOf(input, input.nextStepOn), frame.today);
  await runnerOf(db)(statement("refresh-contacts"), [[input.clientId]]);
}

async function answerAction(db: Db, viewer: Viewer, input: LogInteractionInput, today: Day): Promise<void> {
  const where = { clientId: input.clientId, id: input.nextActionId ?? "", status: "OPEN" as const };
  const data =
    input.outcome === "NO_ANSWER"
      ? { snoozedUntilOn: new Date(addDays(today, RETRY_DAYS)) }
      : { status: "DONE" as const, closedAt: new Date(), closedById: viewer.userId, interactionId: input.id };
  const { count } = await db.nextAction.updateMany({ where, data });
  if (count === 0) throw new AppError("CONFLICT", "the action was closed meanwhile");
}

async function recordSatisfaction(db: Db, input: LogInteractionInput, score: number): Promise<void> {
  const { clientId, id, occurredOn } = input;
  await db.satisfactionAnswer.createMany({ data: [{ clientId, id, kind: "CSAT", score, answeredOn: new Date(occurredOn), interactionId: id }] });
}

type StepPlace = { dueOn: Date; startsAt: Date | null; lengthMinutes: number | null };

function placeOf({ nextStepMinute, nextStepLength }: LogInteractionInput, on: Day): StepPlace {
  return { dueOn: dateOf(on), ...hourOf({ on, minute: nextStepMinute, lengthMinutes: nextStepLength }) };
}

/**
 * The next step of an entry that is corrected goes with it; the correction plans its own. Where it agrees on the same
 * day and hour, that is the same step: where it was moved to, or CLOSED, when it was done meanwhile; null: another.
 */
async function withdrawNextStep(db: Db, input: LogInteractionInput, correctsId: string, today: Day): Promise<StepPlace | "CLOSED" | null> {
  const { clientId, nextStepOn, nextStepMinute, nextStepLength } = input;
  const [agreed, step] = [
    await db.interaction.count({ where: { clientId, id: correctsId, nextStepOn: nextStepOn && dateOf(nextStepOn), nextStepMinute, nextStepLength } }),
    await db.nextAction.findFirst({ where: { clientId, id: correctsId, origin: "PLANNED" }, select: { status: true, dueOn: true, snoozedUntilOn: true, startsAt: true, lengthMinutes: true } }),
  ];
  await db.nextAction.updateMany({
    where: { clientId, id: correctsId, origin: "PLANNED", status: "OPEN" },
    data: { status: "WITHDRAWN", closedAt: new Date() },
  });
  if (agreed === 0) return null;
  // What the bank's own systems agreed on never stood here: gone by, it is not late.
  if (!step) return nextStepOn !== null && nextStepOn <= today ? "CLOSED" : null;
  if (step.status !== "OPEN") return "CLOSED";
  const { dueOn, snoozedUntilOn, startsAt, lengthMinutes } = step;
  return { dueOn: snoozedUntilOn ?? dueOn, startsAt, lengthMinutes };
}

/** A promise to the client: it stands beside what the rules suggest, and they never withdraw it. */
async function planNextStep(db: Db, input: LogInteractionInput, place: StepPlace, today: Day): Promise<void> {
  const score = await db.clientScore.findFirst({ where: { clientId: input.clientId }, select: { pnbCents: true } });
  await db.nextAction.createMany({
    data: [
      {
        clientId: input.clientId,
        id: input.id,
        kind: "PERSONAL_FOLLOW_UP",
        origin: "PLANNED",
        reason: { code: "PLANNED", plannedOn: input.occurredOn },
        channel: input.channel,
        ...place,
        ...promiseWorth(score?.pnbCents ?? null),
        createdOn: new Date(today),
      },
    ],
  });
}
