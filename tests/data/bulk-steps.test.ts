import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { applyBulkStep, planBulkStep } from "@/lib/data/bulk-steps";
import { undoBulkStep } from "@/lib/data/bulk-undo";
import { countSelected } from "@/lib/data/client-selection";
import { dismissNextAction, reopenNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { listClientActions } from "@/lib/data/next-actions";
import { listPortfolio } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { BULK_LIMIT, type BulkPlan, type BulkStep } from "@/lib/domain/bulk-step";
import { addDays } from "@/lib/domain/dates";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertHolding, insertInteraction, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let advisor: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
  for (const [productCode, holders] of [["HOME_INSURANCE", 62], ["LIVRET_A", 50]]) {
    await insertRow(owner, "peer_holding", { modelId: 1, cell: "", segment: "DEVELOP", productCode, n: 100, holders });
  }
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
});

const inDays = (count: number) => addDays(TEST_TODAY, count);
const SNOOZE: BulkStep = { kind: "SNOOZE", untilOn: inDays(7) };
const REMIND: BulkStep = { kind: "REMIND", untilOn: inDays(20) };
const DISMISS: BulkStep = { kind: "DISMISS", reason: "NOT_INTERESTED" };
const everyone = (filter: Partial<PortfolioFilter> = {}, but: number[] = []) => ({ filter: { ...NO_FILTER, ...filter }, all: true, ids: but });
const these = (...ids: number[]) => ({ filter: NO_FILTER, all: false, ids });

describe("a selection", () => {
  it("by its list has who is in it at that moment, but those left out by hand", async () => {
    const [one, , three] = [await newClient(), await newClient(), await newClient({ zone: "RURAL" })];
    expect(await countSelected(advisor, everyone())).toBe(3);
    expect(await countSelected(advisor, everyone({ zone: "RURAL" }))).toBe(1);
    expect(await countSelected(advisor, everyone({}, [one]))).toBe(2);
    await owner.query("UPDATE client SET zone = 'URBAN' WHERE id = $1", [three]);
    expect(await countSelected(advisor, everyone({ zone: "RURAL" }))).toBe(0);
  });

  it("has nobody else's client, however it is asked for", async () => {
    const mine = await newClient();
    const theirs = await insertClient(owner, { advisorId: staff.colleague.userId, branchId: staff.branchId });
    expect(await countSelected(advisor, these(mine, theirs))).toBe(1);
    expect(await countSelected(staff.otherAdvisor, these(mine))).toBe(0);
    expect(await countSelected(staff.analyst, everyone())).toBe(0);
    expect(await countSelected(staff.supervisor, these(mine, theirs))).toBe(2);
  });
});

describe("what a step would do", () => {
  it("names those it leaves out and why, and changes nothing", async () => {
    const free = await newClient();
    const [open, snoozed] = [await newFollowUp(), await newFollowUp({ snoozedUntilOn: inDays(3) })];
    const plan = await planBulkStep(advisor, everyone(), SNOOZE);
    expect(plan).toMatchObject({ total: 3, targets: [[open.clientId, open.id]], kinds: [{ kind: "PERSONAL_FOLLOW_UP", count: 1 }], rules: [] });
    expect(refusals(plan)).toEqual({ [free]: "NO_ACTION", [snoozed.clientId]: "SNOOZED" });
    expect(plan.leftOut.map(({ name }) => name)).toEqual(["Claude Martin", "Claude Martin"]);
    expect(await trail()).toEqual([]);
  });

  it("is about the action that the row shows; in a list of one kind, about that kind", async () => {
    const clientId = await newClient();
    const offer = await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", productCode: "LIVRET_A", valueCents: 1_000 });
    const shown = await insertNextAction(owner, { clientId, kind: "PERSONAL_FOLLOW_UP", valueCents: 90_000 });
    expect((await listPortfolio(advisor, NO_FILTER)).rows[0]?.action?.id).toBe(shown);
    expect((await planBulkStep(advisor, everyone(), DISMISS)).targets).toEqual([[clientId, shown]]);
    expect((await planBulkStep(advisor, everyone({ actionKind: "TARGETED_OFFER" }), DISMISS)).targets).toEqual([[clientId, offer]]);
  });

  it("a reminder asks the contact policy on its day: what sells is left out where it is forbidden, what serves never is", async () => {
    const [proven, refused, unasked, contacted] = [await newOffer(), await newOffer(), await newOffer(), await newOffer()];
    await insertConsent(owner, { clientId: proven.clientId, channel: "PHONE", granted: true, proof: "GED 1" });
    await insertConsent(owner, { clientId: contacted.clientId, channel: "PHONE", granted: true, proof: "GED 2" });
    await insertConsent(owner, { clientId: refused.clientId, channel: "PHONE", granted: false });
    await insertInteraction(owner, { clientId: contacted.clientId, commercial: true, occurredAt: `${inDays(-2)}T10:00:00Z` });
    const served = await newFollowUp();
    await insertConsent(owner, { clientId: served.clientId, channel: "PHONE", granted: false });
    const free = await newClient();
    const [gone, dead] = [await newClient({ status: "CLOSED" }), await newClient({ status: "DECEASED" })];
    const plan = await planBulkStep(advisor, these(...[proven, refused, unasked, contacted, served].map(({ clientId }) => clientId), free, gone, dead), REMIND);
    expect(refusals(plan)).toEqual({ [refused.clientId]: "CONSENT_REFUSED", [unasked.clientId]: "CONSENT_NOT_ASKED", [gone]: "DEPARTED", [dead]: "DECEASED" });
    expect(new Map(plan.targets)).toEqual(new Map([[proven.clientId, proven.id], [contacted.clientId, contacted.id], [served.clientId, served.id], [free, null]]));
    expect(plan.rules).toEqual([{ rule: "CONSENT_PROVEN", count: 2 }, { rule: "SERVICE_CONTACT", count: 2 }]);
    // Sooner, the last commercial contact forbids the next.
    expect(refusals(await planBulkStep(advisor, these(contacted.clientId), { kind: "REMIND", untilOn: inDays(5) }))).toEqual({ [contacted.clientId]: "RECENT_COMMERCIAL_CONTACT" });
  });

  it.each([[0, "dayNotAhead"], [366, "dayTooFar"]])("a day %i days away is refused", async (days, message) => {
    await expect(planBulkStep(advisor, everyone(), { kind: "SNOOZE", untilOn: inDays(days) })).rejects.toMatchObject({ code: "INVALID", fields: { untilOn: message } });
  });

  it("with too many clients is nothing: it says how many there are", async () => {
    await owner.query(
      `INSERT INTO client (external_ref, advisor_id, branch_id, first_name, last_name, client_since_on) SELECT gen_random_uuid(), $1, $2, 'A', 'B', '2020-01-01' FROM generate_series(1, $3)`,
      [advisor.userId, staff.branchId, BULK_LIMIT + 1],
    );
    expect(await planBulkStep(advisor, everyone(), REMIND)).toEqual({ total: BULK_LIMIT + 1, targets: [], kinds: [], rules: [], leftOut: [] });
  });

  it.each(["otherAdvisor", "colleague", "supervisor", "analyst", "administrator"] as const)("has none of the clients of another, for: %s", async (who) => {
    const { clientId } = await newFollowUp();
    expect(await planBulkStep(staff[who], these(clientId), SNOOZE)).toMatchObject({ targets: [], leftOut: [{ clientId, name: null, refusal: "NOT_OWN" }] });
  });
});

describe("a step done", () => {
  it("snoozes each, with an entry each in the trail under one key; sent again it does nothing more", async () => {
    const actions = [await newFollowUp(), await newFollowUp({ snoozedUntilOn: inDays(-2) })];
    const batch = await planned(SNOOZE);
    expect(await applyBulkStep(advisor, batch)).toEqual({ done: expect.arrayContaining(idsOf(actions)) as number[], refused: [] });
    for (const { id } of actions) expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: inDays(7) });
    const [entries, again] = [await trail(), await applyBulkStep(advisor, batch)];
    expect(entries).toHaveLength(2);
    expect(entries[0]).toMatchObject({ user_id: advisor.userId, action: "nextAction.snooze", details: { untilOn: inDays(7), batchId: batch.batchId } });
    expect([...again.done].sort()).toEqual(idsOf(actions).sort());
    expect(await trail()).toEqual(entries);
  });

  it("sent twice at once is done once", async () => {
    for (let count = 0; count < 5; count++) await newOffer();
    const [batch, before] = [await planned(DISMISS), await declined("HOME_INSURANCE")];
    const answers = await Promise.all([applyBulkStep(advisor, batch), applyBulkStep(advisor, batch)]);
    for (const { done, refused } of answers) expect([done.length, refused]).toEqual([5, []]);
    expect(await trail()).toHaveLength(5);
    expect(await declined("HOME_INSURANCE")).toBe(before + 5);
  });

  it("two different steps at once: each action has one of them, and the other is told", async () => {
    for (let count = 0; count < 6; count++) await newOffer();
    const [one, other] = [await planned(DISMISS), await planned(DISMISS)];
    const [first, second] = await Promise.all([applyBulkStep(advisor, one), applyBulkStep(advisor, other)]);
    expect(first.done.length + second.done.length).toBe(6);
    expect([...first.refused, ...second.refused].map(({ refusal }) => refusal)).toEqual(Array(6).fill("CHANGED"));
    expect(await trail()).toHaveLength(6);
  });

  it("dismisses as one would one by one: what is declined is learnt, and the next suggestion takes its place", async () => {
    const offers = [await newOffer(), await newOffer()];
    const before = await declined("HOME_INSURANCE");
    await applyBulkStep(advisor, await planned(DISMISS));
    expect(await declined("HOME_INSURANCE")).toBe(before + 2);
    for (const { clientId, id } of offers) {
      expect(await actionRow(id)).toMatchObject({ status: "DISMISSED", dismissal_reason: "NOT_INTERESTED", closed_by_id: advisor.userId });
      expect((await listClientActions(advisor, clientId)).map(({ productCode }) => productCode)).toEqual(["LIVRET_A"]);
    }
  });

  it("a reminder brings the open action back on its day, and plans a follow-up where there is none", async () => {
    const [{ clientId, id }, free] = [await newFollowUp(), await newClient()];
    await applyBulkStep(advisor, await planned(REMIND));
    expect(await listClientActions(advisor, clientId)).toMatchObject([{ id, snoozedUntilOn: REMIND.kind === "REMIND" && REMIND.untilOn }]);
    expect(await listClientActions(advisor, free)).toMatchObject([{ kind: "PERSONAL_FOLLOW_UP", origin: "PLANNED", dueOn: inDays(20), channel: "PHONE", reason: { code: "REMINDER", setOn: TEST_TODAY } }]);
    expect((await trail()).map(({ action }) => action).sort()).toEqual(["nextAction.plan", "nextAction.snooze"]);
  });

  it("a reminder for a day before the action is due plans a follow-up: the action would not show that day", async () => {
    const { clientId, id } = await newFollowUp({ dueOn: inDays(60) });
    const batch = await planned(REMIND);
    expect(batch.targets).toEqual([[clientId, null]]);
    await applyBulkStep(advisor, batch);
    expect(await actionRow(id)).toMatchObject({ snoozed_until_on: null });
    expect((await listClientActions(advisor, clientId)).map(({ origin, dueOn }) => `${origin} ${dueOn}`).sort()).toEqual([`PLANNED ${inDays(20)}`, `RULES ${inDays(60)}`]);
  });

  it("leaves alone what changed since one was asked, and names it", async () => {
    const [closed, moved, replaced, kept] = [await newFollowUp(), await newFollowUp(), await newClient(), await newFollowUp()];
    const batch = await planned(REMIND);
    await dismissNextAction(advisor, { ...closed, reason: "ALREADY_DONE" });
    await insertNextAction(owner, { clientId: replaced });
    await owner.query("UPDATE client SET advisor_id = $2 WHERE id = $1", [moved.clientId, staff.colleague.userId]);
    const { done, refused } = await applyBulkStep(advisor, batch);
    expect(done).toEqual([kept.clientId]);
    expect(Object.fromEntries(refused.map(({ clientId, name, refusal }) => [clientId, [name, refusal]]))).toEqual({
      [closed.clientId]: ["Claude Martin", "CHANGED"], [moved.clientId]: [null, "NOT_OWN"], [replaced]: ["Claude Martin", "CHANGED"],
    });
    expect(await actionRow(moved.id)).toMatchObject({ snoozed_until_on: null });
  });

  it("asks the contact policy again when it is done", async () => {
    const { clientId } = await newOffer();
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 1" });
    const batch = await planned(REMIND);
    await owner.query("UPDATE client_consent SET granted = false, proof = NULL WHERE client_id = $1", [clientId]);
    expect(await applyBulkStep(advisor, batch)).toEqual({ done: [], refused: [{ clientId, name: "Claude Martin", refusal: "CONSENT_REFUSED" }] });
  });

  it.each(["otherAdvisor", "colleague", "relationshipManager", "supervisor", "analyst", "administrator"] as const)("changes nothing of another's: %s", async (who) => {
    const { clientId, id } = await newFollowUp();
    for (const step of [SNOOZE, REMIND, DISMISS]) {
      const answer = await applyBulkStep(staff[who], { batchId: randomUUID(), step, targets: [[clientId, id]] });
      expect(answer).toEqual({ done: [], refused: [{ clientId, name: null, refusal: "NOT_OWN" }] });
    }
    expect(await actionRow(id)).toMatchObject({ status: "OPEN", snoozed_until_on: null });
    expect(await trail([staff[who].userId])).toEqual([]);
  });
});

describe("a step taken back", () => {
  it("snoozed: each is as it was before, and the trail has both; asked twice it is undone once", async () => {
    const [plain, before] = [await newFollowUp(), await newFollowUp({ snoozedUntilOn: inDays(2) })];
    const batch = await planned(REMIND);
    await applyBulkStep(advisor, batch);
    const undo = { batchId: batch.batchId, clientIds: idsOf([plain, before]) };
    expect([...(await undoBulkStep(advisor, undo)).done].sort()).toEqual(idsOf([plain, before]).sort());
    expect(await actionRow(plain.id)).toMatchObject({ snoozed_until_on: null });
    expect(await actionRow(before.id)).toMatchObject({ snoozed_until_on: inDays(2) });
    expect(await undoBulkStep(advisor, undo)).toMatchObject({ refused: [] });
    expect((await trail()).filter(({ details }) => details.undone === true)).toHaveLength(2);
  });

  it("dismissed: open again, the replacement gone, nothing learnt", async () => {
    const offers = [await newOffer(), await newOffer()];
    const before = await declined("HOME_INSURANCE");
    const batch = await planned(DISMISS);
    await applyBulkStep(advisor, batch);
    await undoBulkStep(advisor, { batchId: batch.batchId, clientIds: idsOf(offers) });
    expect(await declined("HOME_INSURANCE")).toBe(before);
    for (const { clientId, id } of offers) expect((await listClientActions(advisor, clientId)).map((card) => card.id)).toEqual([id]);
  });

  it("planned: the follow-up is withdrawn", async () => {
    const clientId = await newClient();
    const batch = await planned(REMIND);
    await applyBulkStep(advisor, batch);
    await undoBulkStep(advisor, { batchId: batch.batchId, clientIds: [clientId] });
    expect(await listClientActions(advisor, clientId)).toEqual([]);
  });

  it("leaves what was changed since, and names it", async () => {
    const [moved, resnoozed, untouched] = [await newFollowUp(), await newFollowUp(), await newFollowUp()];
    const free = await newClient();
    const batch = await planned(REMIND);
    await applyBulkStep(advisor, batch);
    await owner.query("UPDATE client SET advisor_id = $2 WHERE id = $1", [moved.clientId, staff.colleague.userId]);
    await snoozeNextAction(staff.colleague, { clientId: moved.clientId, id: moved.id, untilOn: inDays(90) });
    await snoozeNextAction(advisor, { clientId: resnoozed.clientId, id: resnoozed.id, untilOn: inDays(30) });
    const [follow] = await listClientActions(advisor, free);
    await takeNextAction(advisor, { clientId: free, id: follow?.id ?? "", isTaken: true });
    const { done, refused } = await undoBulkStep(advisor, { batchId: batch.batchId, clientIds: [...idsOf([moved, resnoozed, untouched]), free] });
    expect(done).toEqual([untouched.clientId]);
    expect(Object.fromEntries(refused.map(({ clientId, refusal }) => [clientId, refusal]))).toEqual({ [moved.clientId]: "NOT_OWN", [resnoozed.clientId]: "CHANGED", [free]: "CHANGED" });
    expect(await actionRow(moved.id)).toMatchObject({ snoozed_until_on: inDays(90) });
    expect(await actionRow(resnoozed.id)).toMatchObject({ snoozed_until_on: inDays(30) });
  });

  it("opened and dismissed again for another reason, it stays dismissed", async () => {
    const offer = await newOffer();
    const batch = await planned(DISMISS);
    await applyBulkStep(advisor, batch);
    await reopenNextAction(advisor, offer);
    await dismissNextAction(advisor, { ...offer, reason: "NOT_SUITABLE" });
    expect(await undoBulkStep(advisor, { batchId: batch.batchId, clientIds: [offer.clientId] })).toMatchObject({ done: [], refused: [{ refusal: "CHANGED" }] });
    expect(await actionRow(offer.id)).toMatchObject({ dismissal_reason: "NOT_SUITABLE" });
  });

  it("is for whoever did it alone", async () => {
    const action = await newFollowUp();
    const batch = await planned(SNOOZE);
    await applyBulkStep(advisor, batch);
    for (const who of ["colleague", "otherAdvisor", "supervisor", "analyst", "administrator"] as const) {
      expect((await undoBulkStep(staff[who], { batchId: batch.batchId, clientIds: [action.clientId] })).done).toEqual([]);
    }
    await owner.query("UPDATE client SET advisor_id = $2 WHERE id = $1", [action.clientId, staff.colleague.userId]);
    expect((await undoBulkStep(staff.colleague, { batchId: batch.batchId, clientIds: [action.clientId] })).done).toEqual([]);
    expect(await actionRow(action.id)).toMatchObject({ snoozed_until_on: inDays(7) });
  });
});

async function planned(step: BulkStep) {
  const { targets } = await planBulkStep(advisor, everyone(), step);
  return { batchId: randomUUID(), step, targets: targets.map(([clientId, actionId]): [number, string | null] => [clientId, actionId]) };
}

function refusals({ leftOut }: BulkPlan): Record<number, string> {
  return Object.fromEntries(leftOut.map(({ clientId, refusal }) => [clientId, refusal]));
}

function idsOf(actions: readonly { clientId: number }[]): number[] {
  return actions.map(({ clientId }) => clientId);
}

function newClient(over: Partial<Parameters<typeof insertClient>[1]> = {}): Promise<number> {
  return insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId, ...over });
}

async function newFollowUp(over: Partial<Parameters<typeof insertNextAction>[1]> = {}) {
  const clientId = await newClient();
  return { clientId, id: await insertNextAction(owner, { clientId, ...over }) };
}

/** A client to be stimulated, whom home insurance is offered by phone, and a Livret A next. */
async function newOffer() {
  const clientId = await newClient({ lastContactOn: inDays(-30) });
  await insertScore(owner, { clientId, modelId: 1 });
  await insertActivityMonths(owner, 12, { clientId });
  await insertHolding(owner, { clientId, productCode: "PEL" });
  const reason = { code: "PEER_GAP", sharePercent: 62, peers: 100, segmentUp: "DEVELOP", movesTo: null };
  const id = await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", productCode: "HOME_INSURANCE", reason });
  return { clientId, id };
}

async function actionRow(id: string) {
  const { rows } = await owner.query<object>("SELECT status, snoozed_until_on::text, dismissal_reason, closed_by_id FROM next_action WHERE id = $1", [id]);
  return rows[0];
}

async function trail(by: number[] = [advisor.userId]) {
  const { rows } = await owner.query<{ user_id: number; action: string; details: Record<string, unknown> }>("SELECT user_id, action, details FROM audit_entry WHERE user_id = ANY ($1) ORDER BY id", [by]);
  return rows;
}

async function declined(productCode: string): Promise<number> {
  const { rows } = await owner.query<{ declined: number }>("SELECT declined FROM offer_outcome WHERE product_code = $1 AND segment = 'STIMULATE'", [productCode]);
  return rows[0]?.declined ?? 0;
}
