import { SEGMENTS, type Segment } from "./segments";

/**
 * The clients of a branch in a segment (null: new clients). No figure where they are fewer than ten. `pnbCents`: what
 * they bring in 12 months, together; `contacted`: how many were contacted in the last 90 days.
 */
export type OverviewGroup = {
  branchId: number;
  branchName: string;
  segment: Segment | null;
  clients: number | null;
  pnbCents: number | null;
  contacted: number | null;
};

export const OVERVIEW_SEGMENTS: readonly (Segment | null)[] = [...SEGMENTS, null];

/** A segment in the groups that show a figure. Share of the clients shown and share contacted: 0–1. */
export type SegmentFigures = { segment: Segment | null; clients: number; share: number; meanPnbCents: number | null; contactedShare: number };

/** A branch: its groups in the order of the segments, and the clients of those that show a figure. */
export type BranchFigures = { branchId: number; branchName: string; clients: number; groups: readonly OverviewGroup[] };

/** Sums of what is shown alone: a true total would tell the size of a hidden group. Segments without any are left out. */
export function figuresBySegment(groups: readonly OverviewGroup[]): SegmentFigures[] {
  const total = sumOf(groups, "clients");
  return OVERVIEW_SEGMENTS.flatMap((segment) => {
    const own = groups.filter((group) => group.segment === segment);
    const clients = sumOf(own, "clients");
    if (clients === 0) return [];
    const meanPnbCents = segment === null ? null : sumOf(own, "pnbCents") / clients;
    return [{ segment, clients, share: clients / total, meanPnbCents, contactedShare: sumOf(own, "contacted") / clients }];
  });
}

/** The largest branches first. */
export function figuresByBranch(groups: readonly OverviewGroup[]): BranchFigures[] {
  const byBranch = new Map<number, OverviewGroup[]>();
  for (const group of groups) byBranch.set(group.branchId, [...(byBranch.get(group.branchId) ?? []), group]);
  const figures = [...byBranch].map(([branchId, own]) => ({
    branchId,
    branchName: own[0]?.branchName ?? "",
    clients: sumOf(own, "clients"),
    groups: OVERVIEW_SEGMENTS.flatMap((segment) => own.filter((group) => group.segment === segment)),
  }));
  return figures.sort((a, b) => b.clients - a.clients || a.branchId - b.branchId);
}

function sumOf(groups: readonly OverviewGroup[], figure: "clients" | "pnbCents" | "contacted"): number {
  return groups.reduce((sum, group) => sum + (group[figure] ?? 0), 0);
}
