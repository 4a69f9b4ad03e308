import { dateOf, type Day } from "@/lib/domain/dates";
import { contactDayFault } from "@/lib/domain/interaction-log";
import { mayDo } from "@/lib/domain/permissions";
import { firstAnswers, reviewFaults, type ReviewAnswers } from "@/lib/domain/portfolio-review";
import { AppError } from "@/lib/errors";
import { logInteractionInput } from "@/lib/schemas/interaction";
import type { CompleteReviewInput, DiscardReviewInput, SaveReviewInput, StartReviewInput } from "@/lib/schemas/portfolio-review";
import { recordAudit } from "./audit";
import { holdScores } from "./client-refresh";
import { inViewerTransaction, runnerOf, type Db } from "./database";
import { saveEntry } from "./interactions";
import { lockOwnClient } from "./own-client";
import { readPlanningFrame, type PlanningFrame } from "./planning-frame";
import { readLastAnswers, readReviewedClient } from "./portfolio-reviews";
import type { Viewer } from "./viewer";

/**
 * Begins a review with what is known: of the last one, of the profile, or, where it corrects a completed one, all that
 * this one says. One draft a client: who begins a second time is given the first. Errors: NOT_FOUND as for a log,
 * FORBIDDEN for who prepares none, CONFLICT for a client who is not of high value, or for a correction of what was
 * corrected already or while another review is in preparation.
 */
export function startReview(viewer: Viewer, { clientId, id, correctsId }: StartReviewInput): Promise<{ id: string }> {
  requirePreparer(viewer);
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const draft = await db.portfolioReview.findFirst({ where: { clientId, status: "DRAFT" }, select: { id: true, correctsId: true } });
    if (draft && draft.correctsId === correctsId) return { id: draft.id };
    if (draft) throw new AppError("CONFLICT", "another review is in preparation");
    const answers = correctsId === null ? await newAnswers(db, clientId) : await correctedAnswers(db, clientId, correctsId);
    await db.portfolioReview.createMany({ data: [{ clientId, id, correctsId, answers, updatedById: viewer.userId }] });
    await recordAudit(db, viewer, "review.prepare", { clientId, details: { reviewId: id, change: "started", corrects: correctsId } });
    return { id };
  });
}

async function newAnswers(db: Db, clientId: number): Promise<ReviewAnswers> {
  const isReviewed = await db.client.count({ where: { id: clientId, highValue: true, status: "ACTIVE" } });
  if (isReviewed === 0) throw new AppError("CONFLICT", "a review is of a high-value client who is with the bank");
  return firstAnswers(await readLastAnswers(db, clientId), await readReviewedClient(db, clientId));
}

async function correctedAnswers(db: Db, clientId: number, correctsId: string): Promise<ReviewAnswers> {
  const corrected = await db.portfolioReview.findFirst({ where: { clientId, id: correctsId, status: "COMPLETED" }, select: { answers: true } });
  const isCorrectedYet = await db.portfolioReview.count({ where: { clientId, correctsId } });
  if (!corrected || isCorrectedYet > 0) throw new AppError("CONFLICT", `review ${correctsId} cannot be corrected`);
  return corrected.answers as ReviewAnswers;
}

/** What became of what was noted: saved, or not, because the draft was changed meanwhile: then the other side, to be merged. */
export type SavedReview =
  | { saved: true; version: number }
  | { saved: false; version: number; answers: ReviewAnswers; updatedBy: string };

/** Keeps what is noted so far. Errors: NOT_FOUND and FORBIDDEN as above, CONFLICT when it is no draft any more. */
export function saveReview(viewer: Viewer, { clientId, id, version, answers }: SaveReviewInput): Promise<SavedReview> {
  requirePreparer(viewer);
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const { count } = await db.portfolioReview.updateMany({
      where: { clientId, id, status: "DRAFT", version },
      data: { answers, version: { increment: 1 }, updatedAt: new Date(), updatedById: viewer.userId },
    });
    if (count === 0) return otherSide(db, clientId, id);
    await recordAudit(db, viewer, "review.prepare", { clientId, details: { reviewId: id, change: "saved", version: version + 1 } });
    return { saved: true, version: version + 1 };
  });
}

async function otherSide(db: Db, clientId: number, id: string): Promise<SavedReview> {
  const draft = await db.portfolioReview.findFirst({
    where: { clientId, id, status: "DRAFT" },
    select: { version: true, answers: true, updatedBy: { select: { name: true } } },
  });
  if (!draft) throw new AppError("CONFLICT", `review ${id} is no draft`);
  return { saved: false, version: draft.version, answers: draft.answers as ReviewAnswers, updatedBy: draft.updatedBy.name };
}

/** Gives up a draft. CONFLICT when it was changed meanwhile. */
export function discardReview(viewer: Viewer, { clientId, id, version }: DiscardReviewInput): Promise<void> {
  requirePreparer(viewer);
  return inViewerTransaction(viewer, async (db) => {
    await lockOwnClient(viewer, db, clientId);
    const { count } = await db.portfolioReview.deleteMany({ where: { clientId, id, status: "DRAFT", version } });
    if (count === 0) throw new AppError("CONFLICT", `review ${id} is not the draft that was seen`);
    await recordAudit(db, viewer, "review.prepare", { clientId, details: { reviewId: id, change: "discarded" } });
  });
}

/**
 * Completes a draft, in one transaction: it is frozen with the client as the bank knows them, and logged as the contact
 * that it was, by which the last review and the next follow. Sent twice it is completed once. Errors: INVALID with the
 * fields that are missing or wrong; CONFLICT when the draft was changed meanwhile or the bank was never scored.
 */
export function completeReview(viewer: Viewer, input: CompleteReviewInput): Promise<{ id: string }> {
  requirePreparer(viewer);
  return inViewerTransaction(viewer, async (db) => {
    const { clientId, id } = input;
    await lockOwnClient(viewer, db, clientId);
    const before = await holdScores(runnerOf(db), clientId);
    if ((await db.portfolioReview.count({ where: { clientId, id, status: "COMPLETED" } })) > 0) return { id };
    const frame = await readPlanningFrame(runnerOf(db));
    if (!frame) throw new AppError("CONFLICT", "the bank has not been scored yet");
    const { correctsId } = await freeze(db, viewer, input, frame);
    const { entry, action } = await entryOf(db, input, correctsId);
    await saveEntry(db, viewer, entry, { frame, before, action, cancels: false });
    await recordAudit(db, viewer, "review.prepare", { clientId, details: { reviewId: id, change: "completed", corrects: correctsId } });
    return { id };
  });
}

async function freeze(db: Db, viewer: Viewer, input: CompleteReviewInput, { today }: PlanningFrame): Promise<{ correctsId: string | null }> {
  const { clientId, id, version, reviewedOn, channel } = input;
  const draft = await db.portfolioReview.findFirst({ where: { clientId, id, status: "DRAFT", version }, select: { answers: true, correctsId: true } });
  if (!draft) throw new AppError("CONFLICT", `review ${id} is not the draft that was seen`);
  const answers = draft.answers as ReviewAnswers;
  const dayFault = contactDayFault(reviewedOn, today);
  const faults = { ...reviewFaults(answers, reviewedOn), ...(dayFault && { reviewedOn: dayFault }) };
  if (Object.keys(faults).length > 0) throw new AppError("INVALID", "the review is not complete", faults);
  const facts = await readReviewedClient(db, clientId);
  const now = new Date();
  await db.portfolioReview.updateMany({
    where: { clientId, id, status: "DRAFT", version },
    data: {
      status: "COMPLETED", facts, channel, reviewedOn: dateOf(reviewedOn), nextReviewOn: dateOf(answers.nextReviewOn as Day),
      completedAt: now, completedById: viewer.userId, updatedAt: now, updatedById: viewer.userId,
    },
  });
  return draft;
}

/** The contact that a review was: it answers the review that is due, and takes the place of the entry of the one it corrects. */
async function entryOf(db: Db, { clientId, id, reviewedOn, channel }: CompleteReviewInput, correctsId: string | null) {
  const due = await db.nextAction.findFirst({
    where: { clientId, kind: "PORTFOLIO_REVIEW", status: "OPEN" },
    select: { id: true, kind: true, productCode: true },
  });
  const stands = correctsId !== null
    && (await db.interaction.count({ where: { clientId, id: correctsId } })) === 1
    && (await db.interaction.count({ where: { clientId, correctsId } })) === 0;
  const entry = logInteractionInput.parse({
    id, clientId, nextActionId: due?.id ?? null, correctsId: stands ? correctsId : null, occurredOn: reviewedOn, channel, outcome: "DISCUSSED", review: true,
  });
  return { entry, action: due };
}

function requirePreparer(viewer: Viewer): void {
  if (!mayDo(viewer.role, "review.prepare")) throw new AppError("FORBIDDEN", "reviews are the relationship managers'");
}
