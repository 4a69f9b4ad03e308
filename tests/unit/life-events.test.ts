import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, addMonths, ageOn, dayOf, type Day } from "@/lib/domain/dates";
import { lifeEvents, type LifeFacts } from "@/lib/domain/life-events";
import { TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { months } from "@/tests/support/facts";

/** Nothing going on: 40 years old in May, the same money paid in each month. */
function facts(over: Partial<LifeFacts> = {}): LifeFacts {
  return { birthOn: "1986-05-17", occupation: 5, closedMonth: TEST_CLOSED_MONTH, contracts: [], activity: months(12, { moneyInCents: 200_000 }), ...over };
}

function events(over: Partial<LifeFacts> = {}, today: Day = TEST_TODAY) {
  return lifeEvents(facts(over), today);
}

it("an ordinary month of an ordinary year holds nothing", () => {
  expect(events()).toEqual([]);
  expect(lifeEvents({ birthOn: null, occupation: null, closedMonth: null, contracts: [], activity: [] }, TEST_TODAY)).toEqual([]);
});

describe("a birthday", () => {
  it.each([
    ["today", "1986-11-20", { on: "2026-11-20", age: 40 }],
    ["in thirty days, across the month", "1986-12-20", { on: "2026-12-20", age: 40 }],
    ["in thirty-one days", "1986-12-21", null],
    ["yesterday", "1986-11-19", null],
  ] as const)("%s", (_, birthOn, expected) => {
    expect(events({ birthOn })).toEqual(expected === null ? [] : [{ kind: "BIRTHDAY", ...expected }]);
  });

  it("across the year, and of 29 February on 1 March in a common year", () => {
    expect(events({ birthOn: "1990-01-05" }, "2026-12-28")).toEqual([{ kind: "BIRTHDAY", on: "2027-01-05", age: 37 }]);
    expect(events({ birthOn: "1996-02-29" }, "2027-02-10")).toEqual([{ kind: "BIRTHDAY", on: "2027-03-01", age: 31 }]);
    expect(events({ birthOn: "1996-02-29" }, "2028-02-10")).toEqual([{ kind: "BIRTHDAY", on: "2028-02-29", age: 32 }]);
  });

  it("is the day on which the age goes up by one", () => {
    const anyDay = fc.date({ min: new Date("1930-01-01"), max: new Date("2020-12-31"), noInvalidDate: true }).map(dayOf);
    fc.assert(fc.property(anyDay, fc.integer({ min: 0, max: 1_500 }), (birthOn, ahead) => {
      const event = events({ birthOn }, addDays("2024-01-01", ahead)).find(({ kind }) => kind === "BIRTHDAY");
      if (event?.kind !== "BIRTHDAY") return;
      expect([ageOn(birthOn, event.on), ageOn(birthOn, addDays(event.on, -1))]).toEqual([event.age, event.age - 1]);
    }));
  });
});

describe("the legal age of retirement", () => {
  const retirement = (birthOn: Day, today: Day, over: Partial<LifeFacts> = {}) => events({ birthOn, ...over }, today).find(({ kind }) => kind === "RETIREMENT");

  it.each([
    ["1961-08-31", "2023-09-01", 62, 0],
    ["1961-09-01", "2023-12-01", 62, 3],
    ["1962-06-15", "2025-01-01", 62, 6],
    ["1963-12-31", "2026-10-01", 62, 9],
    ["1964-06-15", "2027-04-01", 62, 9],
    ["1965-03-31", "2028-01-01", 62, 9],
    ["1965-04-01", "2028-04-01", 63, 0],
    ["1966-01-02", "2029-05-01", 63, 3],
    ["1967-01-02", "2030-08-01", 63, 6],
    ["1968-01-02", "2031-11-01", 63, 9],
    ["1969-01-02", "2033-02-01", 64, 0],
  ] as const)("of someone born on %s comes on %s, at %i years and %i months", (birthOn, on, years, inMonths) => {
    expect(retirement(birthOn, on)).toEqual({ kind: "RETIREMENT", on, years, months: inMonths });
  });

  it("is told from two years before until a year after", () => {
    const on: Day = "2027-04-01";
    const told = [addMonths(on, -25), addMonths(on, -24), on, addMonths(on, 12), addMonths(on, 13)].map((today) => retirement("1964-06-15", today) !== undefined);
    expect(told).toEqual([false, true, true, true, false]);
  });

  it("is no news to someone retired", () => {
    expect(retirement("1964-06-15", TEST_TODAY, { occupation: 7 })).toBeUndefined();
    expect(retirement("1964-06-15", TEST_TODAY, { occupation: null })).toBeDefined();
  });
});

describe("a large inflow", () => {
  const inflow = (latest: number, { before = 200_000, known = 12, back = 0 } = {}) =>
    events({ activity: months(known, { moneyInCents: before }).map((row, place) => (place === back ? { ...row, moneyInCents: latest } : row)) });

  it.each([
    ["three times the usual", 600_000, {}, { on: TEST_CLOSED_MONTH, cents: 600_000, usualCents: 200_000 }],
    ["a cent less than three times", 599_999, {}, null],
    ["three times what is little", 30_000, { before: 10_000 }, null],
    ["3,000 € more, where nothing is usual", 300_000, { before: 0 }, { on: TEST_CLOSED_MONTH, cents: 300_000, usualCents: 0 }],
    ["a cent less than that", 299_999, { before: 0 }, null],
    ["a month earlier", 900_000, { back: 1 }, { on: "2026-09-01", cents: 900_000, usualCents: 200_000 }],
    ["two months earlier: no news", 900_000, { back: 2 }, null],
    ["of a client of seven months", 900_000, { known: 7 }, { on: TEST_CLOSED_MONTH, cents: 900_000, usualCents: 200_000 }],
    ["of a client of six months, of whom no usual is known", 900_000, { known: 6 }, null],
  ] as const)("%s", (_, latest, over, expected) => {
    expect(inflow(latest, over)).toEqual(expected === null ? [] : [{ kind: "LARGE_INFLOW", ...expected }]);
  });

  it("one bonus among the months before does not raise the usual", () => {
    const activity = months(12, { moneyInCents: 200_000 }).map((row, back) => ({ ...row, moneyInCents: back === 0 ? 700_000 : back === 10 ? 5_000_000 : 200_000 }));
    expect(events({ activity })).toMatchObject([{ kind: "LARGE_INFLOW", usualCents: 200_000 }]);
  });
});

describe("a contract that ends", () => {
  const contract = (universe: string, endsOn: Day | null) => ({ productCode: universe, universe, endsOn });

  it.each([
    ["today", 0, true],
    ["in six months", 180, true],
    ["a day later", 181, false],
    ["yesterday", -1, false],
  ] as const)("a loan: %s", (_, ahead, isTold) => {
    const on = addDays(TEST_TODAY, ahead);
    expect(events({ contracts: [contract("CREDIT", on)] })).toEqual(isTold ? [{ kind: "LOAN_ENDING", on, productCode: "CREDIT" }] : []);
  });

  it("a deposit; not an insurance, and not what has no end that the bank knows of", () => {
    const on = addDays(TEST_TODAY, 60);
    const contracts = [contract("SAVINGS", on), contract("INSURANCE", on), contract("CREDIT", null)];
    expect(events({ contracts })).toEqual([{ kind: "DEPOSIT_ENDING", on, productCode: "SAVINGS" }]);
  });

  it("each of several", () => {
    const contracts = [contract("CREDIT", addDays(TEST_TODAY, 90)), contract("CREDIT", addDays(TEST_TODAY, 20))];
    expect(events({ contracts }).map((event) => event.on)).toEqual([addDays(TEST_TODAY, 20), addDays(TEST_TODAY, 90)]);
  });
});

it("the nearest comes first", () => {
  const activity = months(12, { moneyInCents: 200_000 }).map((row, back) => (back === 0 ? { ...row, moneyInCents: 5_000_000 } : row));
  expect(events({ birthOn: "1964-11-25", activity }).map(({ kind }) => kind)).toEqual(["BIRTHDAY", "LARGE_INFLOW", "RETIREMENT"]);
});
