import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBankEvents, saveBankEvent } from "@/lib/data/bank-events";
import { getClientSheet } from "@/lib/data/client-sheet";
import { answerInvitation, inviteClient, listClientEvents } from "@/lib/data/event-invitations";
import { countDesk, listDesk, listDeskEvents } from "@/lib/data/review-desk";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import { isFor, type Guest } from "@/lib/domain/invitation";
import { answerInvitationInput, inviteClientInput, saveBankEventInput } from "@/lib/schemas/bank-event";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { changesOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const { owner } = db;
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = changesOf(web);
let staff: Staff;
let manager: Viewer;
let otherManager: Viewer;
let clientId: number;
let eventId: string;

const EVENT = {
  version: null, kind: "EVENT", titleFr: "Soirée fiscalité", titleEn: "Tax evening", place: "Lyon", heldOn: addDays(TEST_TODAY, 10), places: 1,
  minAge: null, maxAge: null, minWealthCents: null, segments: [], withdrawn: false,
};

beforeAll(async () => {
  staff = await insertStaff(owner);
  manager = staff.relationshipManager;
  otherManager = await insertViewer(owner, "RELATIONSHIP_MANAGER", { branchId: staff.otherBranchId });
  await insertBank(owner);
  await insertBenchmark(owner);
});
beforeEach(async () => {
  await owner.query("DELETE FROM event_invitation; DELETE FROM bank_event");
  await owner.query("UPDATE client SET high_value = false");
  clientId = await guest();
  eventId = await event();
});
afterAll(() => web.end());

async function guest(over: Partial<Parameters<typeof insertClient>[1]> = {}): Promise<number> {
  const id = await insertClient(owner, { advisorId: manager.userId, branchId: staff.branchId, highValue: true, ...over });
  await insertActivityMonths(owner, 12, { clientId: id });
  await insertScore(owner, { clientId: id, modelId: 1 });
  return id;
}

async function event(over: object = {}): Promise<string> {
  const id = randomUUID();
  await saveBankEvent(staff.administrator, saveBankEventInput.parse({ ...EVENT, id, ...over }));
  return id;
}

function invite(over: object = {}, who = manager) {
  return inviteClient(who, inviteClientInput.parse({ id: randomUUID(), clientId, eventId, channel: "BRANCH", ...over }));
}

function answer(said: string, over: object = {}, who = manager) {
  return answerInvitation(who, answerInvitationInput.parse({ clientId, eventId, answer: said, ...over }));
}

async function standing(id = clientId): Promise<unknown> {
  return (await listClientEvents(manager, id)).map(({ status, placesTaken }) => ({ status, placesTaken }));
}

describe("an administrator", () => {
  it("writes events, and does not write over what another wrote meanwhile", async () => {
    expect(await listBankEvents(manager)).toMatchObject([{ id: eventId, titleFr: "Soirée fiscalité", places: 1, placesTaken: 0, version: 1 }]);
    const change = (version: number) => saveBankEvent(staff.administrator, saveBankEventInput.parse({ ...EVENT, id: eventId, version, titleFr: "Autre" }));
    await change(1);
    await expect(change(1)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await listBankEvents(staff.administrator)).toMatchObject([{ titleFr: "Autre", version: 2 }]);
  });

  it.each(["relationshipManager", "advisor", "supervisor", "analyst"] as const)("alone does: not %s", async (who) => {
    expect(() => saveBankEvent(staff[who], saveBankEventInput.parse({ ...EVENT, id: randomUUID() }))).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    expect(await asUser(staff[who].userId, `UPDATE bank_event SET version = 9, updated_by = ${staff[who].userId}`).catch(() => 0)).toBe(0);
  });

  it.each([
    ["no title", { titleEn: " " }, "required"],
    ["ages the wrong way round", { minAge: 60, maxAge: 50 }, "tooSmall"],
    ["no place at all", { places: 0 }, "tooSmall"],
    ["an amount that is no number", { minWealthCents: Number.NaN }, "amount"],
  ])("cannot write %s", (_, over, message) => {
    const told = saveBankEventInput.safeParse({ ...EVENT, id: randomUUID(), ...over }).error?.issues[0]?.message ?? "";
    expect(/^[a-z][a-zA-Z]+$/.test(told)).toBe(true);
    expect(told).toBe(message);
  });
});

describe("an invitation", () => {
  it("is a commercial contact in the timeline, made once however often it is sent", async () => {
    const id = randomUUID();
    await invite({ id });
    await invite({ id });
    expect(await standing()).toEqual([{ status: "INVITED", placesTaken: 0 }]);
    const sheet = await getClientSheet(manager, clientId);
    expect(sheet?.timeline.entries.filter(({ type }) => type === "INTERACTION")).toMatchObject([{ id, commercial: true, notes: "Invitation : Soirée fiscalité", channel: "BRANCH" }]);
    expect(sheet?.contact.lastCommercialContactOn).toBe(TEST_TODAY);
    await expect(invite()).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it.each([
    ["to whom the channel is refused", async () => insertConsent(owner, { clientId, channel: "EMAIL", granted: false }), "EMAIL"],
    ["while a complaint is open", async () => owner.query("UPDATE client SET complaint_open_since = $2 WHERE id = $1", [clientId, daysAgo(3)]), "BRANCH"],
    ["under guardianship", async () => owner.query("UPDATE client SET protected = true WHERE id = $1", [clientId]), "BRANCH"],
    ["by phone without consent", async () => undefined, "PHONE"],
  ])("follows the contact policy: not %s", async (_, given, channel) => {
    await given();
    await expect(invite({ channel })).rejects.toMatchObject({ code: "INVALID", fields: { channel: "contactForbidden" } });
    expect(await standing()).toEqual([{ status: null, placesTaken: 0 }]);
  });

  it("is not made twice within the fourteen days, whatever the event", async () => {
    await invite();
    await expect(invite({ eventId: await event() })).rejects.toMatchObject({ code: "INVALID" });
  });

  it.each([
    ["that is over", { heldOn: daysAgo(1) }],
    ["that is withdrawn", { withdrawn: true }],
    ["that is not for this client", { minWealthCents: 100_000_000 }],
  ])("is to no event %s", async (_, over) => {
    await expect(invite({ eventId: await event(over) })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("is answered, and the last place is taken once", async () => {
    const other = await guest();
    await invite();
    await invite({ clientId: other });
    await answer("ACCEPTED");
    await expect(answer("ACCEPTED", { clientId: other })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(answer("ATTENDED")).rejects.toMatchObject({ code: "CONFLICT" });
    await answer("DECLINED");
    await answer("ACCEPTED", { clientId: other });
    expect([await standing(), await standing(other)]).toEqual([[{ status: "DECLINED", placesTaken: 1 }], [{ status: "ACCEPTED", placesTaken: 1 }]]);
    await expect(invite({ clientId: await guest() })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("that was never made has no answer", async () => {
    await expect(answer("ACCEPTED")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("who may", () => {
  it("the supervisor reads; an advisor has no events, of their own clients neither", async () => {
    await invite();
    expect(await listClientEvents(staff.supervisor, clientId)).toMatchObject([{ status: "INVITED" }]);
    expect(() => invite({}, staff.supervisor)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    clientId = await guest({ advisorId: staff.advisor.userId });
    expect(await listClientEvents(staff.advisor, clientId)).toEqual([]);
    expect(() => invite({}, staff.advisor)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
  });

  it("another relationship manager finds nothing, and the database says so too", async () => {
    await invite();
    expect(await listClientEvents(otherManager, clientId)).toEqual([]);
    await expect(invite({}, otherManager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(answer("ACCEPTED", {}, otherManager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    for (const who of [otherManager, staff.advisor, staff.supervisor]) expect(await asUser(who.userId, `UPDATE event_invitation SET status = 'DECLINED', updated_by = ${who.userId}`).catch(() => 0)).toBe(0);
    expect(await asUser(manager.userId, `UPDATE event_invitation SET status = 'DECLINED', updated_by = ${manager.userId}`)).toBe(1);
    await expect(asUser(manager.userId, "UPDATE event_invitation SET interaction_id = gen_random_uuid()")).rejects.toThrow(/permission denied/);
  });
});

it("the desk shows who could be invited, as the rule says, and each figure is the length of its list", async () => {
  const births = ["1956-11-30", "1956-12-01", "1966-11-30", "1966-12-01", null] as const;
  for (const birthOn of births) for (const wealthCents of [null, 499, 500]) await guest({ birthOn, wealthCents });
  const audience = { minAge: 60, maxAge: 69, minWealthCents: 500, segments: ["STIMULATE" as const], heldOn: "2026-11-30" as const };
  const events = [await event({ ...audience, maxAge: null }), await event({ ...audience, minAge: null }), await event({ ...audience, segments: ["BUILD"] }), eventId];
  const { rows } = await owner.query<Guest & { id: number }>(
    `SELECT id, high_value AS "highValue", status, birth_on::text AS "birthOn", wealth_cents::float8 AS "wealthCents", 'STIMULATE' AS segment FROM client WHERE high_value ORDER BY id`,
  );
  const told = await listDeskEvents(manager);
  for (const id of events) {
    const one = told.find((candidate) => candidate.id === id);
    if (!one) throw new Error("the event is on the desk");
    const listed = (await listDesk(manager, { ...WHOLE_DESK, eventId: id })).rows.map((row) => row.id).sort((a, b) => a - b);
    expect(listed).toEqual(rows.filter((row) => isFor(one, row)).map((row) => row.id));
    expect(one.toInvite).toBe(listed.length);
    expect((await countDesk(manager, { ...WHOLE_DESK, eventId: id })).NEVER.clients).toBe(listed.length);
  }
  await invite();
  expect((await listDesk(manager, { ...WHOLE_DESK, eventId })).rows.map((row) => row.id)).not.toContain(clientId);
  expect((await listDeskEvents(staff.advisor))).toEqual([]);
});
