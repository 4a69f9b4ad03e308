import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { activityTrend, churnSignals, churnWatchDueOn, type ActivityTrend, type ChurnFacts, type ChurnSignal } from "@/lib/domain/churn-watch";
import { addDays, addMonths, type Day } from "@/lib/domain/dates";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { churnFacts, daysAgo, month, trend } from "@/tests/support/facts";

const signalsOf = (over: Partial<ChurnFacts>) => churnSignals(churnFacts(over), TEST_TODAY);
const codesOf = (over: Partial<ChurnFacts>) => signalsOf(over).map((signal) => signal.code);

it("nothing amiss raises no signal", () => {
  expect(signalsOf({})).toEqual([]);
});

describe("a fall over three months against the six before", () => {
  it.each<[string, Partial<ActivityTrend>, ChurnSignal["code"][]]>([
    ["money in down by exactly 40 %", { moneyIn6Cents: 600_000, moneyIn3Cents: 180_000 }, ["MONEY_IN_DOWN"]],
    ["money in down by a cent less", { moneyIn6Cents: 600_000, moneyIn3Cents: 180_001 }, []],
    ["money in down to nothing", { moneyIn6Cents: 600_000, moneyIn3Cents: 0 }, ["MONEY_IN_DOWN"]],
    ["money in that never came", { moneyIn6Cents: 0, moneyIn3Cents: 0 }, []],
    ["balance down by exactly 50 %", { balance6Cents: 600_000, balance3Cents: 150_000 }, ["BALANCE_DOWN"]],
    ["balance down by a cent less", { balance6Cents: 600_000, balance3Cents: 150_001 }, []],
    ["balance down below zero", { balance6Cents: 600_000, balance3Cents: -30_000 }, ["BALANCE_DOWN"]],
    ["a balance that was below zero before", { balance6Cents: -600_000, balance3Cents: -900_000 }, []],
    ["an income paid until two months ago, four times in six", { incomeMonths2: 0, incomeMonths6: 4 }, ["INCOME_STOPPED"]],
    ["an income paid three times in six", { incomeMonths2: 0, incomeMonths6: 3 }, []],
    ["an income paid in one of the last two months", { incomeMonths2: 1, incomeMonths6: 6 }, []],
    ["digital use that stopped after six sessions", { digital3: 0, digital6: 6 }, ["DIGITAL_STOPPED"]],
    ["digital use that hardly ever was", { digital3: 0, digital6: 5 }, []],
    ["one session left", { digital3: 1, digital6: 60 }, []],
    ["nine months of history", { historyMonths: 9, moneyIn3Cents: 0 }, ["MONEY_IN_DOWN"]],
    ["eight months of history: no before", { historyMonths: 8, moneyIn3Cents: 0, balance3Cents: 0, incomeMonths2: 0, digital3: 0 }, []],
  ])("%s", (_, windows, codes) => {
    expect(codesOf({ trend: trend(windows) })).toEqual(codes);
  });

  it.each<[string, Partial<ActivityTrend>, ChurnSignal]>([
    ["in monthly means", { moneyIn6Cents: 600_000, moneyIn3Cents: 180_000 }, { code: "MONEY_IN_DOWN", percent: 40, fromCents: 100_000, toCents: 60_000 }],
    ["in whole cents, and its percentage never rounded up", { moneyIn6Cents: 600_005, moneyIn3Cents: 150_002 }, { code: "MONEY_IN_DOWN", percent: 49, fromCents: 100_001, toCents: 50_001 }],
    ["as all of it, for an overdraft: more than all cannot be gone", { balance6Cents: 600_000, balance3Cents: -30_000 }, { code: "BALANCE_DOWN", percent: 100, fromCents: 100_000, toCents: -10_000 }],
    ["in sessions", { digital6: 42, digital3: 0 }, { code: "DIGITAL_STOPPED", sessionsBefore: 42 }],
  ])("is told %s", (_, windows, signal) => {
    expect(signalsOf({ trend: trend(windows) })).toEqual([signal]);
  });

  it("is never told as less than what raises it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 1_000_000 }), (moneyIn3Cents, moneyIn6Cents) => {
        for (const signal of signalsOf({ trend: trend({ moneyIn3Cents, moneyIn6Cents }) })) {
          expect(signal).toMatchObject({ code: "MONEY_IN_DOWN" });
          if (signal.code === "MONEY_IN_DOWN") expect(signal.percent).toBeGreaterThanOrEqual(40);
        }
      }),
    );
  });
});

describe("what happened", () => {
  const closed = (closedOn: Day) => ({ closedProducts: [{ productCode: "PEL", closedOn }] });
  const csat = (score: number, answeredOn: Day) => ({ lastCsat: { score, answeredOn } });
  it.each<[string, Partial<ChurnFacts>, ChurnSignal[]]>([
    ["a product closed 90 days ago", closed(daysAgo(90)), [{ code: "PRODUCT_CLOSED", productCode: "PEL", closedOn: daysAgo(90) }]],
    ["a product closed 91 days ago", closed(daysAgo(91)), []],
    ["a product closed today", closed(TEST_TODAY), [{ code: "PRODUCT_CLOSED", productCode: "PEL", closedOn: TEST_TODAY }]],
    ["a product that will close tomorrow", closed(daysAgo(-1)), []],
    ["a CSAT of 2", csat(2, daysAgo(5)), [{ code: "LOW_SATISFACTION", score: 2, answeredOn: daysAgo(5) }]],
    ["a CSAT of 1", csat(1, daysAgo(5)), [{ code: "LOW_SATISFACTION", score: 1, answeredOn: daysAgo(5) }]],
    ["a CSAT of 3", csat(3, daysAgo(5)), []],
    ["a CSAT of 2 half a year ago", csat(2, daysAgo(180)), [{ code: "LOW_SATISFACTION", score: 2, answeredOn: daysAgo(180) }]],
    ["a CSAT of 2 the day before that", csat(2, daysAgo(181)), []],
    ["an open complaint, however old", { complaintOpenSince: daysAgo(400) }, [{ code: "COMPLAINT", since: daysAgo(400) }]],
  ])("%s", (_, over, signals) => {
    expect(signalsOf(over)).toEqual(signals);
  });
});

describe("silence", () => {
  it.each<[string, Partial<ChurnFacts>, ChurnSignal[]]>([
    ["of twice the cadence to the day", { lastContactOn: daysAgo(120) }, []],
    ["of a day more", { lastContactOn: daysAgo(121) }, [{ code: "NO_CONTACT", since: daysAgo(121), contacted: true, cadenceDays: 60 }]],
    ["of as long where the cadence is longer", { lastContactOn: daysAgo(121), cadenceDays: 90 }, []],
    ["since the account was opened, twice the cadence ago", { lastContactOn: null, clientSinceOn: daysAgo(120) }, []],
    ["since the account was opened, a day more", { lastContactOn: null, clientSinceOn: daysAgo(121) }, [{ code: "NO_CONTACT", since: daysAgo(121), contacted: false, cadenceDays: 60 }]],
  ])("%s", (_, over, signals) => {
    expect(signalsOf(over)).toEqual(signals);
  });
});

it("every sign is told, not only the first", () => {
  const everything = {
    trend: trend({ moneyIn3Cents: 0, balance3Cents: 0, incomeMonths2: 0, digital3: 0 }),
    closedProducts: [{ productCode: "PEL", closedOn: daysAgo(3) }],
    complaintOpenSince: daysAgo(2),
    lastCsat: { score: 1, answeredOn: daysAgo(1) },
    lastContactOn: daysAgo(500),
  };
  expect(codesOf(everything)).toEqual([
    "MONEY_IN_DOWN",
    "BALANCE_DOWN",
    "INCOME_STOPPED",
    "DIGITAL_STOPPED",
    "PRODUCT_CLOSED",
    "COMPLAINT",
    "LOW_SATISFACTION",
    "NO_CONTACT",
  ]);
});

describe("the windows of a client's months", () => {
  const powers = Array.from({ length: 12 }, (_, back) => back - 1);
  const activity = powers.map((back) => {
    const bit = 2 ** (back + 1);
    return month({ month: addMonths(TEST_CLOSED_MONTH, -back), moneyInCents: bit, balanceCents: -bit, digitalSessions: 3 * bit });
  });
  // One bit a month, the month that is not closed first: each sum tells which months are in it.
  const [LAST_3, SIX_BEFORE] = [0b1110, 0b1111110000];

  it("are the last three full months and the six before them", () => {
    expect(activityTrend(activity, TEST_CLOSED_MONTH, 12)).toMatchObject({
      historyMonths: 12,
      moneyIn3Cents: LAST_3,
      moneyIn6Cents: SIX_BEFORE,
      balance3Cents: -LAST_3,
      balance6Cents: -SIX_BEFORE,
      digital3: 3 * LAST_3,
      digital6: 3 * SIX_BEFORE,
    });
  });

  it.each([
    [-1, 0, 0],
    [0, 1, 0],
    [1, 1, 0],
    [2, 0, 1],
    [7, 0, 1],
    [8, 0, 0],
  ])("an income %i months back counts in the last two: %i, in the six before: %i", (back, incomeMonths2, incomeMonths6) => {
    const paid = [month({ month: addMonths(TEST_CLOSED_MONTH, -back), incomeInCents: 1 }), month({ month: addMonths(TEST_CLOSED_MONTH, -back), incomeInCents: 0 })];
    expect(activityTrend(paid, TEST_CLOSED_MONTH, 12)).toMatchObject({ incomeMonths2, incomeMonths6 });
  });
});

describe("a watch is due ten days after its sign could be seen", () => {
  const noContact = { code: "NO_CONTACT", since: daysAgo(130), cadenceDays: 60 } as const;
  it.each<[string, ChurnSignal[], Day]>([
    ["money in: when the month was closed", [{ code: "MONEY_IN_DOWN", percent: 40, fromCents: 1, toCents: 0 }], "2026-11-11"],
    ["balance: when the month was closed", [{ code: "BALANCE_DOWN", percent: 50, fromCents: 1, toCents: 0 }], "2026-11-11"],
    ["income: when the month was closed", [{ code: "INCOME_STOPPED" }], "2026-11-11"],
    ["digital use: when the month was closed", [{ code: "DIGITAL_STOPPED", sessionsBefore: 6 }], "2026-11-11"],
    ["a product: the day it was closed", [{ code: "PRODUCT_CLOSED", productCode: "PEL", closedOn: daysAgo(30) }], daysAgo(20)],
    ["a complaint: the day it came", [{ code: "COMPLAINT", since: daysAgo(30) }], daysAgo(20)],
    ["a CSAT: the day of the answer", [{ code: "LOW_SATISFACTION", score: 1, answeredOn: daysAgo(30) }], daysAgo(20)],
    ["silence: when it had lasted twice the cadence", [{ ...noContact, contacted: true }], daysAgo(0)],
    ["silence from the start: when the month was closed", [{ ...noContact, contacted: false }], "2026-11-11"],
    ["several: the earliest", [{ code: "INCOME_STOPPED" }, { code: "COMPLAINT", since: daysAgo(30) }, { ...noContact, contacted: true }], daysAgo(20)],
  ])("%s", (_, signals, dueOn) => {
    expect(churnWatchDueOn(signals, TEST_CLOSED_MONTH)).toBe(dueOn);
  });

  it("and silence was raised the day before that many days, not later", () => {
    const lastContactOn = daysAgo(0);
    const seenOn = addDays(lastContactOn, 121);
    expect(churnSignals(churnFacts({ lastContactOn }), addDays(seenOn, -1))).toEqual([]);
    expect(churnSignals(churnFacts({ lastContactOn }), seenOn)).toHaveLength(1);
  });
});
