import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { logInteraction } from "@/lib/data/interactions";
import { listToday } from "@/lib/data/next-actions";
import { listPortfolio } from "@/lib/data/portfolio";
import { extendAbsence, giveBack, listReassignments, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment, listColleagues, planReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { loadPercent } from "@/lib/domain/workload";
import { returnClients } from "@/lib/jobs/return-clients";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import { ALL_DUE } from "@/lib/schemas/today-filter";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const { owner } = db;
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
afterAll(() => web.end());
let staff: Staff;
let absent: Viewer;
let cover: Viewer;
let third: Viewer;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  const inBranch = (name: string) => insertViewer(owner, "ADVISOR", { branchId: staff.branchId, name });
  // What earlier tests left open is over.
  await owner.query("UPDATE reassignment SET ended_at = now() WHERE ended_at IS NULL");
  [absent, cover, third] = [await inBranch("Absent"), await inBranch("Cover"), await inBranch("Third")];
});

const newClient = (over: object = {}, holder = absent) => insertClient(owner, { advisorId: holder.userId, branchId: staff.branchId, ...over });
const UNTIL = addDays(TEST_TODAY, 14);

type Over = { by?: Viewer; id?: string; kind?: "ABSENCE" | "FOR_GOOD"; untilOn?: Day | null; from?: Viewer; to?: Viewer; absentId?: number | null };
/** Gives some clients to someone; returns the decision with what it answered. */
async function reassign(clientIds: number[], over: Over = {}) {
  const { by = staff.supervisor, id = randomUUID(), kind = "ABSENCE", untilOn = kind === "ABSENCE" ? UNTIL : null, from = absent, to = cover, absentId = null } = over;
  const answer = await applyReassignment(by, { id, kind, untilOn, note: "Dossier prêt", absentId, targets: clientIds.map((clientId) => [clientId, from.userId, to.userId]) });
  return { id, ...answer };
}

const holderOf = async (clientId: number) => (await owner.query<{ id: number }>("SELECT advisor_id AS id FROM client WHERE id = $1", [clientId])).rows[0]?.id;
const changesOf = async (clientId: number) =>
  (await owner.query<{ kind: string; way: string }>("SELECT kind, from_advisor_id || ' ' || to_advisor_id AS way FROM assignment_change WHERE client_id = $1 ORDER BY changed_at", [clientId])).rows.map(({ kind, way }) => `${kind} ${way}`);
const trailOf = async (clientId: number) =>
  (await owner.query<{ user_id: number | null; details: Record<string, unknown> }>("SELECT user_id, details FROM audit_entry WHERE client_id = $1 AND action = 'client.reassign' ORDER BY id", [clientId])).rows;
const seenBy = async (viewer: Viewer) => (await listPortfolio(viewer, NO_FILTER)).rows.map(({ id }) => id);
const log = (viewer: Viewer, clientId: number) => logInteraction(viewer, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED" }));

describe("one client, some, or a whole portfolio", () => {
  it("are seen by the colleague at once, and no longer by who had them; what is open follows", async () => {
    const [one, other] = [await newClient(), await newClient()];
    const action = await insertNextAction(owner, { clientId: one, origin: "PLANNED", reason: { code: "REMINDER", setOn: TEST_TODAY }, dueOn: TEST_TODAY });
    const { done, left, id } = await reassign([one]);
    expect({ done, left }).toEqual({ done: [one], left: [] });
    expect([await seenBy(absent), await seenBy(cover)]).toEqual([[other], [one]]);
    expect((await listToday(cover, ALL_DUE)).rows.map((row) => row.id)).toEqual([action]);
    expect((await listToday(absent, ALL_DUE)).rows).toEqual([]);
    expect([await getClientSheet(absent, one), (await getClientSheet(cover, one))?.client.advisorName]).toEqual([null, "Cover"]);
    await expect(log(absent, one)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await log(cover, one);
    expect(await changesOf(one)).toEqual([`ABSENCE ${absent.userId} ${cover.userId}`]);
    expect(await trailOf(one)).toEqual([{ user_id: staff.supervisor.userId, details: { reassignmentId: id, kind: "ABSENCE", untilOn: UNTIL, fromAdvisorId: absent.userId, toAdvisorId: cover.userId } }]);
  });

  it("a part that is sent again does nothing a second time, even after it was taken back", async () => {
    const client = await newClient();
    const { id } = await reassign([client]);
    expect((await reassign([client], { id })).done).toEqual([client]);
    await giveBack(staff.supervisor, { id, clientIds: [client] });
    expect((await reassign([client], { id })).done).toEqual([client]);
    expect([await holderOf(client), (await changesOf(client)).length, (await trailOf(client)).length]).toEqual([absent.userId, 2, 2]);
  });

  it("a portfolio goes to several colleagues, households together, those who left the bank too", async () => {
    const homes = await Promise.all([1, 2, 3, 4].map(async (home) => [await newClient({ householdId: 7_000 + home }), await newClient({ householdId: 7_000 + home })]));
    const gone = await newClient({ status: "CLOSED" });
    for (const clientId of homes.flat()) await insertScore(owner, { clientId, modelId: 1, segment: "MAINTAIN" });
    const plan = await planReassignment(staff.supervisor, { whom: { of: "PORTFOLIO", advisorId: absent.userId }, toAdvisorIds: [cover.userId, third.userId] });
    expect(plan.total).toBe(9);
    expect(plan.targets.map(([clientId]) => clientId)).toContain(gone);
    const to = new Map(plan.targets.map(([clientId, , advisorId]) => [clientId, advisorId]));
    for (const [one, other] of homes) expect(to.get(one ?? 0)).toBe(to.get(other ?? 0));
    expect(plan.receiving.map(({ clients }) => clients).sort()).toEqual([4, 5]);
    expect(await changesOf(gone)).toEqual([]);
  });

  it("whoever is away has no time for clients while they are", async () => {
    await reassign([await newClient()], { absentId: absent.userId });
    const { rows } = await owner.query("SELECT from_on::text, until_on::text FROM work_absence WHERE user_id = $1", [absent.userId]);
    expect(rows).toEqual([{ from_on: TEST_TODAY, until_on: UNTIL }]);
    const capacity = new Map((await listColleagues(staff.supervisor)).map(({ id, capacityMinutes }) => [id, capacityMinutes]));
    expect(capacity.get(absent.userId)).toBeLessThan(capacity.get(cover.userId) ?? 0);
  });

  it("they are away for as long as the decision lasts: longer when it is extended, back at work when their clients are", async () => {
    const [one, other] = [await newClient(), await newClient()];
    const { id } = await reassign([one, other], { absentId: absent.userId });
    const days = async () => (await owner.query<{ from: string; until: string }>("SELECT from_on::text AS from, until_on::text AS until FROM work_absence WHERE user_id = $1", [absent.userId])).rows;
    await extendAbsence(staff.supervisor, { id, untilOn: addDays(UNTIL, 5) });
    expect(await days()).toEqual([{ from: TEST_TODAY, until: addDays(UNTIL, 5) }]);
    await giveBack(staff.supervisor, { id, clientIds: [one] });
    expect(await days()).toHaveLength(1);
    await owner.query("UPDATE work_absence SET from_on = $2 WHERE user_id = $1", [absent.userId, addDays(TEST_TODAY, -3)]);
    await giveBack(staff.supervisor, { id, clientIds: [other] });
    expect(await days()).toEqual([{ from: addDays(TEST_TODAY, -3), until: addDays(TEST_TODAY, -1) }]);
    const again = await reassign([one], { absentId: absent.userId });
    await giveBack(staff.supervisor, { id: again.id, clientIds: [one] });
    expect(await days()).toHaveLength(1);
  });

  it("what the plan says of a colleague's load is what it is afterwards, with what is open and agreed", async () => {
    const clients = [await newClient(), await newClient(), await newClient({ status: "CLOSED" })];
    for (const clientId of clients) {
      await insertScore(owner, { clientId, modelId: 1, segment: "MAINTAIN" });
      await insertNextAction(owner, { clientId, origin: "PLANNED", reason: { code: "REMINDER", setOn: TEST_TODAY }, dueOn: TEST_TODAY });
      await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null }, dueOn: addDays(TEST_TODAY, 2) });
      await insertNextAction(owner, { clientId, kind: "WELCOME", reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null }, dueOn: addDays(TEST_TODAY, 40) });
    }
    await newClient({}, cover);
    const whom = { of: "PORTFOLIO", advisorId: absent.userId } as const;
    const plan = await planReassignment(staff.supervisor, { whom, toAdvisorIds: [cover.userId] });
    await reassign(clients);
    const after = (await listColleagues(staff.supervisor)).find(({ id }) => id === cover.userId);
    expect(plan.receiving).toMatchObject([{ clients: 3, loadAfter: loadPercent(after?.expectedMinutes ?? 0, after?.capacityMinutes ?? 0) }]);
    // Two with 30 minutes agreed and 25 of an alert besides their contacts, of 4,200.
    expect((plan.receiving[0]?.loadAfter ?? 0) - (plan.receiving[0]?.loadBefore ?? 0)).toBeGreaterThanOrEqual(3);
  });

  it("an absence has a last day, from today to two years away", async () => {
    const client = await newClient();
    for (const untilOn of [addDays(TEST_TODAY, -1), addDays(TEST_TODAY, 731), null]) await expect(reassign([client], { untilOn })).rejects.toMatchObject({ code: "INVALID" });
    expect((await reassign([client], { untilOn: TEST_TODAY })).done).toEqual([client]);
  });
});

describe("who may", () => {
  it.each(["advisor", "colleague", "relationshipManager", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const)("not: %s", async (who) => {
    const client = await newClient();
    const by = staff[who];
    const answer = await reassign([client], { by }).catch(() => ({ done: [], left: [{ clientId: client, name: null }] }));
    expect({ done: answer.done, left: answer.left }).toEqual({ done: [], left: [{ clientId: client, name: null }] });
    expect(await holderOf(client)).toBe(absent.userId);
    const { id } = await reassign([client]);
    expect(await giveBack(by, { id, clientIds: [client] })).toEqual({ done: [], left: [{ clientId: client, name: null }] });
    await expect(planGiveBack(by, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(extendAbsence(by, { id, untilOn: addDays(UNTIL, 7) })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await listReassignments(by)).map((decision) => decision.id)).not.toContain(id);
    await expect(planReassignment(by, { whom: { of: "PORTFOLIO", advisorId: absent.userId }, toAdvisorIds: [cover.userId] })).rejects.toMatchObject({ code: "INVALID" });
    expect(await holderOf(client)).toBe(cover.userId);
  });

  it("gives to active holders of a portfolio of their branches alone", async () => {
    const client = await newClient();
    const retired = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
    await owner.query("UPDATE app_user SET active = false WHERE id = $1", [retired.userId]);
    for (const to of [staff.otherAdvisor, staff.analyst, staff.supervisor, retired]) {
      expect((await reassign([client], { to })).done).toEqual([]);
      await expect(planReassignment(staff.supervisor, { whom: { of: "PORTFOLIO", advisorId: absent.userId }, toAdvisorIds: [to.userId] })).rejects.toMatchObject({ code: "INVALID" });
    }
    expect(await holderOf(client)).toBe(absent.userId);
  });

  it("nobody carries out what another supervisor decided", async () => {
    const [client, next] = [await newClient(), await newClient()];
    const second = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
    const { id } = await reassign([client]);
    expect((await reassign([next], { id, by: second })).done).toEqual([]);
    // But gives back what is of their branch.
    expect((await giveBack(second, { id, clientIds: [client] })).done).toEqual([client]);
  });
});

describe("the second wall", () => {
  it("the database itself gives a client to someone by a decision alone, which is a supervisor's", async () => {
    const client = await newClient();
    const given = `SELECT reassign_clients(gen_random_uuid(), ARRAY[${client}], ARRAY[${absent.userId}], ARRAY[${staff.colleague.userId}]) AS moved`;
    for (const who of ["advisor", "supervisor", "otherSupervisor", "administrator"] as const) expect(await asUser(staff[who].userId, given)).toEqual([{ moved: [] }]);
    for (const who of ["advisor", "relationshipManager", "analyst", "administrator"] as const) {
      await expect(asUser(staff[who].userId, `INSERT INTO reassignment (id, kind, created_by) VALUES (gen_random_uuid(), 'FOR_GOOD', ${staff[who].userId})`)).rejects.toThrow(/row-level security/);
    }
    await expect(asUser(staff.supervisor.userId, `INSERT INTO reassignment (id, kind, created_by) VALUES (gen_random_uuid(), 'FOR_GOOD', ${staff.otherSupervisor.userId})`)).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.supervisor.userId, `SELECT move_clients(gen_random_uuid(), 'FOR_GOOD', ARRAY[${client}], ARRAY[1], ARRAY[1])`)).rejects.toThrow(/permission denied/);
    await expect(asUser(staff.supervisor.userId, `INSERT INTO assignment_change (client_id, kind, from_advisor_id, to_advisor_id) VALUES (${client}, 'IMPORT', 1, 1)`)).rejects.toThrow(/permission denied/);
  });
});

describe("after the absence", () => {
  const onDay = async <T>(day: Day, work: () => Promise<T>): Promise<T> => {
    await owner.query("UPDATE bank SET pinned_today_on = $1", [day]);
    return work().finally(() => owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]));
  };

  it("they go back the night after its last day, and not before; those moved for good stay", async () => {
    const [back, stays, fed] = [await newClient(), await newClient(), await newClient()];
    const { id } = await reassign([back, stays, fed]);
    await reassign([stays], { kind: "FOR_GOOD", from: cover, to: third });
    await owner.query("UPDATE client SET advisor_id = $2 WHERE id = $1", [fed, staff.colleague.userId]);
    expect(await onDay(UNTIL, () => returnClients(db.ownerUrl))).toBe(0);
    expect(await onDay(addDays(UNTIL, 1), () => returnClients(db.ownerUrl))).toBe(1);
    expect([await holderOf(back), await holderOf(stays), await holderOf(fed)]).toEqual([absent.userId, third.userId, staff.colleague.userId]);
    expect((await trailOf(back)).at(-1)).toEqual({ user_id: null, details: { reassignmentId: id, kind: "RETURN", fromAdvisorId: cover.userId, toAdvisorId: absent.userId } });
    expect(await onDay(addDays(UNTIL, 1), () => returnClients(db.ownerUrl))).toBe(0);
    expect((await listReassignments(staff.supervisor)).find((decision) => decision.id === id)?.endedOn).not.toBeNull();
  });

  it("another last day is another night", async () => {
    const client = await newClient();
    const { id } = await reassign([client]);
    await extendAbsence(staff.supervisor, { id, untilOn: addDays(UNTIL, 7) });
    expect(await onDay(addDays(UNTIL, 1), () => returnClients(db.ownerUrl))).toBe(0);
    expect(await onDay(addDays(UNTIL, 8), () => returnClients(db.ownerUrl))).toBe(1);
    await expect(extendAbsence(staff.supervisor, { id, untilOn: addDays(UNTIL, 9) })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("nobody goes back to someone who has left; the decision stays open", async () => {
    const client = await newClient();
    const { id } = await reassign([client]);
    await owner.query("UPDATE app_user SET active = false WHERE id = $1", [absent.userId]);
    expect(await onDay(addDays(UNTIL, 1), () => returnClients(db.ownerUrl))).toBe(0);
    expect(await holderOf(client)).toBe(cover.userId);
    expect((await listReassignments(staff.supervisor)).find((decision) => decision.id === id)?.endedOn).toBeNull();
  });

  it("of two covers, one on the other, either may end first", async () => {
    const [one, two] = [await newClient(), await newClient()];
    const outer = await reassign([one, two]);
    const inner = await reassign([one, two], { from: cover, to: third });
    await giveBack(staff.supervisor, { id: outer.id, clientIds: [one] });
    await giveBack(staff.supervisor, { id: inner.id, clientIds: [one, two] });
    expect([await holderOf(one), await holderOf(two)]).toEqual([absent.userId, cover.userId]);
    await giveBack(staff.supervisor, { id: outer.id, clientIds: [two] });
    expect(await holderOf(two)).toBe(absent.userId);
  });

  it("a decision for good is taken back while it is the last", async () => {
    const [one, two] = [await newClient(), await newClient()];
    const { id } = await reassign([one, two], { kind: "FOR_GOOD" });
    await reassign([two], { kind: "FOR_GOOD", from: cover, to: third });
    expect(await planGiveBack(staff.supervisor, { id })).toEqual({ clientIds: [one], stay: 1 });
    expect((await giveBack(staff.supervisor, { id, clientIds: [one, two] })).done).toEqual([one]);
    expect([await holderOf(one), await holderOf(two)]).toEqual([absent.userId, third.userId]);
  });
});

describe("at the same moment", () => {
  it("two supervisors: one has it, the other is told", async () => {
    const client = await newClient();
    const second = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
    const answers = await Promise.all([reassign([client]), reassign([client], { by: second, to: third })]);
    expect(answers.map(({ done }) => done.length).sort()).toEqual([0, 1]);
    expect(answers.find(({ done }) => done.length === 0)?.left).toEqual([{ clientId: client, name: "Claude Martin" }]);
    expect(await changesOf(client)).toHaveLength(1);
  });

  it("a log that came first is saved, and the client is given away after it", async () => {
    const client = await newClient();
    const saving = await held(absent, client);
    const moving = reassign([client]);
    await untilSomeoneWaits();
    await saving.query("COMMIT").finally(() => saving.end());
    expect((await moving).done).toEqual([client]);
    expect(await holderOf(client)).toBe(cover.userId);
  });

  it("a log that comes second finds nobody, and the entry is not there", async () => {
    const client = await newClient();
    const moving = new pg.Client({ connectionString: db.ownerUrl });
    await moving.connect();
    await moving.query("BEGIN");
    await moving.query("UPDATE client SET advisor_id = $2 WHERE id = $1", [client, cover.userId]);
    const late = log(absent, client).then(() => "saved", (error: { code: string }) => error.code);
    await untilSomeoneWaits();
    await moving.query("COMMIT").finally(() => moving.end());
    expect(await late).toBe("NOT_FOUND");
    expect((await owner.query("SELECT 1 FROM interaction WHERE client_id = $1", [client])).rowCount).toBe(0);
  });

  /** A transaction of this advisor who holds their client, as whoever logs does. */
  async function held(holder: Viewer, clientId: number): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: db.appUrl });
    await client.connect();
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(holder.userId)]);
    await client.query("SELECT 1 FROM client WHERE id = $1 FOR NO KEY UPDATE", [clientId]);
    return client;
  }

  async function untilSomeoneWaits(): Promise<void> {
    await expect.poll(async () => (await owner.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")).rowCount, { timeout: 20_000, interval: 20 }).toBe(1);
  }
});
