import { createHash, randomBytes } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { admitCalendar, createCalendarFeed, getCalendarFeed, listCalendarSteps, nameInCalendarFeed, revokeCalendarFeed } from "@/lib/data/calendar-feeds";
import type { Viewer } from "@/lib/data/viewer";
import { addDays } from "@/lib/domain/dates";
import { instantOf } from "@/lib/domain/local-time";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertNextAction, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let advisor: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
});

const newProof = () => ({ secretHash: new Uint8Array(createHash("sha256").update(randomBytes(32)).digest()) });
const asChosen = { names: "NONE", locale: "fr" } as const;

describe("the private address", () => {
  it("opens its owner's calendar and notes that it was used", async () => {
    const proof = newProof();
    await createCalendarFeed(advisor, proof, { names: "INITIALS", locale: "en" });
    expect(await getCalendarFeed(advisor)).toMatchObject({ names: "INITIALS", lastUsedAt: null });
    expect(await admitCalendar(proof)).toEqual({ ownerId: advisor.userId, names: "INITIALS", locale: "en", retryAfter: null });
    expect((await getCalendarFeed(advisor))?.lastUsedAt).toBeInstanceOf(Date);
    await nameInCalendarFeed(advisor, { names: "FULL" });
    expect(await admitCalendar(proof)).toMatchObject({ names: "FULL" });
  });

  it("replaced or revoked it opens nothing, like one that never was", async () => {
    const [first, second] = [newProof(), newProof()];
    await createCalendarFeed(advisor, first, asChosen);
    await createCalendarFeed(advisor, second, asChosen);
    expect([await admitCalendar(first), await admitCalendar(newProof())]).toEqual([null, null]);
    expect(await admitCalendar(second)).toMatchObject({ ownerId: advisor.userId });
    await revokeCalendarFeed(advisor);
    expect(await admitCalendar(second)).toBeNull();
    await expect(revokeCalendarFeed(advisor)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(nameInCalendarFeed(advisor, { names: "FULL" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await trail(advisor)).toEqual(["feedCreated", "feedReplaced", "feedRevoked"]);
  });

  it.each([
    ["has left", "active = false"],
    ["supervises now", "role = 'SUPERVISOR'"],
    ["administers now", "role = 'ADMINISTRATOR'"],
  ])("of someone who %s opens nothing", async (_, change) => {
    const proof = newProof();
    await createCalendarFeed(advisor, proof, asChosen);
    await owner.query(`UPDATE app_user SET ${change} WHERE id = $1`, [advisor.userId]);
    expect(await admitCalendar(proof)).toBeNull();
  });

  it("asked too often it asks for patience, and answers again in the next minute", async () => {
    const proof = newProof();
    await createCalendarFeed(advisor, proof, asChosen);
    for (let request = 0; request < 12; request++) expect((await admitCalendar(proof))?.retryAfter).toBeNull();
    expect((await admitCalendar(proof))?.retryAfter).toBeGreaterThan(0);
    await owner.query("UPDATE calendar_feed SET window_started_at = now() - interval '61 seconds' WHERE user_id = $1", [advisor.userId]);
    expect((await admitCalendar(proof))?.retryAfter).toBeNull();
  });

  it("the secret itself is kept nowhere, and nobody reads another's address or its hash", async () => {
    await createCalendarFeed(advisor, newProof(), asChosen);
    for (const who of ["colleague", "otherAdvisor", "supervisor", "analyst", "administrator"] as const) expect(await getCalendarFeed(staff[who])).toBeNull();
    for (const who of ["supervisor", "analyst", "administrator"] as const) expect(() => createCalendarFeed(staff[who], newProof(), asChosen)).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    await expect(revokeCalendarFeed(staff.colleague)).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await getCalendarFeed(advisor)).not.toBeNull();
  });
});

describe("what stands in the calendar", () => {
  it("agreed steps and reminders with their revision, of the owner's clients alone", async () => {
    const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId, firstName: "Awa", lastName: "Diop" });
    const planned = { origin: "PLANNED", reason: {} } as const;
    const appointment = await insertNextAction(owner, { clientId, ...planned, dueOn: addDays(TEST_TODAY, 2), startsAt: instantOf(addDays(TEST_TODAY, 2), 600).toISOString(), lengthMinutes: 30, revision: 4 });
    const late = await insertNextAction(owner, { clientId, ...planned, dueOn: addDays(TEST_TODAY, -9) });
    const reminder = await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", snoozedUntilOn: addDays(TEST_TODAY, 5) });
    await insertNextAction(owner, { clientId });
    await insertNextAction(owner, { clientId, ...planned, status: "DONE" });
    await insertNextAction(owner, { clientId, ...planned, dueOn: addDays(TEST_TODAY, -61) });
    const theirs = await insertClient(owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId });
    await insertNextAction(owner, { clientId: theirs, ...planned });

    const { today, steps } = await listCalendarSteps(advisor);
    expect(today).toBe(TEST_TODAY);
    expect(steps).toMatchObject([
      { id: late, source: "AGREED", startsAt: null, on: addDays(TEST_TODAY, -9) },
      { id: appointment, firstName: "Awa", lastName: "Diop", startsAt: new Date("2026-11-22T09:00:00.000Z"), lengthMinutes: 30, revision: 4 },
      { id: reminder, source: "REMINDER", on: addDays(TEST_TODAY, 5) },
    ]);
    for (const who of ["colleague", "relationshipManager", "analyst", "administrator"] as const) expect((await listCalendarSteps(staff[who])).steps).toEqual([]);
  });

  it("each change of day or hour is another revision, a mark on it is none", async () => {
    const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId });
    const id = await insertNextAction(owner, { clientId, origin: "PLANNED", reason: {} });
    for (const change of ["due_on = due_on + 1", "due_on = due_on", "taken_at = now()", "snoozed_until_on = due_on + 3", "snoozed_until_on = NULL"]) {
      await owner.query(`UPDATE next_action SET ${change} WHERE id = $1`, [id]);
    }
    expect((await owner.query("SELECT revision FROM next_action WHERE id = $1", [id])).rows).toEqual([{ revision: 3 }]);
  });
});

async function trail({ userId }: Viewer): Promise<unknown[]> {
  const { rows } = await owner.query<{ change: string }>("SELECT details ->> 'change' AS change FROM audit_entry WHERE user_id = $1 AND action = 'agenda.plan' ORDER BY id", [userId]);
  return rows.map(({ change }) => change);
}
