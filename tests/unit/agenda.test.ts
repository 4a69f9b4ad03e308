import { describe, expect, it } from "vitest";
import { answerAt, hoursOf, inOrder, lanesOf, overlapping, type AgendaEntry } from "@/lib/domain/agenda";
import { addDays } from "@/lib/domain/dates";
import { parseAgendaSpan } from "@/lib/schemas/agenda";
import { contactFacts } from "@/tests/support/facts";
import { TEST_TODAY } from "@/tests/support/factories";

const entry = (id: string, minute: number | null, lengthMinutes: number | null, over: Partial<AgendaEntry> = {}): AgendaEntry => ({
  id, clientId: 1, clientName: "Awa Durand", kind: "PERSONAL_FOLLOW_UP", source: "AGREED", productCode: null, productName: null, channel: "PHONE",
  blockedBy: null, blockedUntilOn: null, contact: null, product: null, on: TEST_TODAY, minute, lengthMinutes, ...over,
});
const lanes = (entries: AgendaEntry[]) => Object.fromEntries(lanesOf(entries).map((laned) => [laned.entry.id, `${laned.lane}/${laned.lanes}`]));

describe("appointments of one day", () => {
  it("one after the other have the whole width, up to the minute", () => {
    expect(lanes([entry("b", 630, 30), entry("a", 600, 30), entry("c", null, null)])).toEqual({ a: "0/1", b: "0/1" });
  });

  it("at the same time stand beside each other, and a lane that is free again is taken", () => {
    expect(lanes([entry("a", 600, 120), entry("b", 600, 30), entry("c", 630, 30), entry("d", 720, 30)])).toEqual({ a: "0/2", b: "1/2", c: "1/2", d: "0/1" });
    expect(lanes([entry("a", 600, 60), entry("b", 610, 60), entry("c", 620, 60)])).toEqual({ a: "0/3", b: "1/3", c: "2/3" });
  });

  it("overlap when they share a minute, not when one ends as the other begins, nor with what has no hour or another day", () => {
    const others = [entry("before", 570, 30), entry("into", 585, 30), entry("same", 600, 30), entry("after", 630, 30), entry("none", null, null), entry("other", 600, 30, { on: addDays(TEST_TODAY, 1) })];
    expect(overlapping(others, entry("same", 600, 30)).map(({ id }) => id)).toEqual(["into"]);
    expect(overlapping(others, entry("x", null, null))).toEqual([]);
  });
});

it("the grid shows an office day, and more where something stands outside it", () => {
  expect(hoursOf([entry("a", null, null), entry("b", 600, 30)])).toEqual({ first: 8, last: 19 });
  expect(hoursOf([entry("a", 450, 30), entry("b", 1_200, 45)])).toEqual({ first: 7, last: 21 });
  expect(hoursOf([entry("a", 1_430, 60)])).toEqual({ first: 8, last: 24 });
});

it("what has no hour comes first, agreed before put off before suggested", () => {
  const ordered = [entry("hour", 600, 30), entry("suggested", null, null, { source: "SUGGESTED" }), entry("agreed", null, null), entry("late", 900, 30, { on: addDays(TEST_TODAY, -1) })].sort(inOrder);
  expect(ordered.map(({ id }) => id)).toEqual(["late", "agreed", "suggested", "hour"]);
});

describe("may I contact them then?", () => {
  const offer = { kind: "TARGETED_OFFER" as const, contact: contactFacts({ consents: { PHONE: "PROVEN" } }) };

  // 20 November 2026 is a Friday.
  it.each([
    ["in the hours of calls", TEST_TODAY, 600, "ALLOWED"],
    ["at lunch", TEST_TODAY, 13 * 60 + 15, "FORBIDDEN"],
    ["in the evening", TEST_TODAY, 20 * 60, "FORBIDDEN"],
    ["on Saturday", addDays(TEST_TODAY, 1), 600, "FORBIDDEN"],
    ["on Christmas Day", "2026-12-25", 600, "FORBIDDEN"],
    ["at some time of the day", TEST_TODAY, null, "ALLOWED"],
  ] as const)("a commercial call %s", (_, day, minute, verdict) => {
    expect(answerAt(entry("a", null, null, offer), { day, minute })).toMatchObject({ verdict });
  });

  it("the policy has no say in a service, and never forbids meeting in the branch for the hour", () => {
    expect(answerAt(entry("a", null, null), { day: "2026-12-25", minute: 600 })).toBeNull();
    expect(answerAt(entry("a", null, null, { ...offer, channel: "BRANCH" }), { day: "2026-12-25", minute: 600 })).toMatchObject({ verdict: "ALLOWED" });
  });

  it("nobody calls the dead, not even to serve", () => {
    expect(answerAt(entry("a", null, null, { contact: contactFacts({ status: "DECEASED" }) }), { day: TEST_TODAY, minute: 600 })).toMatchObject({ verdict: "FORBIDDEN", rule: "DECEASED" });
  });
});

it.each([
  [{}, { view: "week", week: "2026-W47" }],
  [{ week: "2027-W01" }, { view: "week", week: "2027-W01" }],
  [{ day: "2026-12-24" }, { view: "day", day: "2026-12-24" }],
  [{ day: "2026-02-30" }, { view: "week", week: "2026-W47" }],
  [{ week: "2025-W53" }, { view: "week", week: "2026-W47" }],
  [{ week: ["2026-W10", "2026-W11"] }, { view: "week", week: "2026-W47" }],
])("the address %j shows %j", (params, span) => {
  expect(parseAgendaSpan(params, TEST_TODAY)).toEqual(span);
});
