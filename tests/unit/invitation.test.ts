import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/domain/dates";
import { isFor, isOpen, nextAnswers, type Audience, type Guest } from "@/lib/domain/invitation";
import { TEST_TODAY } from "@/tests/support/factories";
import { daysAgo } from "@/tests/support/facts";

const ANYONE: Audience = { minAge: null, maxAge: null, minWealthCents: null, segments: [] };
const GUEST: Guest = { highValue: true, status: "ACTIVE", birthOn: "1966-12-01", wealthCents: 500, segment: "DEVELOP" };

describe("an event is for", () => {
  it.each([
    ["every high-value client", {}, {}, true],
    ["no other client", {}, { highValue: false }, false],
    ["nobody who has left", {}, { status: "CLOSED" }, false],
    ["who is old enough on its day, not today", { minAge: 60 }, {}, true],
    ["not who turns that age a day too late", { minAge: 60 }, { birthOn: "1966-12-02" }, false],
    ["who is still young enough on its day", { maxAge: 60 }, {}, true],
    ["not who is past it on its day", { maxAge: 59 }, {}, false],
    ["nobody of unknown age, where age counts", { maxAge: 90 }, { birthOn: null }, false],
    ["who holds that much", { minWealthCents: 500 }, {}, true],
    ["not who holds a cent less", { minWealthCents: 501 }, {}, false],
    ["nobody of unknown wealth, where wealth counts", { minWealthCents: 1 }, { wealthCents: null }, false],
    ["clients of its segments", { segments: ["MAINTAIN", "DEVELOP"] }, {}, true],
    ["not those of another", { segments: ["BUILD"] }, {}, false],
    ["no new client, where segments count", { segments: ["BUILD"] }, { segment: null }, false],
  ] as const)("%s", (_, audience, guest, answer) => {
    expect(isFor({ ...ANYONE, ...audience, heldOn: "2026-12-01" }, { ...GUEST, ...guest })).toBe(answer);
  });
});

describe("an event is open", () => {
  const event = { withdrawn: false, heldOn: TEST_TODAY, places: 2, placesTaken: 1 };
  it.each([
    ["on its day, with a place left", {}, true],
    ["not the day after", { heldOn: daysAgo(1) }, false],
    ["not when it is full", { placesTaken: 2 }, false],
    ["however many accept, without a limit", { places: null, placesTaken: 900 }, true],
    ["not when it is withdrawn", { withdrawn: true }, false],
  ])("%s", (_, over, answer) => {
    expect(isOpen({ ...event, ...over }, TEST_TODAY)).toBe(answer);
  });
});

describe("what may be noted of an invitation", () => {
  it.each([
    ["invited, before the day", "INVITED", addDays(TEST_TODAY, 1), ["ACCEPTED", "DECLINED"]],
    ["invited, on the day", "INVITED", TEST_TODAY, ["ACCEPTED", "DECLINED", "ATTENDED"]],
    ["accepted, before the day", "ACCEPTED", addDays(TEST_TODAY, 1), ["DECLINED"]],
    ["declined, and thinks again", "DECLINED", addDays(TEST_TODAY, 1), ["ACCEPTED"]],
    ["attended", "ATTENDED", daysAgo(1), []],
  ] as const)("%s", (_, status, heldOn, answers) => {
    expect(nextAnswers(status, heldOn, TEST_TODAY)).toEqual(answers);
  });
});
