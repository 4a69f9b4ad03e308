import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listClientActions } from "@/lib/data/next-actions";
import { getReviewDocument, getReviewFile } from "@/lib/data/portfolio-reviews";
import { completeReview, discardReview, saveReview, startReview } from "@/lib/data/review-draft";
import { addDays } from "@/lib/domain/dates";
import { completeReviewInput, saveReviewInput, startReviewInput } from "@/lib/schemas/portfolio-review";
import { changesOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertHolding, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";
import { fullAnswers } from "@/tests/support/reviews";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";
import type { Viewer } from "@/lib/data/viewer";

const db = await testDatabase();
const { owner } = db;
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = changesOf(web);
let staff: Staff;
let manager: Viewer;
let otherManager: Viewer;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  manager = staff.relationshipManager;
  otherManager = await insertViewer(owner, "RELATIONSHIP_MANAGER", { branchId: staff.otherBranchId });
  await insertBank(owner);
  await insertBenchmark(owner);
});
beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: manager.userId, branchId: staff.branchId, highValue: true, wealthCents: 30_000_000 });
  await insertActivityMonths(owner, 12, { clientId });
  await insertScore(owner, { clientId, modelId: 1 });
});
afterAll(() => web.end());

async function start(over: { id?: string; correctsId?: string } = {}, who = manager): Promise<string> {
  return (await startReview(who, startReviewInput.parse({ clientId, id: randomUUID(), ...over }))).id;
}

function save(id: string, version: number, answers: object = fullAnswers(), who = manager) {
  return saveReview(who, saveReviewInput.parse({ clientId, id, version, answers }));
}

function complete(id: string, version: number, over: object = {}, who = manager) {
  return completeReview(who, completeReviewInput.parse({ clientId, id, version, reviewedOn: TEST_TODAY, channel: "BRANCH", ...over }));
}

async function completed(answers: object = fullAnswers()): Promise<string> {
  const id = await start();
  await save(id, 1, answers);
  await complete(id, 2);
  return id;
}

async function clientDays() {
  const { rows } = await owner.query("SELECT last_review_on::text AS last, next_review_on::text AS next, last_contact_on::text AS contact FROM client WHERE id = $1", [clientId]);
  return rows[0];
}

async function trail(): Promise<unknown[]> {
  return (await owner.query<{ change: unknown }>("SELECT details->>'change' AS change FROM audit_entry WHERE client_id = $1 AND action = 'review.prepare' ORDER BY id", [clientId])).rows.map(({ change }) => change);
}

describe("preparing", () => {
  it("begins with what the bank knows, once however often it is asked for", async () => {
    const id = await start();
    expect(await start({ id })).toBe(id);
    expect(await start()).toBe(id);
    const file = await getReviewFile(manager, clientId);
    expect(file).toMatchObject({ highValue: true, lastReviewOn: null, kept: [], draft: { id, version: 1, answers: { income: "32000", wealth: "300000" }, updatedBy: manager.name } });
    expect(await trail()).toEqual(["started"]);
  });

  it("keeps what is noted, and tells the other side of a draft that was changed meanwhile", async () => {
    const id = await start();
    expect(await save(id, 1, { objectives: "Here" })).toEqual({ saved: true, version: 2 });
    expect(await save(id, 1, { objectives: "Elsewhere" })).toEqual({ saved: false, version: 2, answers: { objectives: "Here" }, updatedBy: manager.name });
    expect(await save(id, 2, { objectives: "Both", reason: "  " })).toEqual({ saved: true, version: 3 });
    expect((await getReviewFile(manager, clientId))?.draft).toMatchObject({ version: 3, answers: { objectives: "Both" } });
    expect(await trail()).toEqual(["started", "saved", "saved"]);
  });

  it("can be given up, but not when somebody wrote meanwhile", async () => {
    const id = await start();
    await save(id, 1);
    await expect(discardReview(manager, { clientId, id, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
    await discardReview(manager, { clientId, id, version: 2 });
    expect((await getReviewFile(manager, clientId))?.draft).toBeNull();
    await expect(save(id, 2)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["who is not of high value", { highValue: false }],
    ["who has left", { highValue: true, status: "CLOSED" }],
  ] as const)("is for no client %s", async (_, over) => {
    clientId = await insertClient(owner, { advisorId: manager.userId, branchId: staff.branchId, ...over });
    await expect(start()).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["a choice that is none", { horizon: "FOREVER" }, "invalid"],
    ["an amount in words", { income: "a lot" }, "amount"],
    ["a field that there is not", { mood: "good" }, "invalid"],
    ["a novel", { reason: "a".repeat(2_001) }, "tooLong"],
  ])("takes no answer like %s", (_, answers, message) => {
    const parsed = saveReviewInput.safeParse({ clientId, id: randomUUID(), version: 1, answers });
    const told = parsed.error?.issues[0]?.message ?? "";
    expect(/^[a-z][a-zA-Z]+$/.test(told) ? told : "invalid").toBe(message);
  });
});

describe("completing", () => {
  it("is refused with what is missing, and nothing is kept", async () => {
    const id = await start();
    const { reason: _, horizon: __, ...some } = fullAnswers();
    await save(id, 1, some);
    await expect(complete(id, 2)).rejects.toMatchObject({ code: "INVALID", fields: { reason: "required", horizon: "required" } });
    expect(await clientDays()).toEqual({ last: null, next: null, contact: null });
    expect((await getReviewFile(manager, clientId))?.draft).toMatchObject({ version: 2 });
  });

  it.each([
    ["tomorrow", { reviewedOn: addDays(TEST_TODAY, 1) }, { reviewedOn: "dayInFuture" }],
    ["more than a year ago", { reviewedOn: daysAgo(366) }, { reviewedOn: "dayTooOld", nextReviewOn: "reviewTooFar" }],
  ])("is refused for %s", async (_, over, fields) => {
    const id = await start();
    await save(id, 1);
    await expect(complete(id, 2, over)).rejects.toMatchObject({ code: "INVALID", fields });
  });

  it("answers the review that was due", async () => {
    const actionId = await insertNextAction(owner, { clientId, kind: "PORTFOLIO_REVIEW" });
    const id = await completed();
    const { rows } = await owner.query("SELECT status, interaction_id FROM next_action WHERE client_id = $1 AND id = $2", [clientId, actionId]);
    expect(rows).toEqual([{ status: "DONE", interaction_id: id }]);
  });

  it("freezes it with the client as they are, logs the contact, and plans the next on the day agreed", async () => {
    await insertHolding(owner, { clientId, productCode: "LIFE_INSURANCE", balanceCents: 20_000_000 });
    const id = await completed();
    expect(await clientDays()).toEqual({ last: TEST_TODAY, next: addDays(TEST_TODAY, 100), contact: TEST_TODAY });
    const actions = await listClientActions(manager, clientId);
    expect(actions.filter(({ kind }) => kind === "PORTFOLIO_REVIEW")).toMatchObject([{ dueOn: addDays(TEST_TODAY, 100), reason: { code: "REVIEW", agreedOn: addDays(TEST_TODAY, 100) } }]);
    const { timeline } = (await getClientSheet(manager, clientId)) ?? { timeline: { entries: [] } };
    expect(timeline.entries.find((entry) => entry.id === id)).toMatchObject({ type: "INTERACTION", review: true, hasDocument: true, channel: "BRANCH", commercial: false });
    await owner.query("UPDATE client SET last_name = 'Married', wealth_cents = 1 WHERE id = $1", [clientId]);
    expect(await getReviewDocument(manager, { clientId, id })).toMatchObject({
      answers: fullAnswers(), reviewedOn: TEST_TODAY, completedBy: manager.name, correctedBy: null,
      client: { name: "Claude Martin", wealthCents: 30_000_000, universes: [{ universe: "INVESTMENTS", contracts: 1, cents: 20_000_000 }] },
    });
    expect(await trail()).toEqual(["started", "saved", "completed"]);
  });

  it("sent twice it is completed once", async () => {
    const id = await completed();
    expect(await complete(id, 2)).toEqual({ id });
    expect((await getReviewFile(manager, clientId))?.kept).toHaveLength(1);
    const { rows } = await owner.query("SELECT count(*)::int AS entries FROM interaction WHERE client_id = $1", [clientId]);
    expect(rows).toEqual([{ entries: 1 }]);
  });

  it("of a draft that was changed meanwhile is a conflict", async () => {
    const id = await start();
    await save(id, 1);
    await expect(complete(id, 1)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("nobody changes it afterwards, the owner of the tables included", async () => {
    const id = await completed();
    await expect(save(id, 3)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(discardReview(manager, { clientId, id, version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
    for (const change of ["UPDATE portfolio_review SET answers = '{}'", "DELETE FROM portfolio_review"]) await expect(owner.query(change)).rejects.toThrow(/append-only/);
  });
});

describe("correcting", () => {
  it("is a new version that points to the old one, which stays; the contact counts once", async () => {
    const old = await completed();
    const id = await start({ correctsId: old });
    expect((await getReviewFile(manager, clientId))?.draft).toMatchObject({ correctsId: old, answers: fullAnswers() });
    await save(id, 1, fullAnswers({ nextReviewOn: addDays(TEST_TODAY, 50) }));
    await complete(id, 2, { reviewedOn: daysAgo(1) });
    expect(await getReviewDocument(manager, { clientId, id: old })).toMatchObject({ answers: fullAnswers(), correctedBy: id });
    expect(await getReviewDocument(manager, { clientId, id })).toMatchObject({ correctsId: old, correctsOn: TEST_TODAY, correctedBy: null });
    expect(await clientDays()).toMatchObject({ last: daysAgo(1), next: addDays(TEST_TODAY, 50) });
  });

  it("is of a completed review, once, and not beside another preparation", async () => {
    const old = await completed();
    const id = await start({ correctsId: old });
    await expect(start()).rejects.toMatchObject({ code: "CONFLICT" });
    await save(id, 1);
    await complete(id, 2);
    await expect(start({ correctsId: old })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(start({ correctsId: randomUUID() })).rejects.toMatchObject({ code: "CONFLICT" });
  });
});

describe("who may", () => {
  it("the supervisor of the branch reads, and prepares nothing", async () => {
    const id = await completed();
    expect(await getReviewFile(staff.supervisor, clientId)).toMatchObject({ kept: [{ id }] });
    expect(await getReviewDocument(staff.supervisor, { clientId, id })).toMatchObject({ id });
    expect(() => startReview(staff.supervisor, { clientId, id: randomUUID(), correctsId: null })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  it("an advisor prepares none, of their own clients neither", async () => {
    clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, highValue: true });
    expect(await getReviewFile(staff.advisor, clientId)).toMatchObject({ draft: null });
    expect(() => startReview(staff.advisor, { clientId, id: randomUUID(), correctsId: null })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  it.each(["advisor", "colleague", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const)("%s finds nothing of it", async (who) => {
    const id = await completed();
    expect(await getReviewFile(staff[who], clientId)).toBeNull();
    expect(await getReviewDocument(staff[who], { clientId, id })).toBeNull();
  });

  it("another relationship manager finds nothing, and prepares nothing", async () => {
    const id = await completed();
    expect(await getReviewDocument(otherManager, { clientId, id })).toBeNull();
    await expect(start({}, otherManager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(save(id, 1, {}, otherManager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(complete(id, 1, {}, otherManager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(discardReview(otherManager, { clientId, id, version: 1 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("the database says so too: only their relationship manager writes, in no one else's name", async () => {
    await start();
    const add = (by: number) => `INSERT INTO portfolio_review (client_id, id, updated_by) VALUES (${clientId}, gen_random_uuid(), ${by})`;
    for (const who of [staff.advisor, otherManager, staff.supervisor]) {
      await expect(asUser(who.userId, add(who.userId))).rejects.toThrow(/row-level security/);
      expect(await asUser(who.userId, "UPDATE portfolio_review SET version = 9").catch(() => 0)).toBe(0);
      expect(await asUser(who.userId, "DELETE FROM portfolio_review")).toBe(0);
    }
    await expect(asUser(manager.userId, add(otherManager.userId))).rejects.toThrow(/row-level security/);
    await expect(asUser(manager.userId, `UPDATE portfolio_review SET updated_by = ${otherManager.userId}`)).rejects.toThrow(/row-level security|append-only/);
    expect(await asUser(manager.userId, `DELETE FROM portfolio_review WHERE client_id = ${clientId}`)).toBe(1);
  });
});
