import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listTimeline } from "@/lib/data/client-timeline";
import { answerRequest, askCorrection, countRequests, judgeRequest, listRequests } from "@/lib/data/correction-requests";
import { commentOnEntry, getEntry, listMentions, withdrawComment } from "@/lib/data/entry-remarks";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import { isLate, REQUEST_STATES, requestsOf, type RequestState } from "@/lib/domain/correction-request";
import { addDays } from "@/lib/domain/dates";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { changesOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertInteraction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const { owner } = db;
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = changesOf(web);
let staff: Staff;
/** Supervises the same branch. */
let second: Viewer;
let clientId: number;
let interactionId: string;

beforeAll(async () => {
  staff = await insertStaff(owner);
  second = await insertViewer(owner, "SUPERVISOR", { name: "Second", supervisedBranchIds: [staff.branchId] });
  await insertBank(owner);
  await insertBenchmark(owner);
});
beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  await insertActivityMonths(owner, 12, { clientId });
  await insertScore(owner, { clientId, modelId: 1 });
  interactionId = await insertInteraction(owner, { clientId, userId: staff.advisor.userId });
});
afterAll(() => web.end());

const STRANGERS = ["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const;

const entry = () => ({ clientId, interactionId });
const file = async (viewer: Viewer = staff.supervisor) => getEntry(viewer, { clientId, id: interactionId });
const kinds = async () => (await file())?.entries[0].remarks.map(({ kind }) => kind);
const standing = async () => requestsOf((await file())?.entries[0].remarks ?? []).at(-1)?.state;

async function ask(over: Partial<Parameters<typeof askCorrection>[1]> = {}, by: Viewer = staff.supervisor): Promise<string> {
  const id = over.id ?? randomUUID();
  await askCorrection(by, { ...entry(), text: "Qui a été joint ?", mentions: [], reason: "NOTES", dueOn: addDays(TEST_TODAY, 7), ...over, id });
  return id;
}
const stands = (requestId: string, step: number, by: Viewer = staff.advisor) => answerRequest(by, { ...entry(), id: randomUUID(), requestId, step, text: "C’est juste." });
const judge = (requestId: string, step: number, kind: "ACCEPTED" | "WITHDRAWN", by: Viewer = staff.supervisor) => judgeRequest(by, { ...entry(), id: randomUUID(), requestId, step, kind, text: "" });
const again = (requestId: string, step: number) => judgeRequest(staff.supervisor, { ...entry(), id: randomUUID(), requestId, step, kind: "ASKED_AGAIN", text: "Et la suite ?", dueOn: addDays(TEST_TODAY, 3) });

async function correct(correctsId: string, by: Viewer = staff.advisor): Promise<string> {
  const id = randomUUID();
  await logInteraction(by, logInteractionInput.parse({ id, clientId, correctsId, occurredOn: "2026-11-19", channel: "PHONE", outcome: "DISCUSSED", notes: "Avec le client lui-même." }));
  return id;
}

describe("from asked to closed", () => {
  it("a correction that is logged answers by itself, and is accepted", async () => {
    const request = await ask();
    const correction = await correct(interactionId);
    const remarks = (await file())?.entries[0].remarks ?? [];
    expect(remarks.map(({ kind, step, correctionId, userName }) => [kind, step, correctionId, userName])).toEqual([["ASKED", 0, null, staff.supervisor.name], ["CORRECTED", 1, correction, staff.advisor.name]]);
    expect((await file())?.entries.map(({ id }) => id)).toEqual([interactionId, correction]);
    await judge(request, 2, "ACCEPTED");
    expect(await standing()).toBe("ACCEPTED");
  });

  it("asked again, the correction is corrected; the entries themselves are as they were logged", async () => {
    const request = await ask();
    const before = await owner.query("SELECT * FROM interaction WHERE id = $1", [interactionId]);
    const first = await correct(interactionId);
    await again(request, 2);
    await correct(first);
    expect(await kinds()).toEqual(["ASKED", "CORRECTED", "ASKED_AGAIN", "CORRECTED"]);
    expect(await owner.query("SELECT * FROM interaction WHERE id = $1", [interactionId])).toMatchObject({ rows: before.rows });
  });

  it("an entry that is taken back is corrected; a correction nobody asked for says nothing", async () => {
    const id = randomUUID();
    await logInteraction(staff.advisor, logInteractionInput.parse({ id, clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED" }));
    interactionId = id;
    await ask();
    await cancelInteraction(staff.advisor, { id: randomUUID(), clientId, interactionId: id });
    expect(await standing()).toBe("ANSWERED");
    interactionId = await insertInteraction(owner, { clientId });
    await correct(interactionId);
    expect(await kinds()).toEqual([]);
  });

  it("the advisor says why it stands; the same answer sent twice is one", async () => {
    const request = await ask();
    const answer = { ...entry(), id: randomUUID(), requestId: request, step: 1, text: "C’est juste." };
    await answerRequest(staff.advisor, answer);
    await answerRequest(staff.advisor, answer);
    expect(await kinds()).toEqual(["ASKED", "STANDS"]);
  });

  it("one request of an entry at a time; closed, another may be made", async () => {
    const request = await ask();
    await expect(ask({}, second)).rejects.toMatchObject({ code: "CONFLICT" });
    await judge(request, 1, "WITHDRAWN", second);
    await ask({}, second);
    expect(await kinds()).toEqual(["ASKED", "WITHDRAWN", "ASKED"]);
  });

  it("asked by two at once, one is told", async () => {
    const both = await Promise.allSettled([ask(), ask({}, second)]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await kinds()).toEqual(["ASKED"]);
  });

  it("answered and taken back at once: one of them comes first, the other is told", async () => {
    for (let round = 0; round < 5; round++) {
      interactionId = await insertInteraction(owner, { clientId });
      const request = await ask();
      const both = await Promise.allSettled([stands(request, 1), judge(request, 1, "WITHDRAWN")]);
      expect(both.filter(({ status }) => status === "rejected")).toMatchObject([{ reason: { code: "CONFLICT" } }]);
      expect(await kinds()).toHaveLength(2);
    }
  });

  it("a step that follows what was seen and not what is there is refused", async () => {
    const request = await ask();
    await stands(request, 1);
    await again(request, 2);
    await expect(judge(request, 2, "ACCEPTED")).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(stands(request, 2)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(judge(request, 3, "ACCEPTED")).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await kinds()).toEqual(["ASKED", "STANDS", "ASKED_AGAIN"]);
  });

  it.each([[-1, "dayNotAhead"], [91, "answerTooFar"]] as const)("no answer is asked for in %i days", async (days, fault) => {
    await expect(ask({ dueOn: addDays(TEST_TODAY, days) })).rejects.toMatchObject({ code: "INVALID", fields: { dueOn: fault } });
  });
});

describe("who may say what", () => {
  it("a supervisor does not answer, an advisor does not ask or judge", async () => {
    const request = await ask();
    await expect(stands(request, 1, staff.supervisor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(ask({}, staff.advisor)).rejects.toMatchObject({ code: "FORBIDDEN" });
    await expect(judge(request, 1, "WITHDRAWN", staff.advisor)).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  it.each(STRANGERS)("%s finds no entry, no request and no remark, and says nothing", async (who) => {
    const [stranger, request] = [staff[who], await ask()];
    expect(await file(stranger)).toBeNull();
    for (const state of REQUEST_STATES) expect((await listRequests(stranger, { state, place: null })).rows).toEqual([]);
    expect(await countRequests(stranger)).toEqual({ OPEN: 0, ANSWERED: 0, ACCEPTED: 0, WITHDRAWN: 0, late: 0 });
    await expect(commentOnEntry(stranger, { ...entry(), id: randomUUID(), text: "Bien", mentions: [] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(stands(request, 1, stranger)).rejects.toMatchObject({ code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) as string });
    await expect(judge(request, 1, "WITHDRAWN", stranger)).rejects.toMatchObject({ code: expect.stringMatching(/NOT_FOUND|FORBIDDEN/) as string });
    expect(await kinds()).toEqual(["ASKED"]);
  });

  it("the database alone lets nobody write in another's name, or a step that is not theirs", async () => {
    const request = await ask();
    const add = (by: number, over: Record<string, string>) => {
      const row = { client_id: String(clientId), id: "gen_random_uuid()", interaction_id: `'${interactionId}'`, user_id: String(by), text: "'x'", ...over };
      return `INSERT INTO entry_remark (${Object.keys(row).join()}) VALUES (${Object.values(row).join()})`;
    };
    const comment = { kind: "'COMMENT'" };
    const step = (kind: string) => ({ kind: `'${kind}'`, request_id: `'${request}'`, step: "1" });
    const [advisor, supervisor] = [staff.advisor.userId, staff.supervisor.userId];
    await expect(asUser(advisor, add(advisor, comment))).resolves.toBeDefined();
    await expect(asUser(advisor, add(supervisor, comment))).rejects.toThrow(/row-level security/);
    await expect(asUser(advisor, add(advisor, step("ACCEPTED")))).rejects.toThrow(/row-level security/);
    await expect(asUser(supervisor, add(supervisor, step("STANDS")))).rejects.toThrow(/row-level security/);
    await expect(asUser(supervisor, add(supervisor, { ...comment, interaction_id: "gen_random_uuid()" }))).rejects.toThrow(/row-level security/);
    for (const who of STRANGERS) await expect(asUser(staff[who].userId, add(staff[who].userId, comment))).rejects.toThrow(/row-level security/);
  });

  it("with the client the request goes to the next advisor, and the former finds it no longer", async () => {
    const request = await ask();
    await owner.query("UPDATE client SET advisor_id = $1 WHERE id = $2", [staff.colleague.userId, clientId]);
    await expect(stands(request, 1)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listRequests(staff.colleague, { state: "OPEN", place: null })).rows).toMatchObject([{ id: request, clientId }]);
    await stands(request, 1, staff.colleague);
    expect(await standing()).toBe("ANSWERED");
  });
});

describe("comments", () => {
  const say = (by: Viewer, over: Partial<Parameters<typeof commentOnEntry>[1]> = {}) => commentOnEntry(by, { ...entry(), id: randomUUID(), text: "Bien préparé.", mentions: [], ...over });

  it("are read by both, under the entry of the timeline, and counted", async () => {
    await say(staff.supervisor);
    await say(staff.advisor, { text: "Merci." });
    const { entries } = await listTimeline(staff.advisor, clientId, { at: "2100-01-01 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" });
    expect(entries.find(({ id }) => id === interactionId)).toMatchObject({ remarks: [{ text: "Bien préparé." }, { text: "Merci." }] });
  });

  it("name only who may see the client, who finds them until they have answered", async () => {
    for (const who of ["colleague", "otherSupervisor", "administrator"] as const) {
      await expect(say(staff.advisor, { mentions: [staff[who].userId] })).rejects.toMatchObject({ code: "INVALID", fields: { mentions: "mentionUnknown" } });
    }
    await say(staff.advisor, { mentions: [second.userId], text: "Votre avis ?" });
    expect(await listMentions(second)).toMatchObject([{ clientId, interactionId, text: "Votre avis ?", userName: staff.advisor.name }]);
    expect(await listMentions(staff.supervisor)).toEqual([]);
    await say(second);
    expect(await listMentions(second)).toEqual([]);
  });

  it("are taken back by their author within a day, by a remark that says so", async () => {
    const id = randomUUID();
    await say(staff.advisor, { id });
    const withdraw = (by: Viewer) => withdrawComment(by, { ...entry(), id: randomUUID(), withdrawsId: id });
    await expect(withdraw(staff.supervisor)).rejects.toMatchObject({ code: "CONFLICT" });
    await withdraw(staff.advisor);
    await expect(withdraw(staff.advisor)).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await file())?.entries[0].remarks.map(({ kind, withdrawn }) => [kind, withdrawn])).toEqual([["COMMENT", true], ["WITHDRAWN", false]]);
  });

  it("leave a trace that names what was done, and none of the words", async () => {
    await say(staff.supervisor, { text: "Zyxwvut" });
    const { rows } = await owner.query<{ action: string; details: object }>("SELECT action, details FROM audit_entry WHERE client_id = $1", [clientId]);
    expect(rows).toMatchObject([{ action: "remark.write", details: { interactionId, kind: "COMMENT" } }]);
    expect(JSON.stringify(rows)).not.toContain("Zyxwvut");
  });
});

it("the lists and their counts say what the rule says, of requests at every step", async () => {
  const supervisor = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
  for (const steps of [[], ["S"], ["W"], ["S", "A"], ["S", "R"], ["S", "R", "S"]] as const) {
    interactionId = await insertInteraction(owner, { clientId });
    const request = await ask();
    for (const [at, step] of steps.entries()) {
      if (step === "S") await stands(request, at + 1);
      else if (step === "R") await again(request, at + 1);
      else await judge(request, at + 1, step === "A" ? "ACCEPTED" : "WITHDRAWN");
    }
  }
  // One that nobody answered in time.
  await owner.query("UPDATE bank SET pinned_today_on = $1", [addDays(TEST_TODAY, 5)]);
  const counts = await countRequests(supervisor);
  const listed: [RequestState, number][] = [];
  for (const state of REQUEST_STATES) {
    const { rows } = await listRequests(supervisor, { state, place: null });
    listed.push([state, rows.length]);
    for (const row of rows) {
      const remarks = (await getEntry(supervisor, { clientId: row.clientId, id: row.interactionId }))?.entries[0].remarks ?? [];
      expect(requestsOf(remarks)).toContainEqual({ id: row.id, state, step: expect.any(Number) as number, dueOn: row.dueOn });
      expect(row.isLate).toBe(isLate(state, row.dueOn, addDays(TEST_TODAY, 5)));
    }
  }
  await owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  expect(Object.fromEntries(listed)).toEqual({ OPEN: counts.OPEN, ANSWERED: counts.ANSWERED, ACCEPTED: counts.ACCEPTED, WITHDRAWN: counts.WITHDRAWN });
  expect(counts.late).toBeGreaterThan(0);
  expect(Math.min(...listed.map(([, length]) => length))).toBeGreaterThan(0);
});
