import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { figureAddress, type FigureName, type FigureScope } from "@/components/follow-up/figure-links";
import { countMonthInteractions, countOverdueActions, listFollowUp, listMonthInteractions, listOverdueActions } from "@/lib/data/follow-up";
import type { Page } from "@/lib/data/keyset";
import { countTabs, listPortfolio } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { followUpOf, type FollowUpTotals } from "@/lib/domain/follow-up";
import { CADENCE_DAYS, isWithinCadence } from "@/lib/domain/next-actions";
import type { FollowUpFigures } from "@/lib/domain/portfolio";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { NO_FILTER, parsePortfolioFilter, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertInteraction, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;

/** Around a month's two ends, as Paris sees them; TEST_TODAY is in November. */
const OCTOBER_LAST = "2026-10-31T22:59:59Z";
const NOVEMBER_FIRST = "2026-10-31T23:00:00Z";

/**
 * Two branches of the supervisor's and one that is not; in each, advisors with clients of every segment, some new and
 * some gone; last contacts on both sides of each cadence; actions and interactions of every sort.
 */
beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  const holders: [Viewer, number][] = [
    [staff.advisor, staff.branchId],
    [staff.colleague, staff.branchId],
    [staff.relationshipManager, staff.branchId],
    // A client in another branch than the advisor's own.
    [staff.advisor, staff.otherBranchId],
    [staff.otherAdvisor, staff.otherBranchId],
  ];
  for (const [index, [holder, branchId]] of holders.entries()) {
    for (const segment of [...SEGMENTS, null]) await insertFamily(holder, branchId, segment, 2 + index);
    await insertBusy(await insertClient(owner, { advisorId: holder.userId, branchId, status: "CLOSED" }));
  }
});

async function insertFamily(holder: Viewer, branchId: number, segment: Segment | null, size: number): Promise<void> {
  const cadence = segment === null ? 30 : CADENCE_DAYS[segment];
  for (let n = 0; n < size; n++) {
    const lastContactOn = [addDays(TEST_TODAY, -cadence), addDays(TEST_TODAY, -cadence - 1), null, TEST_TODAY][n % 4];
    const clientId = await insertClient(owner, { advisorId: holder.userId, branchId, lastContactOn });
    if (segment !== null || n % 2 === 0) await insertScore(owner, { clientId, modelId: 1, segment });
    if (n % 3 === 0) await insertBusy(clientId);
  }
}

/** Two overdue actions of six, three interactions of the month of six. */
async function insertBusy(clientId: number): Promise<void> {
  const late = addDays(TEST_TODAY, -1);
  await insertNextAction(owner, { clientId, kind: "CHURN_WATCH", dueOn: late });
  await insertNextAction(owner, { clientId, kind: "TARGETED_OFFER", productCode: "PEL", dueOn: addDays(late, -40), blockedBy: "RECENT_COMMERCIAL_CONTACT", blockedUntilOn: TEST_TODAY });
  await insertNextAction(owner, { clientId, kind: "WELCOME", dueOn: TEST_TODAY });
  await insertNextAction(owner, { clientId, kind: "PORTFOLIO_REVIEW", dueOn: late, snoozedUntilOn: addDays(TEST_TODAY, 1) });
  await insertNextAction(owner, { clientId, kind: "RE_ENGAGEMENT", dueOn: late, blockedBy: "CONSENT_REFUSED" });
  await insertNextAction(owner, { clientId, kind: "COMPLAINT_FOLLOW_UP", dueOn: late, status: "DONE" });
  for (const occurredAt of [OCTOBER_LAST, NOVEMBER_FIRST, "2026-11-19T10:00:00Z", "2026-12-01T00:00:00Z"]) await insertInteraction(owner, { clientId, occurredAt });
  const wrong = await insertInteraction(owner, { clientId, id: randomUUID() });
  await insertInteraction(owner, { clientId, correctsId: wrong });
}

describe("every figure equals the list behind it", () => {
  const supervisors = ["supervisor", "otherSupervisor"] as const;

  it.each(supervisors)("for each advisor and segment, each advisor, each branch and all: %s", async (who) => {
    const viewer = staff[who];
    const { totals, branches } = followUpOf(await listFollowUp(viewer, NO_FILTER));
    const scopes: [FigureScope, FollowUpTotals][] = [[{}, totals]];
    for (const branch of branches) {
      scopes.push([{ branchId: branch.id }, branch.totals]);
      for (const advisor of branch.advisors) {
        const scope = { branchId: branch.id, advisorId: advisor.id };
        scopes.push([scope, advisor.totals]);
        for (const { segment, totals: ofSegment } of advisor.segments) scopes.push([{ ...scope, tab: segment ?? "NEW" }, ofSegment]);
      }
    }
    expect(scopes.length).toBeGreaterThan(10);
    for (const [scope, figures] of scopes) {
      const behind = Object.fromEntries(await Promise.all(FIGURES.map(async (figure) => [figure, await lengthBehind(viewer, figure, scope)])));
      expect([scope, behind]).toEqual([scope, Object.fromEntries(FIGURES.map((figure) => [figure, figures[figure]]))]);
    }
  });

  it("the counts beside the lists are their lengths", async () => {
    const [actions, interactions] = [await allOf(staff.supervisor, NO_FILTER, listOverdueActions), await allOf(staff.supervisor, NO_FILTER, listMonthInteractions)];
    expect(await countOverdueActions(staff.supervisor, NO_FILTER)).toBe(actions.length);
    expect(await countMonthInteractions(staff.supervisor, NO_FILTER)).toBe(interactions.length);
    // More than a page, each once.
    expect(interactions.length).toBeGreaterThan(50);
    expect(new Set(interactions.map(({ id }) => id)).size).toBe(interactions.length);
  });
});

describe("what the figures count", () => {
  it("contacts within the cadence, as the rule says", async () => {
    const { rows } = await owner.query<{ segment: Segment; contact: Day | null }>(
      "SELECT s.segment, c.last_contact_on::text AS contact FROM client c JOIN client_score s ON s.client_id = c.id WHERE c.advisor_id = $1 AND s.segment IS NOT NULL",
      [staff.colleague.userId],
    );
    const figures = (await listFollowUp(staff.supervisor, NO_FILTER)).filter((row) => row.advisorId === staff.colleague.userId);
    const sum = (pick: (row: FollowUpFigures) => number) => figures.reduce((total, row) => total + pick(row), 0);
    expect(sum((row) => row.contacted)).toBe(rows.filter(({ segment, contact }) => isWithinCadence(segment, contact, TEST_TODAY)).length);
  });

  it("actions due before today that are neither snoozed nor blocked, and interactions of the month in Paris, corrections once", async () => {
    const scope: PortfolioFilter = { ...NO_FILTER, advisorId: staff.advisor.userId, branchId: staff.branchId, tab: "MAINTAIN" };
    const [figures] = await listFollowUp(staff.supervisor, scope);
    // Two clients, one of them busy.
    expect(figures).toMatchObject({ clients: 2, contacted: 1, overdueActions: 2, interactions: 3 });
    const actions = await allOf(staff.supervisor, scope, listOverdueActions);
    expect(actions.map(({ kind, lateDays, productName }) => [kind, lateDays, productName?.en])).toEqual([["TARGETED_OFFER", 41, "Home savings plan"], ["CHURN_WATCH", 1, undefined]]);
    const interactions = await allOf(staff.supervisor, scope, listMonthInteractions);
    expect(interactions.map(({ occurredOn, userName }) => [occurredOn, userName])).toEqual([["2026-11-19", null], ["2026-11-19", null], ["2026-11-01", null]]);
  });

  it("of a client in another branch than the advisor's, in that branch", async () => {
    const rows = await listFollowUp(staff.otherSupervisor, NO_FILTER);
    expect(new Set(rows.map((row) => [row.branchId, row.advisorId].join()))).toEqual(
      new Set([staff.advisor, staff.otherAdvisor].map((holder) => [staff.otherBranchId, holder.userId].join())),
    );
  });
});

describe("who follows up", () => {
  it.each(["advisor", "relationshipManager", "analyst", "administrator"] as const)("not: %s", async (who) => {
    const viewer = staff[who];
    expect(await listFollowUp(viewer, NO_FILTER)).toEqual([]);
    expect((await listOverdueActions(viewer, NO_FILTER)).rows).toEqual([]);
    expect((await listMonthInteractions(viewer, NO_FILTER)).rows).toEqual([]);
    expect([await countOverdueActions(viewer, NO_FILTER), await countMonthInteractions(viewer, NO_FILTER)]).toEqual([0, 0]);
  });

  it("nobody follows another's branch, not even by asking for it", async () => {
    const asked = { ...NO_FILTER, branchId: staff.otherBranchId, advisorId: staff.otherAdvisor.userId };
    expect(await listFollowUp(staff.supervisor, asked)).toEqual([]);
    expect((await listOverdueActions(staff.supervisor, asked)).rows).toEqual([]);
    expect((await listMonthInteractions(staff.supervisor, asked)).rows).toEqual([]);
  });
});

const FIGURES = ["clients", "contacted", "overdueActions", "interactions"] as const satisfies readonly FigureName[];

/** Follows the figure's own address, and counts the rows of every page of what is there. */
async function lengthBehind(viewer: Viewer, figure: FigureName, scope: FigureScope): Promise<number> {
  const { pathname, searchParams } = new URL(figureAddress(figure, scope), "http://here");
  const filter = parsePortfolioFilter(Object.fromEntries(searchParams), () => null);
  if (pathname === "/supervision/actions") return (await allOf(viewer, filter, listOverdueActions)).length;
  if (pathname === "/supervision/interactions") return (await allOf(viewer, filter, listMonthInteractions)).length;
  const rows = await allOf(viewer, filter, listPortfolio);
  const { DEPARTED: _departed, ...counts } = await countTabs(viewer, filter);
  const counted = filter.tab === null ? Object.values(counts).reduce((sum, count) => sum + count, 0) : counts[filter.tab as keyof typeof counts];
  expect(rows.length).toBe(counted);
  return rows.length;
}

async function allOf<Row>(viewer: Viewer, filter: PortfolioFilter, list: (viewer: Viewer, filter: PortfolioFilter) => Promise<Page<Row>>): Promise<Row[]> {
  const { rows, next } = await list(viewer, filter);
  return next ? [...rows, ...(await allOf(viewer, { ...filter, place: { token: "", value: next } }, list))] : rows;
}
