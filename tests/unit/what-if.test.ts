import { describe, expect, it } from "vitest";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import { areTried, movable, together, withMove } from "@/lib/domain/what-if";
import { loadFigures, type AdvisorLoad } from "@/lib/domain/workload";

const advisor = (advisorId: number, clients: number): AdvisorLoad => ({
  advisorId, name: `A${advisorId}`, branchId: 1, branchName: "Lyon", isManager: false, isActive: true, held: clients,
  groups: [{ segment: "MAINTAIN", serviceModel: "HYBRID", highValue: false, clients }, { segment: "BUILD", serviceModel: "DIGITAL", highValue: false, clients }],
  open: { actions: [{ kind: "CHURN_WATCH", count: 10 }], agreed: 4, agreedMinutes: 200 }, contract: { weeklyMinutes: 2_100, clientSharePercent: 50 }, absences: [],
});
const TODAY = "2026-11-16";
const sum = (advisors: readonly AdvisorLoad[]) => advisors.reduce((total, one) => total + loadFigures(one, TODAY).expected.total, 0);

describe("a move that is tried", () => {
  const both = [advisor(1, 200), advisor(2, 50)];

  it("loses and makes no work, and takes what is open along", () => {
    const after = withMove(both, { fromId: 1, toId: 2, segment: null, count: 100 });
    expect(sum(after)).toBeCloseTo(sum(both));
    expect(after.map((one) => loadFigures(one, TODAY).clients)).toEqual([300, 200]);
    expect(loadFigures(after[0] ?? advisor(0, 0), TODAY).expected.agreed).toBeCloseTo(150);
  });

  it("takes no more than there are, of the segment alone", () => {
    const after = withMove(both, { fromId: 1, toId: 2, segment: "BUILD", count: 9_999 });
    expect(after.map((one) => [movable(one, "BUILD"), movable(one, "MAINTAIN")])).toEqual([[0, 200], [250, 50]]);
  });

  it.each([{ fromId: 1, toId: 1 }, { fromId: 9, toId: 2 }])("from $fromId to $toId changes nothing", (way) => {
    expect(sum(withMove(both, { ...way, segment: null, count: 10 }))).toBeCloseTo(sum(both));
  });
});

it("several portfolios together are their work against their time", () => {
  const [busy, free] = [loadFigures(advisor(1, 400), TODAY), loadFigures(advisor(2, 50), TODAY)];
  const both = together([busy, free]);
  expect(both.percent).toBe(Math.round((100 * (busy.expected.total + free.expected.total)) / (busy.capacity + free.capacity)));
  // 400 × 28 × (30.7 / 60 + 22.75 / 180) = 7,146 minutes of contacts, for which 4,200 less 450 are there; then 893 more, all kept.
  expect([busy.coverage, free.coverage, both.coverage]).toEqual([52, 100, 57]);
  expect(together([])).toEqual({ percent: null, state: "ABSENT", coverage: null });
});

it("cadences are tried as soon as one differs", () => {
  expect(areTried(CADENCE_DAYS)).toBe(false);
  expect(areTried({ ...CADENCE_DAYS, BUILD: 120 })).toBe(true);
});
