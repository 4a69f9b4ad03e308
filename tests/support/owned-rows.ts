import { randomUUID } from "node:crypto";
import type pg from "pg";
import { insertActivityMonths, insertConsent, insertHolding, insertInteraction, insertNextAction, insertSatisfaction, insertScore } from "./factories";
import { insertRow } from "./rows";

/** One row of everything a client can own: whoever sees the client's data would see one of them. */
export async function insertOwned(owner: pg.Pool, clientId: number): Promise<{ interactionId: string; actionId: string; reviewId: string; eventId: string; remarkId: string }> {
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
  const reviewId = randomUUID();
  await insertRow(owner, "portfolio_review", { clientId, id: reviewId, updatedBy: writer?.id });
  const eventId = randomUUID();
  await insertRow(owner, "bank_event", { id: eventId, kind: "EVENT", titleFr: "Soirée", titleEn: "Evening", heldOn: "2026-12-01", updatedBy: writer?.id });
  await insertRow(owner, "event_invitation", { clientId, eventId, interactionId, invitedOn: "2026-11-01", updatedBy: writer?.id });
  const remarkId = randomUUID();
  const asked = { clientId, id: remarkId, interactionId, kind: "ASKED", userId: writer?.id, text: "Qui a été joint ?", requestId: remarkId, step: 0, reason: "NOTES", dueOn: "2026-11-27" };
  await insertRow(owner, "entry_remark", asked);
  return { interactionId, actionId, reviewId, eventId, remarkId };
}
