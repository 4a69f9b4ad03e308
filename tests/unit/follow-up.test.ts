import { describe, expect, it } from "vitest";
import { coverageOf, followUpOf } from "@/lib/domain/follow-up";
import type { FollowUpFigures } from "@/lib/domain/portfolio";

function figures(over: Partial<FollowUpFigures>): FollowUpFigures {
  return { branchId: 1, branchName: "Lyon", advisorId: 7, advisorName: "Camille", segment: "BUILD", clients: 10, contacted: 4, overdueActions: 3, interactions: 2, ...over };
}

describe("followUpOf", () => {
  it("adds up segments to advisors, advisors to branches, branches to all", () => {
    const { totals, branches } = followUpOf([
      figures({}),
      figures({ segment: "DEVELOP", clients: 5, contacted: 5 }),
      figures({ advisorId: 8, advisorName: "Karim" }),
      figures({ branchId: 2, branchName: "Rennes", advisorId: 9 }),
    ]);
    expect(branches.map((branch) => [branch.name, branch.totals.clients])).toEqual([["Lyon", 25], ["Rennes", 10]]);
    expect(branches[0]?.advisors.map((advisor) => [advisor.name, advisor.totals.contacted])).toEqual([["Camille", 9], ["Karim", 4]]);
    expect(totals).toEqual({ clients: 35, owed: 35, contacted: 17, overdueActions: 12, interactions: 8 });
  });

  it("shows an advisor with clients in two branches in both", () => {
    const { branches } = followUpOf([figures({}), figures({ branchId: 2, branchName: "Rennes" })]);
    expect(branches.map((branch) => branch.advisors.map((advisor) => advisor.totals.clients))).toEqual([[10], [10]]);
  });

  it("is empty without rows", () => {
    expect(followUpOf([])).toEqual({ totals: { clients: 0, owed: 0, contacted: 0, overdueActions: 0, interactions: 0 }, branches: [] });
  });
});

describe("coverageOf", () => {
  it("leaves new clients out: they have no cadence", () => {
    const { totals } = followUpOf([figures({}), figures({ segment: null, clients: 90, contacted: 0 })]);
    expect(totals.clients).toBe(100);
    expect(coverageOf(totals)).toBe(0.4);
  });

  it("is nothing where nobody is owed a contact", () => {
    expect(coverageOf(followUpOf([figures({ segment: null, contacted: 0 })]).totals)).toBeNull();
  });
});
