import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { listTimeline, TIMELINE_PAGE_SIZE } from "@/lib/data/client-timeline";
import type { ClientSheet, TimelineEntry } from "@/lib/domain/client-sheet";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertHolding, insertInteraction, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
});

async function sheetOf(): Promise<ClientSheet> {
  const sheet = await getClientSheet(staff.advisor, clientId);
  if (!sheet) throw new Error("the client is not seen");
  return sheet;
}

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
