import { describe, expect, it } from "vitest";
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
