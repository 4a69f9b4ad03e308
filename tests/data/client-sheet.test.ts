import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline } from "@/lib/data/client-timeline";
import { getLogContext } from "@/lib/data/log-context";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import {
  insertActivity, insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertHolding, insertInteraction,
  insertSatisfaction, insertScore, TEST_CLOSED_MONTH, TEST_TODAY,
} from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
});
beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
});

async function sheetOf(id = clientId, viewer = staff.advisor): Promise<ClientSheet> {
  const sheet = await getClientSheet(viewer, id);
  if (!sheet) throw new Error("the client is not seen");
  return sheet;
}

async function looks(): Promise<unknown[]> {
  const { rows } = await owner.query("SELECT user_id, action, details FROM audit_entry WHERE client_id = $1 ORDER BY id", [clientId]);
  return rows;
}

describe("who may see it", () => {
  it("the advisor of the portfolio and the supervisor of the branch, each look in the trail", async () => {
    await sheetOf();
    await sheetOf(clientId, staff.supervisor);
    expect(await looks()).toEqual([
      { user_id: staff.advisor.userId, action: "client.view", details: {} },
      { user_id: staff.supervisor.userId, action: "client.view", details: {} },
    ]);
  });

  it.each(["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)(
    "%s gets nothing, as for an unknown id, and leaves no trace",
    async (who) => {
      expect(await getClientSheet(staff[who], clientId)).toBeNull();
      expect(await getClientSheet(staff[who], 2_000_000_000)).toBeNull();
      expect(await listTimeline(staff[who], clientId, { at: "2100-01-01 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" })).toEqual({ entries: [], next: null });
      await expect(getLogContext(staff[who], clientId)).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect(await looks()).toEqual([]);
    },
  );

  it("of a household, those members whom the viewer may see", async () => {
    const householdId = 41;
    const base = { branchId: staff.branchId, householdId };
    const shown = await insertClient(owner, { ...base, advisorId: staff.advisor.userId, firstName: "Dominique" });
    const mine = await insertClient(owner, { ...base, advisorId: staff.advisor.userId, firstName: "Sacha" });
    const hers = await insertClient(owner, { ...base, advisorId: staff.colleague.userId, firstName: "Alix" });
    expect((await sheetOf(shown)).household).toEqual([{ id: mine, name: "Sacha Martin", birthOn: "1986-05-17", segment: null }]);
    expect((await sheetOf(shown, staff.supervisor)).household.map((member) => member.id)).toEqual([mine, hers]);
  });

  it("a client outside any household shares none with others outside", async () => {
    await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
    expect((await sheetOf()).household).toEqual([]);
  });

  it("the log dialog opens for the advisor alone; a supervisor does not log", async () => {
    await getLogContext(staff.advisor, clientId);
    await expect(getLogContext(staff.supervisor, clientId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await looks()).toEqual([{ user_id: staff.advisor.userId, action: "client.view", details: { part: "log" } }]);
  });
});

describe("what it says", () => {
  it("the score with the benchmark and the model behind it", async () => {
    await insertScore(owner, { clientId, modelId: 1 });
    const { score } = await sheetOf();
    expect(score).toMatchObject({
      pnbCents: 41_200, pnbScore: 2, mireScore: 2, combinedScore: 4, segment: "STIMULATE", closedMonth: TEST_CLOSED_MONTH, minPeers: 100,
      peers: { n: 200, q10Cents: 10_000, q25Cents: 40_000, q50Cents: 55_000, q75Cents: 80_000, q90Cents: 120_000 },
      parameters: { productThresholds: [2, 4, 6], davThresholds: [2, 10, 25], productWeight: 1 },
    });
  });

  it("no score where the client was never scored, no peers where the benchmark is gone", async () => {
    expect((await sheetOf()).score).toBeNull();
    await insertScore(owner, { clientId, modelId: 1, cell: "30-45|35-44" });
    expect((await sheetOf()).score?.peers).toBeNull();
  });

  it("what an unknown field is: null", async () => {
    const bare = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, birthOn: null, incomeCents: null, zone: null, occupation: null, region: null });
    expect((await sheetOf(bare)).client).toMatchObject({ birthOn: null, incomeCents: null, zone: null, occupation: null, region: null, highValue: false, status: "ACTIVE" });
  });

  it.each([
    ["in force", {}, "HELD"],
    ["sold here and not confirmed yet", { status: "UNCONFIRMED" }, "UNCONFIRMED"],
    ["closed today", { closedOn: TEST_TODAY }, "CLOSED"],
    ["to be closed tomorrow", { closedOn: addDays(TEST_TODAY, 1) }, "HELD"],
    ["reversed", { status: "REVERSED", closedOn: "2020-01-01" }, "REVERSED"],
  ] as const)("a contract %s", async (_, over, state) => {
    await insertHolding(owner, { clientId, productCode: "PEA", ...over });
    expect((await sheetOf()).contracts).toMatchObject([{ productCode: "PEA", universe: "INVESTMENTS", openedOn: "2018-01-15", state }]);
  });

  it("24 months of activity, oldest first, not the month that is still open", async () => {
    await insertActivityMonths(owner, 26, { clientId });
    await insertActivity(owner, { clientId, month: "2026-11-01" });
    const months = (await sheetOf()).activity.map((row) => row.month);
    expect(months).toHaveLength(24);
    expect([months[0], months.at(-1)]).toEqual(["2024-11-01", TEST_CLOSED_MONTH]);
  });

  it("signs of leaving, also while no churn watch is open", async () => {
    await insertScore(owner, { clientId, modelId: 1 });
    await insertActivityMonths(owner, 12, { clientId });
    await insertHolding(owner, { clientId, productCode: "PEL", closedOn: addDays(TEST_TODAY, -20) });
    await insertSatisfaction(owner, { clientId, score: 2 });
    await insertInteraction(owner, { clientId });
    const { signals } = await sheetOf();
    expect(signals.map((signal) => signal.code)).toEqual(["PRODUCT_CLOSED", "LOW_SATISFACTION", "NO_CONTACT"]);
  });

  it("no signs for someone who has left already", async () => {
    await insertScore(owner, { clientId, modelId: 1 });
    await owner.query("UPDATE client SET status = 'CLOSED', complaint_open_since = $2 WHERE id = $1", [clientId, TEST_TODAY]);
    expect((await sheetOf()).signals).toEqual([]);
  });

  it("a satisfaction that was noted by mistake is not the last one", async () => {
    const mistaken = await insertInteraction(owner, { clientId });
    await insertSatisfaction(owner, { clientId, score: 1, answeredOn: TEST_TODAY, interactionId: mistaken });
    await insertSatisfaction(owner, { clientId, score: 4, answeredOn: "2026-01-10" });
    await insertInteraction(owner, { clientId, correctsId: mistaken });
    expect((await sheetOf()).lastCsat).toEqual({ score: 4, answeredOn: "2026-01-10" });
  });

  it("consents by channel; a channel that was never asked about is absent", async () => {
    await insertConsent(owner, { clientId, channel: "SMS", granted: false });
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 12" });
    expect((await sheetOf()).consents).toEqual([
      { channel: "PHONE", granted: true, recordedOn: "2026-01-05", proof: "GED 12" },
      { channel: "SMS", granted: false, recordedOn: "2026-01-05", proof: null },
    ]);
  });
});

describe("one segment up", () => {
  it("names what does it with the client's real holdings, and leaves out what was turned down", async () => {
    await insertScore(owner, { clientId, modelId: 1 });
    await insertHolding(owner, { clientId, productCode: "DAV" });
    await insertHolding(owner, { clientId, productCode: "LIVRET_A" });
    const { climb, productNames } = await sheetOf();
    expect(climb).toMatchObject({ segmentUp: "DEVELOP", points: 2, pnbGap: { pnbScore: 4, overCents: 80_000, missingCents: 38_801 } });
    const named = climb?.steps.flatMap((step) => step.productCodes) ?? [];
    expect(named.every((code) => productNames[code] !== undefined && code !== "DAV" && code !== "LIVRET_A")).toBe(true);
    const turnedDown = named[0] ?? "";
    await insertInteraction(owner, { clientId, outcome: "DECLINED", productsDiscussed: [turnedDown], commercial: true });
    expect((await sheetOf()).climb?.steps.flatMap((step) => step.productCodes)).not.toContain(turnedDown);
  });

  it.each([
    ["under protection", "UPDATE client SET protected = true WHERE id = $1"],
    ["who has left", "UPDATE client SET status = 'CLOSED' WHERE id = $1"],
  ])("nothing is to be sold to a client %s", async (_, change) => {
    await insertScore(owner, { clientId, modelId: 1 });
    await owner.query(change, [clientId]);
    expect((await sheetOf()).climb).toBeNull();
  });

  it("nor is there a way up for a client without a score", async () => {
    expect((await sheetOf()).climb).toBeNull();
  });
});

describe("life events", () => {
  it("what the bank knows of a birthday and of money that came in", async () => {
    const soon = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, birthOn: "1986-11-25" });
    await insertActivityMonths(owner, 12, { clientId: soon });
    await owner.query("UPDATE monthly_activity SET money_in_cents = 2000000 WHERE client_id = $1 AND month = $2", [soon, TEST_CLOSED_MONTH]);
    expect((await sheetOf(soon)).lifeEvents).toEqual([
      { kind: "BIRTHDAY", on: "2026-11-25", age: 40 },
      { kind: "LARGE_INFLOW", on: TEST_CLOSED_MONTH, cents: 2_000_000, usualCents: 260_000 },
    ]);
    await owner.query("UPDATE client SET status = 'DECEASED' WHERE id = $1", [soon]);
    expect((await sheetOf(soon)).lifeEvents).toEqual([]);
  });
});

describe("what the log dialog is told", () => {
  it("the catalogue with what is held, the profile, the contact policy's facts, and the next contact by cadence", async () => {
    await insertScore(owner, { clientId, modelId: 1 });
    await insertHolding(owner, { clientId, productCode: "DAV" });
    await insertHolding(owner, { clientId, productCode: "PEA", status: "REVERSED" });
    await insertConsent(owner, { clientId, channel: "SMS", granted: false });
    await insertInteraction(owner, { clientId, commercial: true });
    const context = await getLogContext(staff.advisor, clientId);
    expect(context.products.filter((product) => product.isHeld).map((product) => product.code)).toEqual(["DAV"]);
    expect(context).toMatchObject({
      today: TEST_TODAY,
      cadenceDays: 120,
      nextStepOn: addDays(TEST_TODAY, 120),
      profile: { occupation: 5, incomeCents: 3_200_000, serviceModel: "HYBRID" },
      contact: { status: "ACTIVE", protected: false, complaintOpenSince: null, lastCommercialContactOn: "2026-11-19", consents: { SMS: "REFUSED" }, runningUniverses: ["DAILY_BANKING"] },
    });
  });

  it("a new client, who has no segment, is called again in a month", async () => {
    expect((await getLogContext(staff.advisor, clientId)).nextStepOn).toBe(addDays(TEST_TODAY, 30));
  });
});
