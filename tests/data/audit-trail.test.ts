import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { beginTrailExport, findTrailClient, listTrail, listTrailPeople, trailToExport } from "@/lib/data/audit-trail";
import { findClients } from "@/lib/data/client-search";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listPortfolio } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, bankDayOf } from "@/lib/domain/dates";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import type { TrailFilter } from "@/lib/schemas/trail-filter";
import { changesOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertBranch, insertClient, insertNextAction } from "@/tests/support/factories";
import { PROBES, type Target } from "@/tests/support/isolation-probes";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

/** The name of this test's clients, and of no other test's. */
let secret = "";
let tests = 0;
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = changesOf(web);
let staff: Staff;
/** Supervises both branches. */
let control: Viewer;
let manager: Viewer;
/** Of a branch that nobody here sees. */
let parking: Viewer;
let mine: Target;
let theirs: Target;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  manager = staff.relationshipManager;
  control = await insertViewer(db.owner, "SUPERVISOR", { name: "Control", supervisedBranchIds: [staff.branchId, staff.otherBranchId] });
  await insertBank(db.owner);
  parking = await insertViewer(db.owner, "ADVISOR", { branchId: await insertBranch(db.owner) });
});
beforeEach(async () => {
  // Lists have pages: whoever was looked for before makes way, or this test's client would stand on a later one.
  await db.owner.query("UPDATE client SET advisor_id = $1, branch_id = $2", [parking.userId, parking.branchId]);
  secret = `Zyxa${[...String(1_000 + tests++)].map((digit) => "klmnopqrst"[Number(digit)]).join("")}`;
  mine = await target({ advisorId: staff.advisor.userId, branchId: staff.branchId });
  theirs = await target({ advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId });
});
afterAll(() => web.end());

async function target(over: { advisorId: number; branchId: number }): Promise<Target> {
  const clientId = await insertClient(db.owner, { ...over, firstName: secret, lastName: secret, highValue: true, feedAdvisorId: staff.colleague.userId });
  const owned = await insertOwned(db.owner, clientId);
  await insertNextAction(db.owner, { clientId, origin: "PLANNED", dueOn: "2026-11-12" });
  const mentions = [staff.advisor, staff.supervisor, manager].map(({ userId }) => userId);
  await insertRow(db.owner, "entry_remark", { clientId, id: randomUUID(), interactionId: owned.interactionId, kind: "COMMENT", userId: staff.colleague.userId, text: "Look", mentions });
  return { clientId, ...owned };
}

const TODAY = bankDayOf(new Date());
const of = (kind: "client" | "person", id: number, over: Partial<TrailFilter> = {}): TrailFilter => ({ subject: { kind, id }, from: addDays(TODAY, -30), until: TODAY, kind: null, place: null, ...over });

/** Reads that name a client and leave no trace of their own, each with its reason. */
const WITHOUT_TRACE: Record<string, string> = {
  listClientActions: "beside a sheet, a preview or a round, whose look is noted",
  neighboursOf: "the way on from a sheet that was opened from a list: the list and the sheet are noted",
  todayNeighbours: "as neighboursOf",
  portfolioCards: "what listPortfolio and an export read with, which note whom they showed",
  findRoundPlace: "the step of a round: its client is noted by getRoundClient",
  listRecentClients: "one's own last looks, which are in the trail",
  findTrailClient: "the name above a trail, whose reading is noted",
};

/** What notes whom it showed; of a search a test below says more. */
const LISTS = [
  "listToday", "listPortfolio", "listOverdueActions", "listMonthInteractions", "listMentions", "listRequests", "listTrendEntries", "trendEntriesToExport", "listAgenda",
  "listCalendarSteps", "listDesk", "listReceived", "listDifferences", "differencesToExport", "listSample", "listOwnTasks", "clientsToExport",
];

describe("every read that names a client leaves a trace of whom it named", () => {
  const readers = ["advisor", "supervisor", "manager"] as const;
  const naming = new Set<string>();

  it.each(Object.keys(PROBES).flatMap((probe) => readers.map((who) => [probe, who] as const)))("%s, by: %s", async (probe, who) => {
    const viewer = who === "manager" ? manager : staff[who];
    if (who === "manager") mine = await target({ advisorId: manager.userId, branchId: staff.branchId });
    const before = await tracesOf(viewer, mine.clientId);
    const run = async () => PROBES[probe]?.(viewer, mine);
    const answer = await run().catch(() => null);
    if (!(JSON.stringify(answer) ?? "").includes(secret)) return;
    naming.add(probe);
    if (WITHOUT_TRACE[probe]) return;
    await vi.waitFor(async () => expect(await tracesOf(viewer, mine.clientId)).toBeGreaterThan(before));
  });

  // A list that shows nobody proves nothing of its trace.
  it("each list did name the client to one of them", () => {
    expect(LISTS.filter((list) => !naming.has(list))).toEqual([]);
  });
});

async function tracesOf({ userId }: Viewer, clientId: number): Promise<number> {
  const { rows } = await db.owner.query<{ count: number }>("SELECT count(*)::int AS count FROM audit_entry WHERE user_id = $1 AND (client_id = $2 OR shown @> ARRAY[$2::int])", [userId, clientId]);
  return rows[0]?.count ?? 0;
}

describe("what a trace says", () => {
  it("of a search that it was made and whom it found, and nothing of what was typed", async () => {
    await findClients(staff.advisor, secret);
    await listPortfolio(staff.advisor, { ...NO_FILTER, zone: "URBAN", text: { token: "", value: secret } });
    const { rows } = await vi.waitFor(async () => {
      const read = await db.owner.query<{ action: string; details: object; shown: number[] }>("SELECT action, details, shown FROM audit_entry WHERE user_id = $1 AND shown @> ARRAY[$2::int] ORDER BY id", [staff.advisor.userId, mine.clientId]);
      expect(read.rows.map(({ action }) => action).sort()).toEqual(["client.list", "client.search"]);
      return read;
    });
    expect(rows.find(({ action }) => action === "client.list")?.details).toMatchObject({ list: "portfolio", conditions: expect.stringContaining("zone") as string });
    expect(JSON.stringify(rows)).not.toContain(secret);
  });
});

describe("the trail of a client", () => {
  it("tells who looked, at the sheet and in lists, and that it was asked for", async () => {
    await getClientSheet(staff.advisor, mine.clientId);
    await findClients(staff.advisor, secret);
    await vi.waitFor(async () => expect(await tracesOf(staff.advisor, mine.clientId)).toBe(2));
    const { rows } = await listTrail(staff.supervisor, of("client", mine.clientId));
    expect(rows.map(({ action, userName, clientName }) => [action, userName, clientName])).toEqual([
      ["client.search", staff.advisor.name, `${secret} ${secret}`], ["client.view", staff.advisor.name, `${secret} ${secret}`],
    ]);
    expect((await listTrail(staff.supervisor, of("client", mine.clientId))).rows[0]).toMatchObject({ action: "looks.view", userName: staff.supervisor.name });
    expect((await listTrail(staff.supervisor, of("client", mine.clientId, { until: addDays(TODAY, -1) }))).rows).toEqual([]);
  });

  it("a page leads to the next, each line once", async () => {
    await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id) SELECT $1, 'client.view', $2 FROM generate_series(1, 70)", [staff.advisor.userId, mine.clientId]);
    const first = await listTrail(staff.supervisor, of("client", mine.clientId));
    const second = await listTrail(staff.supervisor, of("client", mine.clientId, { place: first.next && { token: "", value: first.next } }));
    const ids = [...first.rows, ...second.rows].filter(({ action }) => action === "client.view").map(({ id }) => id);
    expect(first.rows).toHaveLength(50);
    expect(new Set(ids).size).toBe(70);
    expect(ids).toHaveLength(70);
    expect(second.next).toBeNull();
  });

  it.each(["advisor", "colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("%s finds nothing, and leaves no trace of asking", async (who) => {
    await getClientSheet(staff.advisor, mine.clientId);
    const before = await tracesOf(staff[who], mine.clientId);
    expect((await listTrail(staff[who], of("client", mine.clientId))).rows).toEqual([]);
    expect(await findTrailClient(staff[who], mine.clientId)).toBeNull();
    expect(await tracesOf(staff[who], mine.clientId)).toBe(before);
    const call = `SELECT * FROM trail_of_client(${mine.clientId}, '-infinity', 'infinity', 'infinity', 1000000000, 50)`;
    expect(await asUser(staff[who].userId, call)).toBe(0);
  });
});

describe("the trail of a person", () => {
  it("tells which clients, of the branches of who asks alone", async () => {
    const { userId } = control;
    await getClientSheet(control, mine.clientId);
    await getClientSheet(control, theirs.clientId);
    const named = async (viewer: Viewer) => (await listTrail(viewer, of("person", userId))).rows.filter(({ action }) => action === "client.view").map(({ clientId }) => clientId);
    expect(await named(staff.supervisor)).toEqual([mine.clientId]);
    expect(await named(staff.otherSupervisor)).toEqual([theirs.clientId]);
    expect((await named(control)).sort()).toEqual([mine.clientId, theirs.clientId].sort());
  });

  it("people are those of one's branches, and who else supervises them", async () => {
    const ids = (await listTrailPeople(staff.supervisor)).map(({ id }) => id);
    expect(ids.sort((a, b) => a - b)).toEqual([staff.advisor, staff.colleague, staff.relationshipManager, staff.supervisor, control].map(({ userId }) => userId).sort((a, b) => a - b));
    expect((await listTrail(staff.supervisor, of("person", staff.otherAdvisor.userId))).rows).toEqual([]);
    for (const who of ["advisor", "analyst", "administrator"] as const) {
      expect(await listTrailPeople(staff[who])).toEqual([]);
      expect((await listTrail(staff[who], of("person", staff.advisor.userId))).rows).toEqual([]);
      expect(await asUser(staff[who].userId, `SELECT * FROM trail_of_person(${staff.advisor.userId}, '-infinity', 'infinity', 'infinity', 1000000000, 50)`)).toBe(0);
    }
  });
});

describe("one kind of look", () => {
  const KINDS = [["VIEW", "client.view"], ["LIST", "client.list"], ["SEARCH", "client.search"], ["EXPORT", "client.export"], ["TRAIL", "looks.view"], ["CHANGE", "interaction.log"]] as const;

  it.each(KINDS)("%s: %s alone, of a client and of a person", async (kind, action) => {
    const { userId } = staff.colleague;
    for (const [, name] of KINDS) await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id, shown) VALUES ($1, $2::text, $3, CASE WHEN $2::text = 'client.list' THEN ARRAY[$3::int] END)", [userId, name, mine.clientId]);
    const found = async (subject: TrailFilter) => new Set((await listTrail(staff.supervisor, subject)).rows.map((row) => row.action));
    expect(await found(of("client", mine.clientId, { kind }))).toEqual(new Set([action]));
    expect(await found(of("person", userId, { kind }))).toEqual(new Set([action]));
  });
});

describe("a trail as a file", () => {
  it("holds every line as it was searched, and its taking is noted before", async () => {
    await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id) SELECT $1, 'client.view', $2 FROM generate_series(1, 1300)", [staff.advisor.userId, mine.clientId]);
    await db.owner.query("INSERT INTO audit_entry (user_id, action, client_id) VALUES ($1, 'interaction.log', $2)", [staff.advisor.userId, mine.clientId]);
    const filter = of("client", mine.clientId, { kind: "VIEW" });
    await beginTrailExport(staff.supervisor, filter);
    const rows: { id: string; action: string }[] = [];
    for await (const page of trailToExport(staff.supervisor, filter)) rows.push(...page);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1300);
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(["client.view"]));
    const noted = await db.owner.query<{ details: object }>("SELECT details FROM audit_entry WHERE user_id = $1 AND action = 'looks.export' AND client_id = $2", [staff.supervisor.userId, mine.clientId]);
    expect(noted.rows).toEqual([{ details: { person: null, from: filter.from, until: filter.until, kind: "VIEW", count: 1300 } }]);
  });

  it("of nothing is refused, and leaves no trace", async () => {
    const before = await tracesOf(staff.supervisor, mine.clientId);
    await expect(beginTrailExport(staff.supervisor, of("client", mine.clientId, { kind: "EXPORT" }))).rejects.toMatchObject({ code: "INVALID" });
    expect(await tracesOf(staff.supervisor, mine.clientId)).toBe(before);
  });

  it.each(["advisor", "colleague", "otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const)("%s takes none", async (who) => {
    await getClientSheet(staff.advisor, mine.clientId);
    await expect(beginTrailExport(staff[who], of("client", mine.clientId))).rejects.toMatchObject({ code: "NOT_FOUND" });
    for await (const page of trailToExport(staff[who], of("client", mine.clientId))) expect(page).toEqual([]);
  });
});
