import { beforeAll, describe, expect, it } from "vitest";
import { countDesk, getHighValueRule, listDesk } from "@/lib/data/review-desk";
import { addDays, type Day } from "@/lib/domain/dates";
import { highValueReasons } from "@/lib/domain/high-value";
import { REVIEW_STANDINGS, reviewDueOn, reviewStanding } from "@/lib/domain/review-cadence";
import { refreshHighValue } from "@/lib/jobs/refresh-high-value";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivity, insertBank, insertClient, insertHolding, insertScore, TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner, ownerUrl } = await testDatabase();
let staff: Staff;
const ids: Record<string, number> = {};

/** Name, last review, the one agreed. */
const CLIENTS: [string, Day | null, Day | null][] = [
  ["Fine", daysAgo(10), null], ["Late", daysAgo(181), null], ["Today", daysAgo(180), null], ["Soon", daysAgo(150), null], ["NotYet", daysAgo(149), null],
  ["Never", null, null], ["Agreed", daysAgo(200), addDays(TEST_TODAY, 90)], ["Overdue", daysAgo(60), daysAgo(30)],
];

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  const base = { advisorId: staff.relationshipManager.userId, branchId: staff.branchId, highValue: true };
  for (const [lastName, lastReviewOn, nextReviewOn] of CLIENTS) ids[lastName] = await insertClient(owner, { ...base, lastName, lastReviewOn, nextReviewOn });
  await insertClient(owner, { ...base, lastName: "Departed", status: "CLOSED" });
  await insertClient(owner, { ...base, lastName: "Ordinary", highValue: false });
  await insertClient(owner, { ...base, lastName: "Elsewhere", branchId: staff.otherBranchId, advisorId: staff.otherAdvisor.userId });
});

async function namesOf(who: keyof Staff = "relationshipManager", standing: (typeof REVIEW_STANDINGS)[number] | null = null): Promise<string[]> {
  return (await listDesk(staff[who] as Staff["advisor"], { ...WHOLE_DESK, standing })).rows.map(({ lastName }) => lastName);
}

it("lists who is late first, the longest of all before the others, then who was never reviewed, then as reviews fall due", async () => {
  expect(await namesOf()).toEqual(["Overdue", "Late", "Never", "Today", "Soon", "NotYet", "Agreed", "Fine"]);
});

it("each figure is the length of its list, and the statements agree with the rules", async () => {
  const { rows } = await listDesk(staff.relationshipManager, WHOLE_DESK);
  for (const row of rows) {
    const days = { lastReviewOn: row.lastReviewOn, nextReviewOn: CLIENTS.find(([name]) => name === row.lastName)?.[2] ?? null };
    expect(row).toMatchObject({ standing: reviewStanding(days, TEST_TODAY), dueOn: reviewDueOn(days) });
  }
  const figures = await countDesk(staff.relationshipManager, WHOLE_DESK);
  for (const standing of REVIEW_STANDINGS) {
    const listed = await namesOf("relationshipManager", standing);
    expect(figures[standing]).toEqual({ clients: listed.length, wealthCents: listed.length * 1_500_000 });
    expect(listed).toEqual(rows.filter((row) => row.standing === standing).map(({ lastName }) => lastName));
  }
});

describe("who sees it", () => {
  it("the supervisor of the branch, all of it; and the one of the other branch, theirs", async () => {
    expect(await namesOf("supervisor")).toHaveLength(CLIENTS.length);
    expect(await namesOf("otherSupervisor")).toEqual(["Elsewhere"]);
  });

  it.each(["advisor", "colleague", "otherAdvisor", "analyst", "administrator"] as const)("%s: nobody, of their own clients neither", async (who) => {
    expect(await namesOf(who)).toEqual([]);
    expect(Object.values(await countDesk(staff[who], WHOLE_DESK)).every(({ clients }) => clients === 0)).toBe(true);
  });
});

describe("what is told of a client", () => {
  it("wealth by universe of the contracts in force, the draft, the household seen, and the next event", async () => {
    const clientId = ids.Fine ?? 0;
    await insertHolding(owner, { clientId, productCode: "LIVRET_A", balanceCents: 100 });
    await insertHolding(owner, { clientId, productCode: "PEL", balanceCents: 200 });
    await insertHolding(owner, { clientId, productCode: "PEA", balanceCents: null });
    await insertHolding(owner, { clientId, productCode: "SECURITIES", balanceCents: 5_000, closedOn: daysAgo(5) });
    await insertHolding(owner, { clientId, productCode: "LIFE_INSURANCE", balanceCents: 9_000, status: "REVERSED" });
    await insertHolding(owner, { clientId, productCode: "CAR_LOAN", balanceCents: 700, endsOn: addDays(TEST_TODAY, 40) });
    await insertActivity(owner, { clientId, month: TEST_CLOSED_MONTH });
    await insertRow(owner, "portfolio_review", { clientId, id: "00000000-0000-4000-8000-000000000001", answers: { reason: "because", income: " " }, updatedBy: staff.relationshipManager.userId });
    const household = { branchId: staff.branchId, householdId: 77 };
    await owner.query("UPDATE client SET household_id = 77 WHERE id = $1", [clientId]);
    await insertClient(owner, { ...household, advisorId: staff.relationshipManager.userId, firstName: "Shown" });
    await insertClient(owner, { ...household, advisorId: staff.colleague.userId, firstName: "Hidden" });
    const { rows } = await listDesk(staff.relationshipManager, WHOLE_DESK);
    expect(rows.find(({ id }) => id === clientId)).toMatchObject({
      universes: [{ universe: "SAVINGS", contracts: 2, cents: 300 }, { universe: "CREDIT", contracts: 1, cents: 700 }, { universe: "INVESTMENTS", contracts: 1, cents: null }],
      draft: { noted: 1 }, household: ["Shown Martin"], nextEvent: { kind: "LOAN_ENDING", productCode: "CAR_LOAN" }, value: { marked: false, pnbCents: null },
    });
    const { rows: supervised } = await listDesk(staff.supervisor, WHOLE_DESK);
    expect(supervised.find(({ id }) => id === clientId)?.household.sort()).toEqual(["Hidden Martin", "Shown Martin"]);
  });
});

describe("who is of high value", () => {
  const rule = { wealthCents: 250_000_00, pnbCents: 2_500_00 };

  it("the bank's rule is read from the database", async () => {
    expect(await getHighValueRule(staff.relationshipManager)).toEqual({ ...rule, today: TEST_TODAY });
  });

  it("follows the mark, the wealth and the PNB as the rule says, and back", async () => {
    const base = { advisorId: staff.colleague.userId, branchId: staff.branchId };
    for (const marked of [false, true]) {
      for (const wealthCents of [null, 249_999_99, 250_000_00]) {
        for (const pnbCents of [null, 2_499_99, 2_500_00]) {
          for (const before of [false, true]) {
            const clientId = await insertClient(owner, { ...base, highValueMarked: marked, wealthCents, highValue: before });
            if (pnbCents !== null) await insertScore(owner, { clientId, modelId: 1, pnbCents });
            ids[JSON.stringify({ marked, wealthCents, pnbCents, before })] = clientId;
          }
        }
      }
    }
    await refreshHighValue(ownerUrl);
    for (const [facts, id] of Object.entries(ids).filter(([key]) => key.startsWith("{"))) {
      const { rows } = await owner.query("SELECT high_value FROM client WHERE id = $1", [id]);
      expect({ facts, rows }).toEqual({ facts, rows: [{ high_value: highValueReasons(JSON.parse(facts) as Parameters<typeof highValueReasons>[0], rule).length > 0 }] });
    }
  });
});
