import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { closeCampaign, getCampaign, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign } from "@/lib/data/control-draw";
import { getEntryToReview } from "@/lib/data/control-entry";
import { getControlGrid, saveControlGrid } from "@/lib/data/control-grid";
import { exportResults, getReportMaterial } from "@/lib/data/control-report";
import { saveControlReview, settleEntry } from "@/lib/data/control-reviews";
import { countInbox } from "@/lib/data/inbox";
import { answerControlTask, askControlTask, checkControlTask, listCampaignTasks, listOwnTasks } from "@/lib/data/control-tasks";
import type { Viewer } from "@/lib/data/viewer";
import type { ControlAnswer, SampleEntry } from "@/lib/domain/control-campaign";
import { controlReport } from "@/lib/domain/control-report";
import { wilsonInterval } from "@/lib/domain/proportion";
import { eraseClient } from "@/lib/jobs/erase-client";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { refusalOf } from "@/tests/support/control";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertConsent, insertInteraction, TEST_TODAY } from "@/tests/support/factories";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
let staff: Staff;
let second: Viewer;
/** An advisor until last month: supervises what they logged themselves. */
let promoted: Viewer;
let campaignId: string;
const STRANGERS = ["advisor", "colleague", "relationshipManager", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const;
const ALL_YES = { CONTACT: "YES", ADVICE: "YES", CONSENT: "YES", NEXT_STEP: "YES", NOTES: "YES" } as const;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  second = await insertViewer(db.owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
  promoted = await insertViewer(db.owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
  await insertBank(db.owner);
  for (let place = 0; place < 12; place++) {
    const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, firstName: "Zyx", lastName: `Client ${place}` });
    await insertInteraction(db.owner, { clientId, userId: place < 3 ? promoted.userId : staff.advisor.userId, notes: `Note ${place}` });
  }
});
afterAll(() => web.end());

/** All twelve are drawn, and six of them are due two looks. */
beforeEach(async () => {
  const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "All"), untilOn: TEST_TODAY, bySegment: false, byKind: false, halfWidthPercent: 1, secondPercent: 50 };
  campaignId = (await drawCampaign(staff.supervisor, { id: randomUUID(), frame })).id;
});

describe("an entry that is due one look", () => {
  it("is begun, finished, taken back and finished anew by its reviewer", async () => {
    const entry = await entryOf({ second: false });
    expect(await look(staff.supervisor, entry, { CONTACT: "YES" }, { done: false })).toEqual({ compliant: null });
    expect(await stateOf(staff.supervisor, entry)).toBe("BEGUN");
    expect(await refusalOf(look(staff.supervisor, entry, { CONTACT: "YES" }))).toBe("INVALID");
    expect(await look(staff.supervisor, entry, { ...ALL_YES, ADVICE: "NO" })).toEqual({ compliant: false });
    expect(await stateOf(staff.supervisor, entry)).toBe("SETTLED");
    await look(staff.supervisor, entry, ALL_YES, { done: false });
    expect(await stateOf(staff.supervisor, entry)).toBe("BEGUN");
    expect(await look(staff.supervisor, entry, { ...ALL_YES, NEXT_STEP: "NO", NOTES: "NA" })).toEqual({ compliant: true });
  });

  it("is not begun by a second one", async () => {
    const entry = await entryOf({ second: false });
    await look(staff.supervisor, entry, ALL_YES, { done: false });
    expect(await stateOf(second, entry)).toBe("WAITING");
    expect(await refusalOf(look(second, entry, ALL_YES))).toBe("CONFLICT");
  });
});

describe("an entry that is due two", () => {
  it("tells the second nothing of the first, in no answer and in no table, until both are done", async () => {
    const entry = await entryOf({ second: true });
    await look(staff.supervisor, entry, { ...ALL_YES, ADVICE: "NO" }, { remark: "Unseen before the second" });
    const seen = await getEntryToReview(second, { campaignId, place: entry.place });
    expect(seen).toMatchObject({ state: "TO_DO", looks: [], mine: null, compliant: null });
    expect(JSON.stringify([seen, await listSample(second, campaignId), await getReportMaterial(second, campaignId), await exportResults(second, campaignId), await getCampaign(second, campaignId)])).not.toMatch(/Unseen/);
    expect(await rowsAs(second, "SELECT * FROM control_review WHERE campaign_id = $1", [campaignId])).toEqual([]);
    await look(second, entry, ALL_YES, { done: false });
    expect((await getEntryToReview(second, { campaignId, place: entry.place }))?.looks).toEqual([]);
    await look(second, entry, ALL_YES);
    expect((await getEntryToReview(second, { campaignId, place: entry.place }))?.looks).toMatchObject([{ look: 1, compliant: false, remark: "Unseen before the second" }, { look: 2, compliant: true }]);
  });

  it("is settled by both where they differ, once, and only then", async () => {
    const entry = await entryOf({ second: true });
    await look(staff.supervisor, entry, ALL_YES);
    expect(await refusalOf(settleEntry(second, { ...keyOf(entry), compliant: true, remark: "Too early" }))).toBe("CONFLICT");
    await look(second, entry, { ...ALL_YES, CONSENT: "NO" });
    expect(await stateOf(second, entry)).toBe("UNSETTLED");
    expect(await refusalOf(closeCampaign(second, campaignId))).toBe("CONFLICT");
    await settleEntry(second, { ...keyOf(entry), compliant: false, remark: "The refusal is of the week before" });
    expect(await listSample(staff.supervisor, campaignId)).toContainEqual(expect.objectContaining({ place: entry.place, state: "SETTLED", compliant: false }));
    expect(await refusalOf(settleEntry(second, { ...keyOf(entry), compliant: true, remark: "Again" }))).toBe("CONFLICT");
  });

  it("where they agree, it is settled by that", async () => {
    const entry = await entryOf({ second: true });
    await look(staff.supervisor, entry, { ...ALL_YES, CONTACT: "NO" });
    await look(second, entry, { ...ALL_YES, ADVICE: "NO" });
    expect(await stateOf(second, entry)).toBe("SETTLED");
  });

  it("a look that was told is not changed any more", async () => {
    const entry = await entryOf({ second: true });
    await look(staff.supervisor, entry, ALL_YES);
    await look(second, entry, ALL_YES);
    expect(await refusalOf(look(staff.supervisor, entry, { ...ALL_YES, ADVICE: "NO" }))).toBe("CONFLICT");
    await expect(db.owner.query("UPDATE control_review SET compliant = false WHERE campaign_id = $1", [campaignId])).rejects.toThrow(/kept/);
  });

  it("begun by two at once, it has one first and one second look, and no third", async () => {
    const entry = await entryOf({ second: true });
    await Promise.all([staff.supervisor, second].map((reviewer) => look(reviewer, entry, ALL_YES, { done: false })));
    const { rows } = await db.owner.query("SELECT look FROM control_review WHERE campaign_id = $1 ORDER BY look", [campaignId]);
    expect(rows).toEqual([{ look: 1 }, { look: 2 }]);
    await expect(db.owner.query("UPDATE control_review SET reviewer_id = $2 WHERE campaign_id = $1 AND look = 2", [campaignId, staff.supervisor.userId])).rejects.toThrow(/two persons|stays/);
  });
});

describe("reviewer and reviewed", () => {
  it("who logged an entry does not review it, as the code says and as the database does", async () => {
    const own = (await listSample(promoted, campaignId)).filter(({ state }) => state === "OWN");
    expect(own).toHaveLength(3);
    const [entry] = own;
    if (!entry) throw new Error("an entry of their own");
    expect(await refusalOf(look(promoted, entry, ALL_YES))).toBe("FORBIDDEN");
    await expect(asUser(promoted, "INSERT INTO control_review (client_id, campaign_id, interaction_id, look, reviewer_id) VALUES ($1, $2, $3, 1, $4)",
      [entry.clientId, campaignId, entry.interactionId, promoted.userId])).rejects.toThrow(/their own/);
  });

  it("nor who logged what was corrected since by another", async () => {
    const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
    const first = await insertInteraction(db.owner, { clientId, userId: promoted.userId, occurredAt: "2026-11-01T10:00:00Z" });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, correctsId: first, occurredAt: "2026-11-01T10:00:00Z" });
    const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "One"), fromOn: "2026-11-01" as const, untilOn: "2026-11-01" as const };
    const { id } = await drawCampaign(staff.supervisor, { id: randomUUID(), frame });
    expect((await listSample(promoted, id)).map(({ state }) => state)).toEqual(["OWN"]);
    expect((await listSample(second, id)).map(({ state }) => state)).toEqual(["TO_DO"]);
  });

  it.each(STRANGERS)("%s reviews nothing and finds nothing", async (who) => {
    const entry = await entryOf({ second: true });
    expect(await getEntryToReview(staff[who], { campaignId, place: entry.place })).toBeNull();
    expect(await refusalOf(look(staff[who], entry, ALL_YES))).toBe("NOT_FOUND");
    expect(await refusalOf(settleEntry(staff[who], { ...keyOf(entry), compliant: true, remark: "x" }))).toBe("NOT_FOUND");
    expect(await refusalOf(askControlTask(staff[who], { ...keyOf(entry), id: randomUUID(), asked: "x", dueOn: TEST_TODAY }))).toBe("NOT_FOUND");
    await look(staff.supervisor, entry, ALL_YES);
    expect(await rowsAs(staff[who], "SELECT * FROM control_review")).toEqual([]);
    expect(await rowsAs(staff[who], "SELECT * FROM control_sample")).toEqual([]);
    expect(await rowsAs(staff[who], `SELECT * FROM control_progress('${campaignId}')`)).toEqual([]);
    await expect(asUser(staff[who], "INSERT INTO control_review (client_id, campaign_id, interaction_id, look, reviewer_id) VALUES ($1, $2, $3, 2, $4)",
      [entry.clientId, campaignId, entry.interactionId, staff[who].userId])).rejects.toThrow(/row-level security|their own/);
  });

  it("nobody reviews in another's name, nor once the campaign is closed", async () => {
    const entry = await entryOf({ second: false });
    const insert = "INSERT INTO control_review (client_id, campaign_id, interaction_id, look, reviewer_id) VALUES ($1, $2, $3, 1, $4)";
    await expect(asUser(second, insert, [entry.clientId, campaignId, entry.interactionId, staff.supervisor.userId])).rejects.toThrow(/row-level security/);
    await closeCampaign(second, campaignId);
    expect(await refusalOf(look(second, entry, ALL_YES))).toBe("CONFLICT");
    await expect(db.owner.query(insert, [entry.clientId, campaignId, entry.interactionId, second.userId])).rejects.toThrow(/closed/);
  });
});

describe("what a reviewer is shown", () => {
  it("the consents of that moment, what was corrected, and the contacts around; the look is in the trail", async () => {
    const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
    await insertConsent(db.owner, { clientId, channel: "PHONE", granted: false, recordedOn: "2026-10-20" });
    await insertConsent(db.owner, { clientId, channel: "EMAIL", granted: true, recordedOn: "2026-10-01" });
    await insertRow(db.owner, "consent_change", { clientId, id: randomUUID(), channel: "PHONE", granted: true, recordedAt: "2026-09-01T08:00:00Z" });
    await insertRow(db.owner, "consent_change", { clientId, id: randomUUID(), channel: "PHONE", granted: false, recordedAt: "2026-10-20T08:00:00Z" });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, commercial: true, occurredAt: "2026-10-02T10:00:00Z", channel: "EMAIL" });
    const first = await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, occurredAt: "2026-10-10T10:00:00Z", notes: "As it was first told" });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, correctsId: first, occurredAt: "2026-10-10T10:00:00Z", notes: "As corrected", nextStepOn: "2026-10-25" });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, occurredAt: "2026-10-24T10:00:00Z", channel: "BRANCH" });
    const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "One"), fromOn: "2026-10-10" as const, untilOn: "2026-10-10" as const };
    const { id } = await drawCampaign(staff.supervisor, { id: randomUUID(), frame });
    expect((await getEntryToReview(second, { campaignId: id, place: 1 }))?.entry).toMatchObject({
      notes: "As corrected", earlier: [{ notes: "As it was first told" }], nextStepOn: "2026-10-25",
      consents: [{ channel: "PHONE", granted: true, on: "2026-09-01" }, { channel: "EMAIL", granted: true, on: "2026-10-01" }],
      contactBefore: { on: "2026-10-02", channel: "EMAIL" }, commercialBefore: { on: "2026-10-02" }, contactAfter: { on: "2026-10-24", channel: "BRANCH" },
    });
    const { rows } = await db.owner.query("SELECT 1 FROM audit_entry WHERE action = 'client.view' AND user_id = $1 AND client_id = $2", [second.userId, clientId]);
    expect(rows).toHaveLength(1);
  });

  it("the places beside it, and the next that waits for them", async () => {
    const sample = await listSample(promoted, campaignId);
    const [entry] = sample.filter(({ state }) => state === "TO_DO");
    if (!entry) throw new Error("something to do");
    const waiting = sample.filter(({ state, place }) => state === "TO_DO" && place > entry.place).map(({ place }) => place);
    expect(await getEntryToReview(promoted, { campaignId, place: entry.place })).toMatchObject({
      previous: entry.place === 1 ? null : entry.place - 1, next: entry.place + 1, nextToDo: waiting[0], left: sample.filter(({ state }) => state === "TO_DO").length - 1,
    });
  });
});

describe("a finding", () => {
  it("is asked for once it is settled, answered by who holds the client, and checked again until it is closed", async () => {
    const entry = await entryOf({ second: true });
    const task = { ...keyOf(entry), id: randomUUID(), asked: "Correct the notes", dueOn: "2026-11-25" as const };
    await look(staff.supervisor, entry, { ...ALL_YES, ADVICE: "NO" });
    expect(await refusalOf(askControlTask(staff.supervisor, task))).toBe("CONFLICT");
    await look(second, entry, { ...ALL_YES, ADVICE: "NO" });
    expect(await refusalOf(askControlTask(second, { ...task, dueOn: "2026-11-19" }))).toBe("INVALID");
    await askControlTask(second, task);
    await askControlTask(second, task);
    expect(await listOwnTasks(staff.advisor)).toMatchObject([{ asked: "Correct the notes", status: "OPEN", askedBy: second.name, campaignName: null, isLate: false }]);
    expect(await countInbox(staff.advisor)).toEqual({ all: 1, late: 0 });

    const step = { clientId: entry.clientId, taskId: task.id };
    for (const who of ["colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst", "administrator"] as const) {
      expect(await refusalOf(answerControlTask(staff[who], { ...step, text: "x" }))).toBe("NOT_FOUND");
      if (who !== "supervisor") expect(await refusalOf(checkControlTask(staff[who], { ...step, isDone: true, text: "" }))).toBe("NOT_FOUND");
    }
    expect(await refusalOf(checkControlTask(second, { ...step, isDone: true, text: "" }))).toBe("CONFLICT");
    await answerControlTask(staff.advisor, { ...step, text: "Done" });
    expect(await refusalOf(answerControlTask(staff.advisor, { ...step, text: "Again" }))).toBe("CONFLICT");
    expect(await refusalOf(checkControlTask(second, { ...step, isDone: false, text: "" }))).toBe("INVALID");
    await checkControlTask(second, { ...step, isDone: false, text: "Not yet" });
    await answerControlTask(staff.advisor, { ...step, text: "Now" });
    await checkControlTask(staff.supervisor, { ...step, isDone: true, text: "" });
    expect(await listCampaignTasks(staff.supervisor, campaignId)).toMatchObject([{ status: "CLOSED", ownerName: staff.advisor.name, steps: [{ kind: "ANSWERED" }, { kind: "REOPENED", text: "Not yet" }, { kind: "ANSWERED" }, { kind: "CLOSED" }] }]);
    await expect(db.owner.query("UPDATE control_task SET asked = 'Something else'")).rejects.toThrow(/as it was asked/);
    await expect(db.owner.query("DELETE FROM control_task_step")).rejects.toThrow(/append-only/);
  });
});

describe("the report", () => {
  it("counts what is settled, by the interval of its size; both looks make the agreement", async () => {
    const sample = await listSample(staff.supervisor, campaignId);
    const doubles = sample.filter((entry) => entry.second);
    const singles = sample.filter((entry) => !entry.second);
    for (const [index, entry] of sample.entries()) await look(staff.supervisor, entry, index % 4 === 0 ? { ...ALL_YES, ADVICE: "NO" } : ALL_YES);
    for (const entry of doubles.slice(0, 2)) await look(second, entry, { ...ALL_YES, NOTES: "NA" });
    const file = await getCampaign(second, campaignId);
    const { judgements, reviewers } = await getReportMaterial(second, campaignId);
    if (!file) throw new Error("the campaign is there");
    expect(judgements).toHaveLength(singles.length + 2);
    const report = controlReport(file.campaign, judgements);
    const { rows } = await db.owner.query<{ judged: number; compliant: number }>(
      `SELECT count(*)::int AS judged, count(*) FILTER (WHERE f.compliant)::int AS compliant FROM control_review f JOIN control_sample s USING (client_id, campaign_id, interaction_id)
         LEFT JOIN control_review x ON x.client_id = f.client_id AND x.campaign_id = f.campaign_id AND x.interaction_id = f.interaction_id AND x.look = 2
       WHERE f.campaign_id = $1 AND f.look = 1 AND (NOT s.second OR x.compliant = f.compliant)`, [campaignId]);
    expect(report).toMatchObject(rows[0] ?? {});
    expect(report.agreement?.n).toBe(2);
    expect(report.questions.find(({ code }) => code === "NOTES")?.agreement).toMatchObject({ n: 2, observed: 0 });
    for (const stratum of report.strata) {
      if (stratum.judged > 0) expect(stratum.result?.interval).toEqual(wilsonInterval(stratum.compliant / stratum.judged, stratum.judged / (1 - stratum.judged / stratum.population), 95));
    }
    expect(reviewers.reduce((sum, { firsts }) => sum + firsts, 0)).toBe(judgements.length);
    expect(await exportResults(second, campaignId)).toHaveLength(singles.length + 4);
    for (const who of STRANGERS) expect(await getReportMaterial(staff[who], campaignId)).toEqual({ judgements: [], reviewers: [] });
  });
});

it("what reviewers wrote goes with a client who is erased, and not before", async () => {
  const ref = randomUUID();
  const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, externalRef: ref });
  await insertOwned(db.owner, clientId);
  const texts = async () => (await db.owner.query<{ texts: string[] }>(
    "SELECT ARRAY[r.remark, t.asked, p.text] AS texts FROM control_review r JOIN control_task t USING (client_id) JOIN control_task_step p USING (client_id) WHERE client_id = $1", [clientId])).rows[0]?.texts;
  for (const change of ["control_task_step SET text = ''", "control_task SET asked = '…'"]) {
    await expect(db.owner.query(`UPDATE ${change} WHERE client_id = $1`, [clientId])).rejects.toThrow(/append-only|as it was asked/);
  }
  expect(await texts()).toEqual(["Looked at", "Put right", "Done"]);
  await eraseClient(db.ownerUrl, ref);
  expect(await texts()).toEqual(["", "…", ""]);
  await expect(db.owner.query("UPDATE control_task SET due_on = due_on + 1 WHERE client_id = $1", [clientId])).rejects.toThrow(/as it was asked/);
});

describe("the grid", () => {
  it("is written by an administrator, a version at a time; a campaign keeps its own", async () => {
    const { version, questions } = await getControlGrid(staff.administrator);
    const next = { version, questions: [...questions, { code: "TONE", critical: false, textFr: "Le ton ?", textEn: "The tone?" }] };
    for (const who of ["advisor", "supervisor", "analyst"] as const) expect(await refusalOf(Promise.resolve().then(() => saveControlGrid(staff[who], next)))).toBe("FORBIDDEN");
    await saveControlGrid(staff.administrator, next);
    expect(await refusalOf(saveControlGrid(staff.administrator, next))).toBe("CONFLICT");
    expect((await getControlGrid(second)).questions).toHaveLength(questions.length + 1);
    expect((await getCampaign(second, campaignId))?.campaign.questions).toEqual(questions);
    await expect(asUser(staff.supervisor, "INSERT INTO control_grid (version, questions, created_by) VALUES (99, '[]', $1)", [staff.supervisor.userId])).rejects.toThrow(/row-level security/);
  });
});

async function entryOf(wanted: { second: boolean }): Promise<SampleEntry> {
  const entry = (await listSample(staff.supervisor, campaignId)).find((one) => one.second === wanted.second && one.advisorName === staff.advisor.name);
  if (!entry) throw new Error("no such entry in the sample");
  return entry;
}

function keyOf({ clientId, interactionId }: SampleEntry) {
  return { campaignId, clientId, interactionId };
}

function look(viewer: Viewer, entry: SampleEntry, answers: Record<string, ControlAnswer>, { done = true, remark = "" } = {}) {
  return saveControlReview(viewer, { ...keyOf(entry), answers, remark, done });
}

async function stateOf(viewer: Viewer, { place }: SampleEntry) {
  return (await getEntryToReview(viewer, { campaignId, place }))?.state;
}

function rowsAs(viewer: Viewer, sql: string, values: unknown[] = []): Promise<unknown[]> {
  return asUser(viewer, sql, values);
}

async function asUser({ userId }: Viewer, sql: string, values: unknown[] = []): Promise<unknown[]> {
  const client = await web.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    return (await client.query(sql, values)).rows;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
