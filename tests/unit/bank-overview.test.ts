import { expect, it } from "vitest";
import { figuresByBranch, figuresBySegment, type OverviewGroup } from "@/lib/domain/bank-overview";

const group = (branchId: number, segment: OverviewGroup["segment"], clients: number | null, over: Partial<OverviewGroup> = {}): OverviewGroup => ({
  branchId,
  branchName: `Branch ${branchId}`,
  segment,
  clients,
  pnbCents: clients === null ? null : clients * 50_000,
  contacted: clients === null ? null : clients / 2,
  ...over,
});

it("sums what is shown: a hidden group is in no total", () => {
  const groups = [group(1, "BUILD", 30), group(2, "BUILD", 10, { pnbCents: 900_000, contacted: 10 }), group(3, "BUILD", null), group(1, null, 10, { pnbCents: null }), group(2, "DEVELOP", null)];
  expect(figuresBySegment(groups)).toEqual([
    { segment: "BUILD", clients: 40, share: 0.8, meanPnbCents: 60_000, contactedShare: 0.625 },
    { segment: null, clients: 10, share: 0.2, meanPnbCents: null, contactedShare: 0.5 },
  ]);
  expect(figuresByBranch(groups).map(({ branchId, clients }) => [branchId, clients])).toEqual([[1, 40], [2, 10], [3, 0]]);
});

it("gives each branch its groups in the order of the segments, new clients last", () => {
  const [branch] = figuresByBranch([group(1, null, 12), group(1, "BUILD", null), group(1, "MAINTAIN", 11)]);
  expect(branch?.groups.map((one) => one.segment)).toEqual(["MAINTAIN", "BUILD", null]);
});

it("a bank without clients has no figures", () => {
  expect(figuresBySegment([])).toEqual([]);
  expect(figuresByBranch([])).toEqual([]);
});
