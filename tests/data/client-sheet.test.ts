import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline, TIMELINE_PAGE_SIZE } from "@/lib/data/client-timeline";
import { getLogContext } from "@/lib/data/log-context";
import type { ClientSheet, TimelineEntry } from "@/lib/domain/client-sheet";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import {
  insertActivity, insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertHolding, insertInteraction,
  insertSatisfaction, insertScore, TEST_CLOSED_MONTH, TEST_TODAY,
} from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
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

describe("the timeline", () => {
  const scoreChange = { modelId: 1, pnbBefore: 2, pnbAfter: 3, mireBefore: 2, mireAfter: 2, segmentBefore: "STIMULATE", segmentAfter: "STIMULATE" };

  it("is newest first, score changes among the interactions, and one that an interaction caused is told with it", async () => {
    const call = await insertInteraction(owner, { clientId, occurredAt: "2026-11-10T10:00:00Z", userId: staff.advisor.userId });
    await insertInteraction(owner, { clientId, occurredAt: "2026-09-01T10:00:00Z" });
    await insertRow(owner, "score_history", { clientId, ...scoreChange, cause: "NIGHTLY", changedAt: "2026-10-05T02:00:00Z" });
    await insertRow(owner, "score_history", { clientId, ...scoreChange, cause: "INTERACTION", interactionId: call, changedAt: "2026-11-12T08:00:00Z" });
    const { entries } = (await sheetOf()).timeline;
    expect(entries.map((entry) => [entry.type, entry.on])).toEqual([["INTERACTION", "2026-11-10"], ["SCORE", "2026-10-05"], ["INTERACTION", "2026-09-01"]]);
    expect(entries[0]).toMatchObject({ userName: staff.advisor.name, move: { before: { pnbScore: 2, combinedScore: 4 }, after: { pnbScore: 3, combinedScore: 5 } } });
    expect(entries[1]).toMatchObject({ cause: "NIGHTLY", move: { before: { segment: "STIMULATE" } } });
    expect(entries[2]).toMatchObject({ userName: null, move: null });
  });

  it("a correction and what it corrects point to each other", async () => {
    const first = await insertInteraction(owner, { clientId, occurredAt: "2026-11-10T10:00:00Z" });
    const second = await insertInteraction(owner, { clientId, occurredAt: "2026-11-09T10:00:00Z", correctsId: first });
    const { entries } = (await sheetOf()).timeline;
    expect(entries).toMatchObject([
      { id: first, corrects: null, correctedBy: { id: second, on: "2026-11-09" } },
      { id: second, corrects: { id: first, on: "2026-11-10" }, correctedBy: null },
    ]);
  });

  it("goes on page by page, each entry once, also among many of one instant", async () => {
    const total = 2 * TIMELINE_PAGE_SIZE + 5;
    for (let i = 0; i < total; i++) await insertInteraction(owner, { clientId, recordedAt: i % 2 ? "2026-11-19T10:00:00Z" : "2026-11-19T10:00:00.123Z" });
    const seen: TimelineEntry[] = [];
    for (let page = (await sheetOf()).timeline; ; page = await listTimeline(staff.advisor, clientId, page.next)) {
      seen.push(...page.entries);
      if (!page.next) break;
    }
    expect(new Set(seen.map((entry) => entry.id)).size).toBe(total);
    expect(seen).toHaveLength(total);
  });

  it("tells what became of a sale, to those who see the client", async () => {
    await insertRow(owner, "holding_change", { clientId, id: "00000000-0000-4000-8000-000000000001", kind: "REVERSED", productCode: "LDDS", contractRef: "M-1", soldOn: addDays(TEST_TODAY, -40), changedAt: `${TEST_TODAY}T10:00:00Z` });
    await insertRow(owner, "holding_change", { clientId, id: "00000000-0000-4000-8000-000000000002", kind: "CONFIRMED", productCode: "PEA", contractRef: "A9", soldOn: addDays(TEST_TODAY, -9), changedAt: `${TEST_TODAY}T11:00:00Z` });
    expect((await sheetOf()).timeline.entries).toMatchObject([
      { type: "SALE", change: "CONFIRMED", productCode: "PEA", on: TEST_TODAY, soldOn: addDays(TEST_TODAY, -9), move: null },
      { type: "SALE", change: "REVERSED", productCode: "LDDS", on: TEST_TODAY, soldOn: addDays(TEST_TODAY, -40), move: null },
    ]);
    for (const who of ["otherAdvisor", "otherSupervisor", "administrator"] as const) {
      expect(await listTimeline(staff[who], clientId, { at: "2100-01-01 00:00:00+00", recordedAt: "2100-01-01 00:00:00+00", id: "z" })).toEqual({ entries: [], next: null });
    }
  });

  it("a client without history has none", async () => {
    expect((await sheetOf()).timeline).toEqual({ entries: [], next: null });
  });
});

describe("a part of the timeline", () => {
  const call = (occurredAt: string) => insertInteraction(owner, { clientId, occurredAt });
  const SCORES = { modelId: 1, pnbBefore: 2, pnbAfter: 3, mireBefore: 2, mireAfter: 2, segmentBefore: "STIMULATE", segmentAfter: "STIMULATE" } as const;

  beforeEach(async () => {
    const sale = await call("2026-11-10T10:00:00Z");
    await insertRow(owner, "score_history", { clientId, ...SCORES, cause: "INTERACTION", interactionId: sale, changedAt: "2026-11-10T10:00:01Z" });
    await insertRow(owner, "score_history", { clientId, ...SCORES, cause: "NIGHTLY", changedAt: "2026-10-05T02:00:00Z" });
    await insertHolding(owner, { clientId, productCode: "PEL", openedOn: "2019-05-01", closedOn: addDays(TEST_TODAY, -30) });
    await insertHolding(owner, { clientId, productCode: "LDDS", openedOn: "2026-11-10", interactionId: sale });
    await insertHolding(owner, { clientId, productCode: "PEA", openedOn: "2026-11-01", status: "REVERSED" });
    await insertHolding(owner, { clientId, productCode: "CAR_LOAN", openedOn: "2025-01-01", closedOn: addDays(TEST_TODAY, 30) });
    await insertRow(owner, "consent_change", { clientId, id: "00000000-0000-4000-8000-00000000000a", channel: "SMS", granted: false, recordedAt: "2026-06-01T08:00:00Z", userId: staff.advisor.userId });
  });

  const told = (entries: readonly TimelineEntry[]) => entries.map((entry) => [entry.type, entry.on, "change" in entry ? entry.change : null]);

  it("the whole tells contracts and consents too, and what an interaction brought with it alone", async () => {
    expect(told((await sheetOf()).timeline.entries)).toEqual([
      ["INTERACTION", "2026-11-10", null], ["CONTRACT", addDays(TEST_TODAY, -30), "CLOSED"], ["SCORE", "2026-10-05", null], ["CONSENT", "2026-06-01", null],
      ["CONTRACT", "2025-01-01", "OPENED"], ["CONTRACT", "2019-05-01", "OPENED"],
    ]);
  });

  it.each([
    ["CONTACTS", [["INTERACTION", "2026-11-10", null]]],
    ["SCORES", [["SCORE", "2026-11-10", null], ["SCORE", "2026-10-05", null]]],
    ["PRODUCTS", [["CONTRACT", "2026-11-10", "OPENED"], ["CONTRACT", "2026-10-21", "CLOSED"], ["CONTRACT", "2025-01-01", "OPENED"], ["CONTRACT", "2019-05-01", "OPENED"]]],
    ["CONSENTS", [["CONSENT", "2026-06-01", null]]],
  ] as const)("%s", async (part, expected) => {
    const sheet = await getClientSheet(staff.advisor, clientId, part);
    expect(told(sheet?.timeline.entries ?? [])).toEqual(expected);
    expect(sheet?.lastContacts.map((contact) => contact.on)).toEqual(["2026-11-10"]);
  });

  it("goes on within the part, for those who see the client", async () => {
    for (let day = 1; day <= TIMELINE_PAGE_SIZE; day++) await call(`2026-09-${String(day).padStart(2, "0")}T10:00:00Z`);
    const first = (await getClientSheet(staff.advisor, clientId, "CONTACTS"))?.timeline;
    if (!first?.next) throw new Error("there is a second page");
    expect(told((await listTimeline(staff.advisor, clientId, first.next, "CONTACTS")).entries)).toEqual([["INTERACTION", "2026-09-01", null]]);
    expect((await listTimeline(staff.otherAdvisor, clientId, first.next, "CONTACTS")).entries).toEqual([]);
  });

  it("a contact that was corrected is none of the last ones", async () => {
    const wrong = await call("2026-11-12T10:00:00Z");
    await insertInteraction(owner, { clientId, occurredAt: "2026-11-11T10:00:00Z", correctsId: wrong });
    expect((await sheetOf()).lastContacts.map((contact) => contact.on)).toEqual(["2026-11-11", "2026-11-10"]);
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
