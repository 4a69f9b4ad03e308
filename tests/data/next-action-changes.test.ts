import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planClients } from "@/lib/data/action-plan";
import { dismissNextAction, reopenNextAction, snoozeNextAction } from "@/lib/data/next-action-changes";
import { listClientActions, listToday } from "@/lib/data/next-actions";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import type { DismissalReason } from "@/lib/domain/action-rest";
import type { AppErrorCode } from "@/lib/errors";
import { ALL_DUE } from "@/lib/schemas/today-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertHolding, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { planningFrame, runnerOfPool } from "@/tests/support/scoring";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let advisor: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
  // À développer: 62 % hold home insurance, half a Livret A. Nothing else may be suggested.
  for (const [productCode, holders] of [["HOME_INSURANCE", 62], ["LIVRET_A", 50]]) {
    await insertRow(owner, "peer_holding", { modelId: 1, cell: "", segment: "DEVELOP", productCode, n: 100, holders });
  }
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
});

const inDays = (count: number) => addDays(TEST_TODAY, count);
const refusal = (code: AppErrorCode, fields?: Record<string, string>) => expect.objectContaining({ code, ...(fields && { fields }) }) as Error;

describe("snoozing", () => {
  it("hides an action until its day, in the viewer's name in the trail, and back", async () => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(3) });
    expect((await listToday(advisor, ALL_DUE)).rows).toEqual([]);
    await reopenNextAction(advisor, { clientId, id });
    expect((await listToday(advisor, ALL_DUE)).rows).toHaveLength(1);
    expect(await trail(clientId)).toEqual([
      { user_id: advisor.userId, action: "nextAction.snooze", details: { actionId: id, untilOn: inDays(3) } },
      { user_id: advisor.userId, action: "nextAction.snooze", details: { actionId: id, undone: true } },
    ]);
  });

  it.each([
    ["yesterday", -1, "dayNotAhead"],
    ["today", 0, "dayNotAhead"],
    ["in a year and a day", 366, "dayTooFar"],
  ])("%s is refused", async (_, days, field) => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await expect(snoozeNextAction(advisor, { clientId, id, untilOn: inDays(days) })).rejects.toEqual(refusal("INVALID", { untilOn: field }));
    expect(await trail(clientId)).toEqual([]);
  });

  it.each([1, 365])("in %i days is allowed", async (days) => {
    const clientId = await newClient();
    const id = await insertNextAction(owner, { clientId });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(days) });
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: inDays(days) });
  });
});

describe("dismissing an offer", () => {
  it("lets the next suggestion take its place at once", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "BAD_TIMING" });
    expect(await actionRow(id)).toMatchObject({ status: "DISMISSED", dismissal_reason: "BAD_TIMING", closed_by_id: advisor.userId });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER LIVRET_A"]);
    expect(await trail(clientId)).toEqual([{ user_id: advisor.userId, action: "nextAction.dismiss", details: { actionId: id, reason: "BAD_TIMING" } }]);
  });

  it("counts it as declined in the client's segment when it does not interest, and only then", async () => {
    const { clientId, id } = await newOffer();
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before + 1);
    const [livret] = await listClientActions(advisor, clientId);
    await dismissNextAction(advisor, { clientId, id: livret?.id ?? "", reason: "NOT_SUITABLE" });
    expect(await declined("LIVRET_A", "STIMULATE")).toBe(0);
    // Nothing is left to offer: the contact is still owed.
    expect(await openActions(clientId)).toEqual(["PERSONAL_FOLLOW_UP -"]);
  });

  it("taken back: it is open again, its replacement is gone, and nothing was learnt", async () => {
    const { clientId, id } = await newOffer();
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    await reopenNextAction(advisor, { clientId, id });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER HOME_INSURANCE"]);
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", dismissal_reason: null, closed_by_id: null, closed_at: null });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before);
  });

  it("the last of them taken back, the follow-up that stood in for it is gone too", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_SUITABLE" });
    const [livret] = await listClientActions(advisor, clientId);
    await dismissNextAction(advisor, { clientId, id: livret?.id ?? "", reason: "NOT_SUITABLE" });
    await reopenNextAction(advisor, { clientId, id: livret?.id ?? "" });
    expect(await openActions(clientId)).toEqual(["TARGETED_OFFER LIVRET_A"]);
  });

  it("taken back after the client moved, it is forgotten in the segment it was counted in", async () => {
    const { clientId, id } = await newOffer();
    await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
    const before = await declined("HOME_INSURANCE", "STIMULATE");
    await owner.query("INSERT INTO score_history (client_id, cause, model_id, segment_before, segment_after) VALUES ($1, 'NIGHTLY', 1, 'STIMULATE', 'DEVELOP')", [clientId]);
    await owner.query("UPDATE client_score SET segment = 'DEVELOP' WHERE client_id = $1", [clientId]);
    await reopenNextAction(advisor, { clientId, id });
    expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before - 1);
    expect(await declined("HOME_INSURANCE", "DEVELOP")).toBe(0);
  });

  it("a snooze that it had comes back with it", async () => {
    const { clientId, id } = await newOffer();
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(7) });
    await dismissNextAction(advisor, { clientId, id, reason: "ALREADY_DONE" });
    await reopenNextAction(advisor, { clientId, id });
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: inDays(7) });
  });
});

it("a planned step is dismissed and taken back beside what the rules suggest", async () => {
  const { clientId } = await newOffer();
  const id = await insertNextAction(owner, { clientId, origin: "PLANNED", reason: { code: "PLANNED", plannedOn: TEST_TODAY } });
  await dismissNextAction(advisor, { clientId, id, reason: "ALREADY_DONE" });
  expect(await openActions(clientId)).toEqual(["TARGETED_OFFER HOME_INSURANCE"]);
  await reopenNextAction(advisor, { clientId, id });
  expect(await openActions(clientId)).toEqual(["PERSONAL_FOLLOW_UP -", "TARGETED_OFFER HOME_INSURANCE"]);
});

it("what is not open is left as it is: snoozed or dismissed again, closed, or nothing to take back", async () => {
  const { clientId, id } = await newOffer();
  await expect(reopenNextAction(advisor, { clientId, id })).rejects.toEqual(refusal("CONFLICT"));
  await dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" });
  const before = [await actionRow(id), await declined("HOME_INSURANCE", "STIMULATE"), await trail(clientId)];
  await expect(dismissNextAction(advisor, { clientId, id, reason: "BAD_TIMING" })).rejects.toEqual(refusal("CONFLICT"));
  await expect(snoozeNextAction(advisor, { clientId, id, untilOn: inDays(1) })).rejects.toEqual(refusal("CONFLICT"));
  const done = await insertNextAction(owner, { clientId, kind: "WELCOME", status: "DONE" });
  await expect(reopenNextAction(advisor, { clientId, id: done })).rejects.toEqual(refusal("CONFLICT"));
  await expect(dismissNextAction(advisor, { clientId, id: randomUUID(), reason: "BAD_TIMING" })).rejects.toEqual(refusal("CONFLICT"));
  expect([await actionRow(id), await declined("HOME_INSURANCE", "STIMULATE"), await trail(clientId)]).toEqual(before);
});

it("two at once dismiss it once", async () => {
  const { clientId, id } = await newOffer();
  const before = await declined("HOME_INSURANCE", "STIMULATE");
  const both = await Promise.allSettled([1, 2].map(() => dismissNextAction(advisor, { clientId, id, reason: "NOT_INTERESTED" })));
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await declined("HOME_INSURANCE", "STIMULATE")).toBe(before + 1);
});

describe.each(["colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst", "administrator"] as const)("%s", (who) => {
  it("changes nothing of it: the same answer as for an unknown client", async () => {
    const { clientId, id } = await newOffer();
    const before = await actionRow(id);
    const reason: DismissalReason = "NOT_INTERESTED";
    for (const key of [{ clientId, id }, { clientId: 2_000_000_000, id }]) {
      await expect(snoozeNextAction(staff[who], { ...key, untilOn: inDays(1) })).rejects.toEqual(refusal("NOT_FOUND"));
      await expect(dismissNextAction(staff[who], { ...key, reason })).rejects.toEqual(refusal("NOT_FOUND"));
      await expect(reopenNextAction(staff[who], key)).rejects.toEqual(refusal("NOT_FOUND"));
    }
    expect(await actionRow(id)).toEqual(before);
    expect(await trail(clientId)).toEqual([]);
  });
});

/** À stimuler, with a current account. */
async function newClient(): Promise<number> {
  const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId });
  await insertHolding(owner, { clientId });
  await insertScore(owner, { clientId, modelId: 1 });
  await insertRow(owner, "score_history", { clientId, cause: "FIRST", modelId: 1, segmentAfter: "STIMULATE" });
  return clientId;
}

/** A client for whom the rules suggest home insurance. */
async function newOffer(): Promise<{ clientId: number; id: string }> {
  const clientId = await newClient();
  await insertActivityMonths(owner, 12, { clientId });
  const run = runnerOfPool(owner);
  await planClients(run, await planningFrame(run), [clientId]);
  const [offer] = await listClientActions(advisor, clientId);
  expect(offer).toMatchObject({ kind: "TARGETED_OFFER", productCode: "HOME_INSURANCE" });
  return { clientId, id: offer?.id ?? "" };
}

async function openActions(clientId: number): Promise<string[]> {
  return (await listClientActions(advisor, clientId)).map((card) => `${card.kind} ${card.productCode ?? "-"}`).sort();
}

async function actionRow(id: string): Promise<unknown> {
  const { rows } = await owner.query("SELECT status, snoozed_until_on::text, dismissal_reason, closed_by_id, closed_at FROM next_action WHERE id = $1", [id]);
  return rows[0];
}

async function trail(clientId: number): Promise<unknown[]> {
  return (await owner.query("SELECT user_id, action, details FROM audit_entry WHERE client_id = $1 ORDER BY id", [clientId])).rows;
}

async function declined(productCode: string, segment: string): Promise<number> {
  const { rows } = await owner.query<{ declined: number }>("SELECT declined FROM offer_outcome WHERE product_code = $1 AND segment = $2::segment", [productCode, segment]);
  return rows[0]?.declined ?? 0;
}
