import { describe, expect, it } from "vitest";
import type { Day } from "@/lib/domain/dates";
import { capacityMinutes, clientMinutes, contactMinutes, expectedCoverage, expectedMinutes, loadFigures, workingDays, type AdvisorLoad, type OpenWork } from "@/lib/domain/workload";

const NOTHING: OpenWork = { actions: [], agreed: 0, agreedMinutes: 0 };
const group = (over: object = {}) => ({ segment: "MAINTAIN" as const, serviceModel: "HYBRID" as const, highValue: false, clients: 60, ...over });
const advisor = (over: Partial<AdvisorLoad> = {}): AdvisorLoad => ({
  advisorId: 1, name: "Camille", branchId: 1, branchName: "Lyon", isManager: false, isActive: true, held: 60, groups: [group()], open: NOTHING,
  contract: { weeklyMinutes: 2_100, clientSharePercent: 50 }, absences: [], ...over,
});

describe("what a portfolio asks for in four weeks", () => {
  it("is the mean of the channels of the service model, with ten minutes around each contact", () => {
    // 20 % of 45, 40 % of 15, 10 % of 35, 20 % of 8, 10 % of 6.
    expect(contactMinutes("HYBRID")).toBeCloseTo(10 + 9 + 6 + 3.5 + 1.6 + 0.6);
  });

  it.each([["MAINTAIN", 60], ["DEVELOP", 90], ["STIMULATE", 120], ["BUILD", 180]] as const)("of %s: a contact every %i days", (segment, cadence) => {
    expect(clientMinutes(group({ segment }))).toBeCloseTo((28 / cadence) * contactMinutes("HYBRID"));
  });

  it("follows another cadence, when one is tried", () => {
    const cadences = { MAINTAIN: 30, DEVELOP: 90, STIMULATE: 120, BUILD: 180 };
    expect(expectedMinutes([group()], NOTHING, cadences).cadence).toBeCloseTo(2 * expectedMinutes([group()], NOTHING).cadence);
  });

  it("adds reviews of high value, actions besides the cadence, and what was agreed; a follow-up is the contact itself", () => {
    const open = { actions: [{ kind: "CHURN_WATCH" as const, count: 2 }, { kind: "PERSONAL_FOLLOW_UP" as const, count: 40 }], agreed: 3, agreedMinutes: 150 };
    const { cadence, reviews, actions, agreed, total } = expectedMinutes([group({ highValue: true, clients: 18 })], open);
    expect([actions, agreed]).toEqual([50, 150]);
    expect(reviews).toBeCloseTo(18 * (28 / 180) * 120);
    expect(total).toBeCloseTo(cadence + reviews + 200);
  });
});

describe("what there is for it", () => {
  it("no weekend and no public holiday", () => {
    expect(workingDays("2026-11-02", [])).toBe(19); // The eleventh is one.
    expect(workingDays("2026-12-07", [])).toBe(18); // Christmas and New Year.
  });

  it("no absence, its first and its last day included", () => {
    expect(workingDays("2026-11-16", [])).toBe(20);
    expect(workingDays("2026-11-16", [{ fromOn: "2026-11-20", untilOn: "2026-11-23" }])).toBe(18);
    expect(workingDays("2026-11-16", [{ fromOn: "2026-11-20", untilOn: "2026-11-23" }, { fromOn: "2026-11-21", untilOn: "2026-11-24" }])).toBe(17);
  });

  it("a fifth of the week a day, and its share", () => {
    expect(capacityMinutes({ weeklyMinutes: 2_100, clientSharePercent: 50 }, 20)).toBe(4_200);
  });
});

/**
 * By hand, with a calendar. May 2026 begins on a Friday: from the 1st to the 28th there are 20 days from Monday to Friday,
 * and four of them are holidays (1st and 8th, Ascension on the 14th, Whit Monday on the 25th): 16. From 21 December 2026
 * to 17 January 2027 there are 20, less Christmas and New Year, both Fridays: 18.
 */
describe("capacity, worked out by hand", () => {
  const full = { weeklyMinutes: 35 * 60, clientSharePercent: 50 };
  const [may, december] = ["2026-05-01", "2026-12-21"] as const;
  const away = (fromOn: Day, untilOn: Day) => ({ id: fromOn, fromOn, untilOn });
  it.each<[string, Day, AdvisorLoad["contract"], AdvisorLoad["absences"], number, number]>([
    // 7 h a day, half of it: 210 minutes.
    ["a full week, in a month of four holidays", may, full, [], 16, 3_360],
    ["a full week, over Christmas", december, full, [], 18, 3_780],
    // 28 h: 5 h 36 a day, 336 minutes, half of it 168.
    ["four fifths of a week", may, { weeklyMinutes: 28 * 60, clientSharePercent: 50 }, [], 16, 2_688],
    // 17 h 30: 210 minutes a day, and 80 % of it 168.
    ["half a week, nearly all of it for clients", december, { weeklyMinutes: 1_050, clientSharePercent: 80 }, [], 18, 3_024],
    // 39 h: 468 minutes a day, 60 % of it 280.8.
    ["39 hours", december, { weeklyMinutes: 39 * 60, clientSharePercent: 60 }, [], 18, 5_054.4],
    ["no time for clients", may, { weeklyMinutes: 2_100, clientSharePercent: 0 }, [], 16, 0],
    ["away from Friday to Tuesday: three days, not five", may, full, [away("2026-05-15", "2026-05-19")], 13, 2_730],
    ["away on a weekend: none", may, full, [away("2026-05-16", "2026-05-17")], 16, 3_360],
    ["away over Ascension: the days before and after it", may, full, [away("2026-05-13", "2026-05-15")], 14, 2_940],
    ["away since before, back on the 11th: the 4th to the 7th", may, full, [away("2026-04-01", "2026-05-10")], 12, 2_520],
    ["away from the 26th on, for months: 26th to 28th", may, full, [away("2026-05-26", "2026-09-01")], 13, 2_730],
    ["away before and after the four weeks: none", may, full, [away("2026-04-01", "2026-04-30"), away("2026-05-29", "2026-06-30")], 16, 3_360],
    ["two absences that overlap: the 18th to the 22nd once", may, full, [away("2026-05-18", "2026-05-20"), away("2026-05-19", "2026-05-22")], 11, 2_310],
    ["part time and away, over New Year: 28th to 31st", december, { weeklyMinutes: 28 * 60, clientSharePercent: 50 }, [away("2026-12-26", "2027-01-03")], 14, 2_352],
  ])("%s", (_, today, contract, absences, days, minutes) => {
    const figures = loadFigures(advisor({ contract, absences }), today);
    expect(figures.days).toBe(days);
    expect(figures.capacity).toBeCloseTo(minutes, 6);
  });

  it("the same work is more of less time", () => {
    // 60 × 28 / 60 contacts of 30.7 minutes: 859.6 of 3,360, of 2,688, and of 2,730.
    const groups = [group({ clients: 60 })];
    const percent = (over: Partial<AdvisorLoad>) => loadFigures(advisor({ groups, ...over }), may).percent;
    expect([percent({}), percent({ contract: { weeklyMinutes: 1_680, clientSharePercent: 50 } }), percent({ absences: [away("2026-05-15", "2026-05-19")] })]).toEqual([26, 32, 31]);
  });
});

describe("the load", () => {
  it.each([[60, "UNDER"], [300, "BALANCED"], [600, "OVER"]] as const)("of %i clients: %s", (clients, state) => {
    expect(loadFigures(advisor({ groups: [group({ clients })] }), "2026-11-16").state).toBe(state);
  });

  it("of someone who is away all the time, or whose account is closed, has no capacity", () => {
    expect(loadFigures(advisor({ absences: [{ id: "a", fromOn: "2026-11-01", untilOn: "2027-01-31" }] }), "2026-11-16")).toMatchObject({ days: 0, percent: null, state: "ABSENT", coverage: 0 });
    expect(loadFigures(advisor({ isActive: false }), "2026-11-16")).toMatchObject({ capacity: 0, state: "ABSENT" });
  });

  it("decides how many contacts find their time, after what was agreed", () => {
    const expected = { cadence: 1_000, reviews: 0, actions: 0, agreed: 500, total: 1_500 };
    expect(expectedCoverage(expected, 1_500)).toBe(100);
    expect(expectedCoverage(expected, 1_250)).toBe(75);
    expect(expectedCoverage(expected, 400)).toBe(0);
    expect(expectedCoverage({ ...expected, cadence: 0 }, 400)).toBeNull();
  });
});
