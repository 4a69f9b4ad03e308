import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { listSample } from "@/lib/data/control-campaigns";
import { drawCampaign } from "@/lib/data/control-draw";
import { saveControlReview } from "@/lib/data/control-reviews";
import { answerControlTask, askControlTask } from "@/lib/data/control-tasks";
import { answerRequest, askCorrection } from "@/lib/data/correction-requests";
import { commentOnEntry } from "@/lib/data/entry-remarks";
import { countInbox, listInbox } from "@/lib/data/inbox";
import type { Viewer } from "@/lib/data/viewer";
import type { ControlAnswers } from "@/lib/domain/control-campaign";
import { addDays } from "@/lib/domain/dates";
import { INBOX_SHOWN, inboxAddress } from "@/lib/domain/inbox";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertInteraction, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
/** Supervises the same branch, and logged an entry there before. */
let second: Viewer;
let entries: { clientId: number; interactionId: string }[];
const YES: ControlAnswers = { CONTACT: "YES", ADVICE: "YES", CONSENT: "YES", NEXT_STEP: "YES", NOTES: "YES" };
const OTHERS = ["colleague", "relationshipManager", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const;

beforeAll(async () => {
  await insertBank(owner);
});
beforeEach(async () => {
  staff = await insertStaff(owner);
  second = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
  entries = [];
  for (let place = 0; place < 4; place++) {
    const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, firstName: "Ida", lastName: `Nr ${place}` });
    entries.push({ clientId, interactionId: await insertInteraction(owner, { clientId, userId: place === 3 ? second.userId : staff.advisor.userId }) });
  }
});

it("a request to correct waits for who holds the client, then its answer for who supervises", async () => {
  const id = await ask(0, addDays(TEST_TODAY, 5));
  expect(await kinds(staff.advisor)).toEqual(["REQUEST"]);
  expect(await listInbox(staff.advisor)).toMatchObject([{ id, clientName: "Nr 0 Ida", text: "Which call?", byName: staff.supervisor.name, dueOn: addDays(TEST_TODAY, 5), isLate: false, ...entries[0] }]);
  expect(await kinds(staff.supervisor)).toEqual([]);
  await expectNothing();
  await answerRequest(staff.advisor, { ...entryAt(0), id: randomUUID(), requestId: id, step: 1, text: "The first." });
  expect(await kinds(staff.advisor)).toEqual([]);
  expect(await listInbox(second)).toMatchObject([{ kind: "ANSWER", id, text: "The first.", byName: staff.advisor.name, dueOn: null }]);
  await expectNothing();
});

it("entries of a sample wait for who has not looked, tasks for who holds the client, answers to tasks for who supervises", async () => {
  const campaignId = await draw();
  expect(await listInbox(staff.supervisor)).toMatchObject([{ kind: "REVIEW", id: campaignId, clientId: null, campaignName: "All", toReview: 4, toSettle: 0 }]);
  await expectReviewsAsInSample(campaignId);
  for (const place of [0, 1]) await look(staff.supervisor, campaignId, place, { ...YES, CONTACT: place === 0 ? "NO" : "YES" });
  await look(second, campaignId, 0, YES);
  await look(second, campaignId, 1, YES);
  await look(second, campaignId, 2, { CONTACT: "YES" }, false);
  await expectReviewsAsInSample(campaignId);
  expect((await listInbox(second))[0]).toMatchObject({ toReview: 1, toSettle: 1 });
  await expectNothing();

  const task = { ...entryAt(1), campaignId, id: randomUUID(), asked: "Write it down", dueOn: TEST_TODAY };
  await askControlTask(staff.supervisor, task);
  const [waiting] = await listInbox(staff.advisor);
  expect(waiting).toMatchObject({ kind: "TASK", id: task.id, text: "Write it down", campaignId: null, campaignName: null, isLate: false });
  expect(waiting && inboxAddress(waiting)).toBe(`/tasks#task-${task.id}`);
  await answerControlTask(staff.advisor, { clientId: task.clientId, taskId: task.id, text: "Written" });
  expect(await kinds(staff.advisor)).toEqual([]);
  const check = (await listInbox(second)).find(({ kind }) => kind === "CHECK");
  expect(check).toMatchObject({ id: task.id, text: "Written", byName: staff.advisor.name, clientName: "Nr 1 Ida", campaignName: "All" });
  expect(check && inboxAddress(check)).toBe(`/supervision/audits/${campaignId}#task-${task.id}`);
});

it("a remark waits for whom it names until they have said something", async () => {
  await commentOnEntry(staff.advisor, { ...entryAt(0), id: randomUUID(), text: "What do you think?", mentions: [second.userId] });
  expect(await listInbox(second)).toMatchObject([{ kind: "MENTION", text: "What do you think?", byName: staff.advisor.name }]);
  expect([await kinds(staff.supervisor), await kinds(staff.advisor)]).toEqual([[], []]);
  await expectNothing();
  await commentOnEntry(second, { ...entryAt(0), id: randomUUID(), text: "Fine.", mentions: [] });
  expect(await kinds(second)).toEqual([]);
});

it("what is late comes first, then what is due first, then what has no day; and all of it is counted", async () => {
  await commentOnEntry(staff.supervisor, { ...entryAt(3), id: randomUUID(), text: "Well done", mentions: [staff.advisor.userId] });
  await ask(0, addDays(TEST_TODAY, 9));
  await ask(1, TEST_TODAY);
  const late = await ask(2, TEST_TODAY);
  await owner.query("ALTER TABLE entry_remark DISABLE TRIGGER append_only");
  await owner.query("UPDATE entry_remark SET due_on = $2 WHERE id = $1", [late, addDays(TEST_TODAY, -1)]);
  await owner.query("ALTER TABLE entry_remark ENABLE TRIGGER append_only");
  expect((await listInbox(staff.advisor)).map(({ clientName, isLate }) => [clientName, isLate])).toEqual([["Nr 2 Ida", true], ["Nr 1 Ida", false], ["Nr 0 Ida", false], ["Nr 3 Ida", false]]);
  expect(await countInbox(staff.advisor)).toEqual({ all: 4, late: 1 });
});

it("no more are listed at once than a page takes, what is due among them; all are counted", async () => {
  for (let n = 0; n <= INBOX_SHOWN; n++) await commentOnEntry(staff.supervisor, { ...entryAt(0), id: randomUUID(), text: `${n}`, mentions: [staff.advisor.userId] });
  await ask(1, TEST_TODAY);
  const items = await listInbox(staff.advisor);
  expect([items.length, items[0]?.kind, items[1]?.text, items.at(-1)?.text]).toEqual([INBOX_SHOWN, "REQUEST", "0", `${INBOX_SHOWN - 2}`]);
  expect(await countInbox(staff.advisor)).toEqual({ all: INBOX_SHOWN + 2, late: 0 });
});

async function kinds(viewer: Viewer): Promise<string[]> {
  const items = await listInbox(viewer);
  expect((await countInbox(viewer)).all).toBe(items.length);
  return items.map(({ kind }) => kind);
}

/** For the other advisor, the other branch and the wrong role. */
async function expectNothing(): Promise<void> {
  for (const who of OTHERS) expect([who, await listInbox(staff[who]), await countInbox(staff[who])]).toEqual([who, [], { all: 0, late: 0 }]);
}

/** The states by which the page of the campaign goes. */
async function expectReviewsAsInSample(campaignId: string): Promise<void> {
  for (const who of [staff.supervisor, second]) {
    const states = (await listSample(who, campaignId)).map(({ state }) => state);
    const found = (await listInbox(who)).find(({ kind }) => kind === "REVIEW");
    expect([found?.toReview ?? 0, found?.toSettle ?? 0]).toEqual([states.filter((state) => state === "TO_DO" || state === "BEGUN").length, states.filter((state) => state === "UNSETTLED").length]);
  }
}

function entryAt(place: number): { clientId: number; interactionId: string } {
  const entry = entries[place];
  if (!entry) throw new Error(`no entry at ${place}`);
  return entry;
}

async function ask(place: number, dueOn: ReturnType<typeof addDays>): Promise<string> {
  const id = randomUUID();
  await askCorrection(staff.supervisor, { ...entryAt(place), id, text: "Which call?", mentions: [], reason: "NOTES", dueOn });
  return id;
}

/** Everything is drawn and due two looks. */
async function draw(): Promise<string> {
  const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "All"), untilOn: TEST_TODAY, bySegment: false, byAdvisor: false, byKind: false, halfWidthPercent: 1, secondPercent: 100 };
  return (await drawCampaign(staff.supervisor, { id: randomUUID(), frame })).id;
}

async function look(viewer: Viewer, campaignId: string, place: number, answers: ControlAnswers, done = true): Promise<void> {
  await saveControlReview(viewer, { ...entryAt(place), campaignId, answers, remark: "", done });
}
