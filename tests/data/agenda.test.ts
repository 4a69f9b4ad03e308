import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAgenda } from "@/lib/data/agenda";
import { moveEntry, planAppointment, undoMove } from "@/lib/data/agenda-changes";
import { snoozeNextAction } from "@/lib/data/next-action-changes";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { instantOf } from "@/lib/domain/local-time";
import type { AppErrorCode } from "@/lib/errors";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertConsent, insertNextAction, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let advisor: Viewer;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
  clientId = await newClient();
});

const inDays = (count: number) => addDays(TEST_TODAY, count);
const week = { from: TEST_TODAY, until: inDays(6), suggestionsADay: 3 };
const refusal = (code: AppErrorCode, fields?: Record<string, string>) => expect.objectContaining({ code, ...(fields && { fields }) }) as Error;
const agreed = (over: Parameters<typeof insertNextAction>[1]) => insertNextAction(owner, { origin: "PLANNED", reason: { code: "PLANNED", plannedOn: TEST_TODAY }, ...over });
const at = (on: Day, minute: number, lengthMinutes = 30) => ({ dueOn: on, startsAt: instantOf(on, minute).toISOString(), lengthMinutes });

describe("what stands in the agenda", () => {
  it("agreed steps with their hours, what was put off, and suggestions on the day they are due", async () => {
    const appointment = await agreed({ clientId, ...at(inDays(2), 870, 45) });
    const anyTime = await agreed({ clientId, dueOn: inDays(2) });
    const reminder = await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", dueOn: inDays(-30), snoozedUntilOn: inDays(3) });
    const suggested = await insertNextAction(owner, { clientId, dueOn: inDays(4) });
    await insertNextAction(owner, { clientId, kind: "WELCOME", dueOn: inDays(7) });
    await agreed({ clientId, dueOn: inDays(1), status: "DONE" });

    const { entries, late, today } = await listAgenda(advisor, week);
    expect(today).toBe(TEST_TODAY);
    expect(entries.map(({ id, source, on, minute, lengthMinutes }) => ({ id, source, on, minute, lengthMinutes }))).toEqual([
      { id: anyTime, source: "AGREED", on: inDays(2), minute: null, lengthMinutes: null },
      { id: appointment, source: "AGREED", on: inDays(2), minute: 870, lengthMinutes: 45 },
      { id: reminder, source: "REMINDER", on: inDays(3), minute: null, lengthMinutes: null },
      { id: suggested, source: "SUGGESTED", on: inDays(4), minute: null, lengthMinutes: null },
    ]);
    expect(late).toEqual([]);
  });

  it("what is late is on top whichever days are shown, oldest first, until it is done", async () => {
    const older = await agreed({ clientId, dueOn: inDays(-20) });
    const newer = await insertNextAction(owner, { clientId, dueOn: inDays(-40), snoozedUntilOn: inDays(-1) });
    await insertNextAction(owner, { clientId, kind: "WELCOME", dueOn: inDays(-3) });
    for (const days of [week, { ...week, from: inDays(70), until: inDays(76) }, { ...week, from: inDays(-20), until: inDays(-14) }]) {
      const agenda = await listAgenda(advisor, days);
      expect(agenda.late.map(({ id }) => id)).toEqual([older, newer]);
      expect(agenda.entries).toEqual([]);
      expect(agenda.lateBeyond).toEqual({ agreed: 0, suggested: 1 });
    }
    await owner.query("UPDATE next_action SET status = 'DONE' WHERE id = $1", [older]);
    expect((await listAgenda(advisor, week)).late.map(({ id }) => id)).toEqual([newer]);
  });

  it("lists the most promising suggestions of a day and counts the others; none that the policy forbids then", async () => {
    for (const valueCents of [1_000, 9_000, 5_000, 7_000, 3_000]) await insertNextAction(owner, { clientId: await newClient(), dueOn: inDays(1), valueCents });
    await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", dueOn: inDays(1), valueCents: 99_000, blockedBy: "CONSENT_REFUSED" });
    const over = await insertNextAction(owner, { clientId, kind: "RE_ENGAGEMENT", dueOn: inDays(5), blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: inDays(5) });
    await agreed({ clientId, dueOn: inDays(1) });
    const { entries, beyond } = await listAgenda(advisor, week);
    expect(entries.map(({ source }) => source)).toEqual(["AGREED", "SUGGESTED", "SUGGESTED", "SUGGESTED", "SUGGESTED"]);
    expect(beyond).toEqual({ [inDays(1)]: 2 });
    expect(entries.at(-1)).toMatchObject({ id: over, contact: { status: "ACTIVE" } });
    expect((await listAgenda(advisor, { ...week, suggestionsADay: 5 })).beyond).toEqual({});
  });

  it("an hour counts for its own day: snoozed to another, the appointment is at some time of that day", async () => {
    const id = await agreed({ clientId, ...at(inDays(1), 600) });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(3) });
    expect((await listAgenda(advisor, week)).entries).toMatchObject([{ id, on: inDays(3), minute: null, lengthMinutes: null }]);
  });

  it("sends what the contact policy looks at of commercial contacts alone", async () => {
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 4" });
    await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", productCode: "PEL", dueOn: inDays(2) });
    await agreed({ clientId, dueOn: inDays(3) });
    const { entries } = await listAgenda(advisor, week);
    expect(entries).toMatchObject([{ product: { universe: "SAVINGS", forFragile: false }, contact: { consents: { PHONE: "PROVEN" } } }, { product: null, contact: null }]);
  });

  it.each(["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("%s finds none of it", async (who) => {
    await agreed({ clientId, dueOn: inDays(1) });
    await agreed({ clientId, dueOn: inDays(-1) });
    const { entries, late, lateBeyond } = await listAgenda(staff[who], week);
    expect([entries, late, lateBeyond]).toEqual([[], [], { agreed: 0, suggested: 0 }]);
  });
});

describe("moving", () => {
  it("an agreed step is agreed for then; taken back it stands as before, once", async () => {
    const id = await agreed({ clientId, ...at(inDays(1), 600, 45) });
    await moveEntry(advisor, { clientId, id, on: inDays(3), minute: 870, lengthMinutes: 45 });
    expect(await stored(id)).toEqual({ due_on: inDays(3), snoozed_until_on: null, starts: `${inDays(3)} 14:30`, length_minutes: 45, revision: 1 });
    await undoMove(advisor, { clientId, id });
    expect(await stored(id)).toEqual({ due_on: inDays(1), snoozed_until_on: null, starts: `${inDays(1)} 10:00`, length_minutes: 45, revision: 2 });
    await expect(undoMove(advisor, { clientId, id })).rejects.toEqual(refusal("CONFLICT"));
    expect(await trail()).toEqual(["moved", "moveUndone"]);
  });

  it("a late one goes back to its day gone by", async () => {
    const id = await agreed({ clientId, dueOn: inDays(-4), snoozedUntilOn: inDays(-2) });
    await moveEntry(advisor, { clientId, id, on: TEST_TODAY, minute: null, lengthMinutes: null });
    expect(await stored(id)).toMatchObject({ due_on: TEST_TODAY, snoozed_until_on: null });
    await undoMove(advisor, { clientId, id });
    expect(await stored(id)).toMatchObject({ due_on: inDays(-4), snoozed_until_on: inDays(-2), starts: null });
  });

  it("a suggestion is put off until then, and keeps the day on which the rules want it", async () => {
    const id = await insertNextAction(owner, { clientId, dueOn: inDays(2) });
    await moveEntry(advisor, { clientId, id, on: inDays(4), minute: 660, lengthMinutes: 15 });
    expect(await stored(id)).toMatchObject({ due_on: inDays(2), snoozed_until_on: inDays(4), starts: `${inDays(4)} 11:00`, length_minutes: 15 });
    expect((await listAgenda(advisor, week)).entries).toMatchObject([{ source: "REMINDER", on: inDays(4), minute: 660 }]);
    await undoMove(advisor, { clientId, id });
    expect(await stored(id)).toMatchObject({ due_on: inDays(2), snoozed_until_on: null, starts: null, length_minutes: null });
  });

  it("what was changed since is not taken back", async () => {
    const id = await agreed({ clientId, dueOn: inDays(1) });
    await moveEntry(advisor, { clientId, id, on: inDays(3), minute: null, lengthMinutes: null });
    await snoozeNextAction(advisor, { clientId, id, untilOn: inDays(9) });
    await expect(undoMove(advisor, { clientId, id })).rejects.toEqual(refusal("CONFLICT"));
    expect(await stored(id)).toMatchObject({ snoozed_until_on: inDays(9) });
  });

  it.each([
    ["yesterday", -1, "dateInPast"],
    ["over a year ahead", 366, "dayTooFar"],
  ])("%s is refused", async (_, days, message) => {
    const id = await agreed({ clientId, dueOn: inDays(1) });
    await expect(moveEntry(advisor, { clientId, id, on: inDays(days), minute: null, lengthMinutes: null })).rejects.toEqual(refusal("INVALID", { on: message }));
    expect(await stored(id)).toMatchObject({ due_on: inDays(1), revision: 0 });
  });

  it("what a colleague closed meanwhile stays closed", async () => {
    const id = await agreed({ clientId, dueOn: inDays(1), status: "DONE" });
    await expect(moveEntry(advisor, { clientId, id, on: inDays(3), minute: null, lengthMinutes: null })).rejects.toEqual(refusal("CONFLICT"));
    await expect(moveEntry(advisor, { clientId, id: randomUUID(), on: inDays(3), minute: null, lengthMinutes: null })).rejects.toEqual(refusal("CONFLICT"));
    expect(await trail()).toEqual([]);
  });

  it("overlaps are counted, never forbidden", async () => {
    await agreed({ clientId: await newClient(), ...at(inDays(2), 600, 30) });
    await agreed({ clientId: await newClient(), ...at(inDays(2), 630, 30) });
    const elsewhere = await insertClient(owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId });
    await agreed({ clientId: elsewhere, ...at(inDays(2), 600, 30) });
    const id = await agreed({ clientId, dueOn: inDays(1) });
    const move = (minute: number | null) => moveEntry(advisor, { clientId, id, on: inDays(2), minute, lengthMinutes: minute === null ? null : 30 });
    expect([await move(615), await move(600), await move(660), await move(null)]).toEqual([{ overlaps: 2 }, { overlaps: 1 }, { overlaps: 0 }, { overlaps: 0 }]);
  });
});

describe("an appointment made from the agenda", () => {
  const appointment = () => ({ clientId, id: randomUUID(), on: inDays(2), minute: 600, lengthMinutes: 45, kind: "PORTFOLIO_REVIEW" as const, channel: "BRANCH" as const });

  it("stands there, once however often it is sent, with its trace", async () => {
    const input = appointment();
    await planAppointment(advisor, input);
    await planAppointment(advisor, input);
    expect((await listAgenda(advisor, week)).entries).toMatchObject([{ id: input.id, source: "AGREED", kind: "PORTFOLIO_REVIEW", channel: "BRANCH", on: inDays(2), minute: 600, lengthMinutes: 45 }]);
    expect(await trail()).toEqual(["planned"]);
  });

  it.each(["CLOSED", "DECEASED"] as const)("is not made with a client who is %s", async (status) => {
    await owner.query("UPDATE client SET status = $2::client_status WHERE id = $1", [clientId, status]);
    await expect(planAppointment(advisor, appointment())).rejects.toEqual(refusal("INVALID", { clientId: "clientGone" }));
  });

  it("is not made on a day gone by", async () => {
    await expect(planAppointment(advisor, { ...appointment(), on: inDays(-1) })).rejects.toEqual(refusal("INVALID", { on: "dateInPast" }));
  });
});

describe.each(["colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst", "administrator"] as const)("%s", (who) => {
  it("moves, takes back and plans nothing with another's client: as if there were none", async () => {
    const id = await agreed({ clientId, dueOn: inDays(1) });
    await moveEntry(advisor, { clientId, id, on: inDays(2), minute: null, lengthMinutes: null });
    const before = await stored(id);
    const place = { on: inDays(3), minute: null, lengthMinutes: null };
    await expect(moveEntry(staff[who], { clientId, id, ...place })).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(undoMove(staff[who], { clientId, id })).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(planAppointment(staff[who], { clientId, id: randomUUID(), kind: "PERSONAL_FOLLOW_UP", channel: "PHONE", ...place })).rejects.toEqual(refusal("NOT_FOUND"));
    expect(await stored(id)).toEqual(before);
    expect(await trail()).toEqual(["moved"]);
  });
});

function newClient(): Promise<number> {
  return insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId });
}

async function stored(id: string): Promise<unknown> {
  const { rows } = await owner.query(
    `SELECT due_on::text, snoozed_until_on::text, to_char(starts_at AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD HH24:MI') AS starts, length_minutes, revision FROM next_action WHERE id = $1`,
    [id],
  );
  return rows[0];
}

async function trail(): Promise<unknown[]> {
  const { rows } = await owner.query<{ change: string }>("SELECT details ->> 'change' AS change FROM audit_entry WHERE client_id = $1 AND action = 'agenda.plan' ORDER BY id", [clientId]);
  return rows.map(({ change }) => change);
}
