import { randomUUID } from "node:crypto";
import type pg from "pg";
import { insertActivityMonths, insertConsent, insertHolding, insertInteraction, insertNextAction, insertSatisfaction, insertScore } from "./factories";
import { insertRow } from "./rows";

/** One row of everything a client can own: whoever sees the client's data would see one of them. */
export async function insertOwned(owner: pg.Pool, clientId: number): Promise<{ interactionId: string; actionId: string; reviewId: string; eventId: string; remarkId: string; campaignId: string; taskId: string }> {
  await insertConsent(owner, { clientId, channel: "PHONE", granted: true });
  await insertRow(owner, "consent_change", { clientId, id: randomUUID(), channel: "PHONE", granted: true });
  await insertHolding(owner, { clientId });
  await insertRow(owner, "holding_change", { clientId, id: randomUUID(), kind: "REVERSED", productCode: "LDDS", contractRef: "M-1", soldOn: "2026-01-02" });
  await insertActivityMonths(owner, 12, { clientId });
  const interactionId = await insertInteraction(owner, { clientId });
  await insertSatisfaction(owner, { clientId, score: 4 });
  await insertScore(owner, { clientId, modelId: 1 });
  await insertRow(owner, "score_history", { clientId, cause: "FIRST", modelId: 1, pnbAfter: 2, mireAfter: 2, segmentAfter: "STIMULATE" });
  const actionId = await insertNextAction(owner, { clientId, reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null } });
  const [writer] = (await owner.query<{ id: number }>("SELECT advisor_id AS id FROM client WHERE id = $1", [clientId])).rows;
  await insertRow(owner, "assignment_change", { clientId, id: randomUUID(), kind: "IMPORT", fromAdvisorId: writer?.id, toAdvisorId: writer?.id });
  await insertRow(owner, "handover_note", { clientId, id: randomUUID(), userId: writer?.id, text: "Prévenir sa sœur" });
  const reviewId = randomUUID();
  await insertRow(owner, "portfolio_review", { clientId, id: reviewId, updatedBy: writer?.id });
  const eventId = randomUUID();
  await insertRow(owner, "bank_event", { id: eventId, kind: "EVENT", titleFr: "Soirée", titleEn: "Evening", heldOn: "2026-12-01", updatedBy: writer?.id });
  await insertRow(owner, "event_invitation", { clientId, eventId, interactionId, invitedOn: "2026-11-01", updatedBy: writer?.id });
  const remarkId = randomUUID();
  const asked = { clientId, id: remarkId, interactionId, kind: "ASKED", userId: writer?.id, text: "Qui a été joint ?", requestId: remarkId, step: 0, reason: "NOTES", dueOn: "2026-11-27" };
  await insertRow(owner, "entry_remark", asked);
  return { interactionId, actionId, reviewId, eventId, remarkId, ...(await insertControl(owner, { clientId, interactionId, writer: writer?.id })) };
}

type Controlled = { clientId: number; interactionId: string; writer: number | undefined };

/** A drawn campaign of one entry, which another looked at, with a task that was answered. */
async function insertControl(owner: pg.Pool, { clientId, interactionId, writer }: Controlled): Promise<{ campaignId: string; taskId: string }> {
  const [campaignId, taskId] = [randomUUID(), randomUUID()];
  const { rows } = await owner.query<{ branch: number; reviewer: number }>(
    "SELECT c.branch_id AS branch, (SELECT s.user_id FROM supervised_branch s WHERE s.branch_id = c.branch_id LIMIT 1) AS reviewer FROM client c WHERE c.id = $1", [clientId]);
  const { branch, reviewer = writer } = rows[0] ?? {};
  await insertRow(owner, "control_campaign", {
    id: campaignId, name: "Of the tests", branchIds: [branch], fromOn: "2026-01-01", untilOn: "2026-12-31", bySegment: false, byAdvisor: false, byKind: false, confidence: 95, expectedPercent: 90,
    halfWidthPercent: 5, leastPerStratum: 1, secondPercent: 0, gridVersion: 1, seed: "seed", createdBy: writer,
  });
  const key = { clientId, campaignId, interactionId };
  await insertRow(owner, "control_stratum", { campaignId, key: "*|*|*", population: 1, size: 1 });
  await insertRow(owner, "control_population", { ...key, stratum: "*|*|*" });
  await insertRow(owner, "control_sample", { ...key, stratum: "*|*|*", place: 1, second: false });
  await owner.query("UPDATE control_campaign SET population = 1, population_digest = 'none', wanted_size = 1, size = 1, drawn_at = now() WHERE id = $1", [campaignId]);
  await insertRow(owner, "control_review", { ...key, look: 1, reviewerId: reviewer, remark: "Looked at", compliant: false, doneAt: "2026-11-19T10:00:00Z" });
  await insertRow(owner, "control_task", { ...key, id: taskId, asked: "Put right", dueOn: "2026-12-01", createdBy: reviewer });
  await insertRow(owner, "control_task_step", { clientId, taskId, id: randomUUID(), kind: "ANSWERED", text: "Done", userId: writer });
  return { campaignId, taskId };
}
