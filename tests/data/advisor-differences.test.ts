import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { beginDifferencesExport, countDifferences, differencesToExport, listDifferences, planTakeOver } from "@/lib/data/advisor-differences";
import { giveBack, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { countStandings, type DifferenceStanding } from "@/lib/domain/advisor-difference";
import { goesBackTo, type AssignmentChange } from "@/lib/domain/assignment";
import { addDays } from "@/lib/domain/dates";
import type { DifferenceFilter } from "@/lib/schemas/advisor-difference";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

/** Whom another looks after here than the core bank says: what is shown, what made it so, and what a supervisor does about it. */
const db = await testDatabase();
const { owner } = db;
let staff: Staff;
let [anne, denis, paul]: Viewer[] = [];

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  await owner.query("UPDATE client SET feed_advisor_id = NULL");
  await owner.query("UPDATE reassignment SET ended_at = now() WHERE ended_at IS NULL");
  [anne, denis, paul] = [await insertViewer(owner, "ADVISOR", { branchId: staff.branchId, name: "Anne" }), await insertViewer(owner, "ADVISOR", { branchId: staff.branchId, name: "Denis" }), await insertViewer(owner, "ADVISOR", { branchId: staff.branchId, name: "Paul" })];
});

const asked = (standing: DifferenceStanding, over: Partial<DifferenceFilter> = {}): DifferenceFilter => ({ standing, advisorId: null, place: null, ...over });
const newClient = (over: object = {}) => insertClient(owner, { advisorId: idOf(anne), branchId: staff.branchId, ...over });
const shown = async (standing: DifferenceStanding, viewer = staff.supervisor, over: Partial<DifferenceFilter> = {}) => (await listDifferences(viewer, asked(standing, over))).rows;
const totals = async (viewer = staff.supervisor, advisorId: number | null = null) => countStandings(await countDifferences(viewer), advisorId);

function idOf(viewer: Viewer | undefined): number {
  if (!viewer) throw new Error("nobody");
  return viewer.userId;
}

async function reassign(clientId: number, from: Viewer | undefined, to: Viewer | undefined, kind: "ABSENCE" | "FOR_GOOD" = "FOR_GOOD", days = 14): Promise<string> {
  const id = randomUUID();
  const untilOn = kind === "ABSENCE" ? addDays(TEST_TODAY, days) : null;
  const { done } = await applyReassignment(staff.supervisor, { id, kind, untilOn, note: "", absentId: null, targets: [[clientId, idOf(from), idOf(to)]] });
  expect(done).toEqual([clientId]);
  return id;
}

describe("what is shown", () => {
  it("a transfer for good is to be settled, an absence settles itself, and a client who never moved is not there", async () => {
    const [moved, covered, still] = [await newClient({ lastName: "Aa" }), await newClient({ lastName: "Bb" }), await newClient()];
    const id = await reassign(moved, anne, denis);
    await reassign(covered, anne, paul, "ABSENCE", 9);
    expect(await shown("OPEN")).toEqual([{
      clientId: moved, firstName: "Claude", lastName: "Aa", segment: null, advisorName: "Denis", feedAdvisorName: "Anne", kind: "FOR_GOOD", on: expect.any(String) as string, untilOn: null,
      decidedBy: staff.supervisor.name, reassignmentId: id, obstacle: null,
    }]);
    expect(await shown("RETURNING")).toMatchObject([{ clientId: covered, advisorName: "Paul", feedAdvisorName: "Anne", kind: "ABSENCE", untilOn: addDays(TEST_TODAY, 9) }]);
    expect(await totals()).toEqual({ OPEN: 1, RETURNING: 1 });
    expect(still).toBeGreaterThan(0);
  });

  it("of one advisor, whichever side they are on", async () => {
    const [one, other] = [await newClient(), await newClient({ advisorId: idOf(paul) })];
    await reassign(one, anne, denis);
    await reassign(other, paul, anne);
    expect((await shown("OPEN", staff.supervisor, { advisorId: idOf(anne) })).map(({ clientId }) => clientId).sort()).toEqual([one, other].sort());
    expect((await shown("OPEN", staff.supervisor, { advisorId: idOf(denis) })).map(({ clientId }) => clientId)).toEqual([one]);
    expect(await totals(staff.supervisor, idOf(denis))).toEqual({ OPEN: 1, RETURNING: 0 });
  });

  it("the absence of whom a transfer named is no return to the core bank's advisor", async () => {
    const clientId = await newClient();
    const forGood = await reassign(clientId, anne, denis);
    await reassign(clientId, denis, paul, "ABSENCE");
    expect(await shown("OPEN")).toMatchObject([{ advisorName: "Paul", feedAdvisorName: "Anne", kind: "FOR_GOOD", reassignmentId: forGood }]);
    expect(await totals()).toEqual({ OPEN: 1, RETURNING: 0 });
  });

  it("the absence of whose account is closed returns nobody", async () => {
    const clientId = await newClient();
    await reassign(clientId, anne, paul, "ABSENCE");
    await owner.query("UPDATE app_user SET active = false WHERE id = $1", [idOf(anne)]);
    expect(await shown("OPEN")).toMatchObject([{ clientId, kind: "ABSENCE", obstacle: "CLOSED" }]);
    expect(await planTakeOver(staff.supervisor, { clientId, advisorId: null })).toEqual({ targets: [], stay: 1 });
  });

  it("page by page, each once, forwards and back", async () => {
    const ids: number[] = [];
    for (let i = 0; i < 53; i++) ids.push(await newClient({ lastName: "Page", firstName: `F${String(i % 7)}` }));
    for (const clientId of ids) await reassign(clientId, anne, denis);
    const first = await listDifferences(staff.supervisor, asked("OPEN"));
    const second = await listDifferences(staff.supervisor, asked("OPEN", { place: first.next && { token: "", value: first.next } }));
    expect([...first.rows, ...second.rows].map(({ clientId }) => clientId).sort((a, b) => a - b)).toEqual(ids);
    const back = await listDifferences(staff.supervisor, asked("OPEN", { place: second.previous && { token: "", value: second.previous } }));
    expect(back.rows).toEqual(first.rows);
  });

  it("to the supervisors of the branch and to nobody else", async () => {
    const clientId = await newClient();
    await reassign(clientId, anne, denis);
    for (const stranger of [staff.otherSupervisor, denis, anne, staff.relationshipManager, staff.analyst, staff.administrator]) {
      if (!stranger) continue;
      expect(await shown("OPEN", stranger)).toEqual([]);
      expect(await countDifferences(stranger)).toEqual([]);
      expect(await planTakeOver(stranger, { clientId, advisorId: null })).toEqual({ targets: [], stay: 0 });
      await expect(beginDifferencesExport(stranger, asked("OPEN"))).rejects.toMatchObject({ code: "INVALID" });
      expect((await differencesToExport(stranger, asked("OPEN")).next()).done).toBe(true);
    }
  });
});

describe("what is done about it", () => {
  it("the core bank's advisor takes over for good: no difference is left, and it is in the trail and in the seal", async () => {
    const clientId = await newClient();
    await reassign(clientId, anne, denis);
    const { targets, stay } = await planTakeOver(staff.supervisor, { clientId, advisorId: null });
    expect([targets, stay]).toEqual([[[clientId, idOf(denis), idOf(anne)]], 0]);
    const id = randomUUID();
    await applyReassignment(staff.supervisor, { id, kind: "FOR_GOOD", untilOn: null, note: "Le système central a raison", absentId: null, targets: targets.map(([client, from, to]) => [client, from, to]) });
    expect(await totals()).toEqual({ OPEN: 0, RETURNING: 0 });
    const { rows } = await owner.query("SELECT c.advisor_id, c.feed_advisor_id, (SELECT count(*)::int FROM audit_entry e WHERE e.client_id = c.id AND e.action = 'client.reassign' AND e.details->>'reassignmentId' = $2) AS traces FROM client c WHERE c.id = $1", [clientId, id]);
    expect(rows).toEqual([{ advisor_id: idOf(anne), feed_advisor_id: null, traces: 1 }]);
    // Taken back, the difference is there again.
    await giveBack(staff.supervisor, { id, clientIds: [clientId] });
    expect(await shown("OPEN")).toMatchObject([{ clientId, advisorName: "Denis", feedAdvisorName: "Anne" }]);
  });

  it("nobody whose advisor there answers to another supervisor", async () => {
    const clientId = await newClient({ advisorId: staff.otherAdvisor.userId });
    await reassign(clientId, staff.otherAdvisor, anne);
    expect(await shown("OPEN")).toMatchObject([{ clientId, obstacle: "ELSEWHERE" }]);
    expect(await planTakeOver(staff.supervisor, { clientId: null, advisorId: null })).toEqual({ targets: [], stay: 1 });
  });

  it("a file of them is in the trail: how many, of which, and whom it named", async () => {
    const clientId = await newClient();
    await reassign(clientId, anne, denis);
    await beginDifferencesExport(staff.supervisor, asked("OPEN", { advisorId: idOf(anne) }));
    const rows = (await differencesToExport(staff.supervisor, asked("OPEN", { advisorId: idOf(anne) })).next()).value;
    expect(rows).toMatchObject([{ clientId }]);
    const { rows: [trace] } = await owner.query("SELECT details FROM audit_entry WHERE user_id = $1 AND action = 'client.export' ORDER BY id DESC LIMIT 1", [staff.supervisor.userId]);
    expect(trace).toEqual({ details: { format: "csv", list: "differences", standing: "OPEN", count: 1, conditions: "advisor" } });
    await vi.waitFor(async () => expect((await owner.query("SELECT 1 FROM audit_entry WHERE user_id = $1 AND action = 'client.list' AND shown @> ARRAY[$2::int]", [staff.supervisor.userId, clientId])).rowCount).toBeGreaterThan(0));
  });
});

describe("the statement says what goesBackTo() says", () => {
  /** Decisions and returns by lot, each as a supervisor does it; the same lot for the same seed. */
  it.each(Array.from({ length: 24 }, (_, seed) => [seed]))("after what happened by lot %i", async (seed) => {
    let state = seed * 7919 + 17;
    const lot = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    const clientId = await newClient();
    const people = [anne, denis, paul];
    const decisions: string[] = [];
    for (let step = 0; step < 7; step++) {
      const holder = people.find((one) => one?.userId === currentHolder.id) ?? anne;
      const open: string[] = [];
      for (const id of decisions) if ((await planGiveBack(staff.supervisor, { id })).clientIds.length > 0) open.push(id);
      if (open.length > 0 && lot(3) === 0) await giveBack(staff.supervisor, { id: open[lot(open.length)] ?? "", clientIds: [clientId] });
      else decisions.push(await reassign(clientId, holder, people.filter((one) => one !== holder)[lot(2)], lot(3) === 0 ? "FOR_GOOD" : "ABSENCE"));
      await lookAt(clientId);
      const changes = await changesOf(clientId);
      const covers = changes.flatMap(({ kind, reassignmentId }) => (kind === "ABSENCE" && reassignmentId !== null ? [reassignmentId] : []));
      const goingBack = covers.map((id) => goesBackTo(changes, id)).find((to) => to !== null) ?? null;
      const { holderId, feedId } = currentHolder.of;
      const expected = feedId === null ? [] : [goingBack === feedId ? "RETURNING" : "OPEN"];
      expect(feedId).not.toBe(holderId);
      expect(await standingOf(clientId), JSON.stringify(changes)).toEqual(expected);
    }
  });

  const currentHolder = { id: 0, of: { holderId: 0, feedId: null as number | null } };
  beforeEach(() => {
    currentHolder.id = idOf(anne);
  });

  async function lookAt(clientId: number): Promise<void> {
    const { rows: [row] } = await owner.query<{ holderId: number; feedId: number | null }>(`SELECT advisor_id AS "holderId", feed_advisor_id AS "feedId" FROM client WHERE id = $1`, [clientId]);
    if (!row) throw new Error("no client");
    currentHolder.of = row;
    currentHolder.id = row.holderId;
  }

  async function standingOf(clientId: number): Promise<DifferenceStanding[]> {
    const found: DifferenceStanding[] = [];
    for (const standing of ["OPEN", "RETURNING"] as const) if ((await shown(standing)).some((row) => row.clientId === clientId)) found.push(standing);
    return found;
  }

  async function changesOf(clientId: number): Promise<AssignmentChange[]> {
    const { rows } = await owner.query<AssignmentChange>(
      `SELECT reassignment_id AS "reassignmentId", kind, from_advisor_id AS "fromAdvisorId", to_advisor_id AS "toAdvisorId" FROM assignment_change WHERE client_id = $1 ORDER BY changed_at, id`, [clientId]);
    return rows;
  }
});
