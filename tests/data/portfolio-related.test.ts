import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { countTabs, listPortfolio, neighboursOf } from "@/lib/data/portfolio";
import { findRoundPlace } from "@/lib/data/round";
import { addDays, addMonths } from "@/lib/domain/dates";
import type { Segment } from "@/lib/domain/segments";
import { MOVE_FILTERS, NO_FILTER, RECEIVED_FILTERS, REVIEW_FILTERS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivity, insertBank, insertClient, insertHolding, insertScore, TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** The filters by what belongs to a client, at their edges; on a whole bank: portfolio-agreement.test.ts. */
const { owner } = await testDatabase();
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});

describe("at the edges, in a list and in its round", () => {
  it("holds, and does not: what is closed, taken back or yet to be opened is not held", async () => {
    const held: Record<string, Parameters<typeof insertHolding>[1][]> = {
      holds: [home({})],
      "holds, unconfirmed": [home({ status: "UNCONFIRMED", openedOn: TEST_TODAY })],
      "holds, closes tomorrow": [home({ closedOn: addDays(TEST_TODAY, 1) })],
      "holds one, closed another": [home({ closedOn: addDays(TEST_TODAY, -9) }), home({})],
      "closed today": [home({ closedOn: TEST_TODAY })],
      "taken back": [home({ status: "REVERSED" })],
      "opens tomorrow": [home({ openedOn: addDays(TEST_TODAY, 1) })],
      "car insurance": [home({ productCode: "CAR_INSURANCE" })],
      nothing: [],
    };
    for (const [name, holdings] of Object.entries(held)) {
      const clientId = await insertNamed(`home: ${name}`);
      for (const holding of holdings) await insertHolding(owner, { ...holding, clientId });
    }
    const holders = ["home: holds", "home: holds one, closed another", "home: holds, closes tomorrow", "home: holds, unconfirmed"];
    const others = ["home: closed today", "home: nothing", "home: opens tomorrow", "home: taken back"];
    expect(await named("home", { productHeld: "HOME_INSURANCE" })).toEqual(holders);
    expect(await named("home", { productMissing: "HOME_INSURANCE" })).toEqual(["home: car insurance", ...others]);
    expect(await named("home", { universeHeld: "INSURANCE" })).toEqual(["home: car insurance", ...holders]);
    expect(await named("home", { universeMissing: "INSURANCE" })).toEqual(others);
    expect(await named("home", { universeHeld: "INSURANCE", productMissing: "HOME_INSURANCE" })).toEqual(["home: car insurance"]);
  });

  it("reviews: of high value, longer ago than so many months, or never", async () => {
    const review = (months: number, days = 0) => addDays(TEST_TODAY, -months * 30 + days);
    await insertNamed("review: never", { highValue: true });
    await insertNamed("review: six months ago", { highValue: true, lastReviewOn: review(6) });
    await insertNamed("review: a day more", { highValue: true, lastReviewOn: review(6, -1) });
    await insertNamed("review: not owed", { highValue: false });
    await insertNamed("review: not owed, long ago", { highValue: false, lastReviewOn: review(40) });
    expect(await named("review", { review: "6" })).toEqual(["review: a day more", "review: never"]);
    expect(await named("review", { review: "3" })).toEqual(["review: a day more", "review: never", "review: six months ago"]);
    expect(await named("review", { review: "12" })).toEqual(["review: never"]);
    expect(await named("review", { review: "never" })).toEqual(["review: never"]);
  });

  it("moves: from the segment before the first of those days to the present one", async () => {
    await insertMoves("moved: up", "DEVELOP", [[30, "BUILD", "DEVELOP"]]);
    await insertMoves("moved: up, longer ago", "DEVELOP", [[31, "BUILD", "DEVELOP"]]);
    await insertMoves("moved: down", "BUILD", [[1, "STIMULATE", "BUILD"]]);
    await insertMoves("moved: up and back", "BUILD", [[20, "BUILD", "DEVELOP"], [2, "DEVELOP", "BUILD"]]);
    await insertMoves("moved: up, then a little down", "STIMULATE", [[40, "MAINTAIN", "BUILD"], [20, "BUILD", "DEVELOP"], [2, "DEVELOP", "STIMULATE"]]);
    await insertMoves("moved: first segment", "BUILD", [[5, null, "BUILD"]]);
    await insertMoves("moved: first segment, then up", "DEVELOP", [[8, null, "BUILD"], [5, "BUILD", "DEVELOP"]]);
    await insertMoves("moved: score alone", "BUILD", [[5, "BUILD", "BUILD"]]);
    expect(await named("moved", { moved: "30" })).toEqual(["moved: down", "moved: first segment, then up", "moved: up", "moved: up, then a little down"]);
    expect(await named("moved", { moved: "30-up" })).toEqual(["moved: first segment, then up", "moved: up", "moved: up, then a little down"]);
    expect(await named("moved", { moved: "30-down" })).toEqual(["moved: down"]);
    expect(await named("moved", { moved: "90-down" })).toEqual(["moved: down", "moved: up, then a little down"]);
  });

  it("received: in thirty days, by whoever has them now; for an absence that is not over", async () => {
    const decision = async (kind: "ABSENCE" | "FOR_GOOD", over: object = {}) => String(await insertRow(owner, "reassignment", { id: randomUUID(), kind, untilOn: kind === "ABSENCE" ? TEST_TODAY : null, createdBy: staff.supervisor.userId, ...over }));
    const received = async (name: string, kind: string, days: number, over: object = {}) => insertRow(owner, "assignment_change", {
      clientId: await insertNamed(`received: ${name}`), kind, fromAdvisorId: staff.colleague.userId, toAdvisorId: staff.advisor.userId, changedAt: `${addDays(TEST_TODAY, -days)}T09:00:00Z`, ...over,
    });
    const [open, over, good] = [await decision("ABSENCE"), await decision("ABSENCE", { endedAt: "2026-11-01T00:00:00Z" }), await decision("FOR_GOOD")];
    await received("standing in", "ABSENCE", 2, { reassignmentId: open });
    await received("standing in, for long", "ABSENCE", 60, { reassignmentId: open });
    await received("absence over", "ABSENCE", 30, { reassignmentId: over });
    await received("for good", "FOR_GOOD", 30, { reassignmentId: good });
    await received("for good, longer ago", "FOR_GOOD", 31, { reassignmentId: good });
    await received("of a colleague's before", "ABSENCE", 3, { reassignmentId: open, toAdvisorId: staff.colleague.userId });
    await insertNamed("received: never");
    expect(await named("received", { received: "30" })).toEqual(["received: absence over", "received: for good", "received: standing in"]);
    expect(await named("received", { received: "absence" })).toEqual(["received: standing in", "received: standing in, for long"]);
  });

  it("an income that stopped: none in two months, in four of the six before, with nine months of history", async () => {
    await insertIncomes("income: stopped", [0, 0, 1, 1, 1, 1, 0, 0]);
    await insertIncomes("income: stopped, too new", [0, 0, 1, 1, 1, 1, 1, 1], 8);
    await insertIncomes("income: paid last month", [1, 0, 1, 1, 1, 1, 1, 1]);
    await insertIncomes("income: never regular", [0, 0, 1, 1, 1, 0, 0, 0, 1, 1]);
    await insertIncomes("income: stopped long ago", [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    expect(await named("income", { incomeStopped: true })).toEqual(["income: stopped"]);
  });

  it("an open complaint", async () => {
    await insertNamed("complaint: open", { complaintOpenSince: TEST_TODAY });
    await insertNamed("complaint: none");
    expect(await named("complaint", { complaintOpen: true })).toEqual(["complaint: open"]);
  });

  it.each(["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("none of them is found by: %s", async (who) => {
    for (const change of EVERY_CONDITION) expect((await listPortfolio(staff[who], { ...NO_FILTER, ...change })).rows).toEqual([]);
  });
});

/** In the list and, one by one, in the round through it. */
async function named(about: string, change: Partial<PortfolioFilter>): Promise<string[]> {
  const filter: PortfolioFilter = { ...NO_FILTER, sort: "name", text: { token: "", value: about }, ...change };
  const { rows } = await listPortfolio(staff.advisor, filter);
  const [first] = rows;
  const round = await findRoundPlace(staff.advisor, { list: { name: "portfolio", filter }, since: new Date(), clientId: null, key: null });
  expect([round.here?.clientId, round.ahead]).toEqual(first ? [first.id, rows.length - 1] : [undefined, 0]);
  if (first) expect(await neighboursOf(staff.advisor, filter, first.id)).toMatchObject({ position: 1, total: rows.length });
  const counted = Object.values(await countTabs(staff.advisor, filter)).reduce((sum, count) => sum + count, 0);
  expect(counted).toBe(rows.length);
  return rows.map((row) => row.lastName);
}

function home(over: Partial<Parameters<typeof insertHolding>[1]>): Parameters<typeof insertHolding>[1] {
  return { clientId: 0, productCode: "HOME_INSURANCE", ...over };
}

function insertNamed(lastName: string, over: Partial<Parameters<typeof insertClient>[1]> = {}): Promise<number> {
  return insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, lastName, ...over });
}

async function insertMoves(lastName: string, segment: Segment, moves: readonly (readonly [daysAgo: number, before: Segment | null, after: Segment])[]): Promise<void> {
  const clientId = await insertNamed(lastName);
  await insertScore(owner, { clientId, modelId: 1, segment });
  for (const [daysAgo, segmentBefore, segmentAfter] of moves) {
    await insertRow(owner, "score_history", { clientId, changedAt: `${addDays(TEST_TODAY, -daysAgo)}T00:30:00+01:00`, cause: "NIGHTLY", modelId: 1, segmentBefore, segmentAfter });
  }
}

/** `incomes`: whether one was paid in, from the last full month backwards. */
async function insertIncomes(lastName: string, incomes: readonly number[], historyMonths = 12): Promise<void> {
  const clientId = await insertNamed(lastName);
  await insertScore(owner, { clientId, modelId: 1, historyMonths });
  for (const [back, income] of incomes.entries()) await insertActivity(owner, { clientId, month: addMonths(TEST_CLOSED_MONTH, -back), incomeInCents: income * 200_000 });
}

const EVERY_CONDITION: Partial<PortfolioFilter>[] = [
  { productHeld: "HOME_INSURANCE" }, { universeHeld: "INSURANCE" }, { productMissing: "HOME_INSURANCE" }, { universeMissing: "INSURANCE" },
  { incomeStopped: true }, { complaintOpen: true }, ...REVIEW_FILTERS.map((review) => ({ review })), ...MOVE_FILTERS.map((moved) => ({ moved })), ...RECEIVED_FILTERS.map((received) => ({ received })),
];
