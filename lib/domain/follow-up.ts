import type { FollowUpFigures } from "./portfolio";

/** Sums over some rows. `owed`: clients who have a cadence, of whom `contacted` were contacted within it. */
export type FollowUpTotals = { clients: number; owed: number; contacted: number; overdueActions: number; interactions: number };

export type FollowedAdvisor = { id: number; name: string; totals: FollowUpTotals; segments: { segment: FollowUpFigures["segment"]; totals: FollowUpTotals }[] };
export type FollowedBranch = { id: number; name: string; totals: FollowUpTotals; advisors: FollowedAdvisor[] };
export type FollowUp = { totals: FollowUpTotals; branches: FollowedBranch[] };

/** The figures by branch, then advisor, then segment, each level with its totals; the order of the rows is kept. */
export function followUpOf(rows: readonly FollowUpFigures[]): FollowUp {
  const branches = groupsOf(rows, (row) => row.branchId).map((ofBranch) => ({
    id: ofBranch[0].branchId,
    name: ofBranch[0].branchName,
    totals: totalsOf(ofBranch),
    advisors: groupsOf(ofBranch, (row) => row.advisorId).map((ofAdvisor) => ({
      id: ofAdvisor[0].advisorId,
      name: ofAdvisor[0].advisorName,
      totals: totalsOf(ofAdvisor),
      segments: ofAdvisor.map((row) => ({ segment: row.segment, totals: totalsOf([row]) })),
    })),
  }));
  return { totals: totalsOf(rows), branches };
}

/** The share of those owed a contact who had it in time; null where nobody is owed one. */
export function coverageOf({ owed, contacted }: FollowUpTotals): number | null {
  return owed === 0 ? null : contacted / owed;
}

function totalsOf(rows: readonly FollowUpFigures[]): FollowUpTotals {
  const sum = (pick: (row: FollowUpFigures) => number) => rows.reduce((total, row) => total + pick(row), 0);
  return {
    clients: sum((row) => row.clients),
    // A new client has no segment, so no cadence.
    owed: sum((row) => (row.segment === null ? 0 : row.clients)),
    contacted: sum((row) => row.contacted),
    overdueActions: sum((row) => row.overdueActions),
    interactions: sum((row) => row.interactions),
  };
}

type Group = [FollowUpFigures, ...FollowUpFigures[]];

function groupsOf(rows: readonly FollowUpFigures[], keyOf: (row: FollowUpFigures) => number): Group[] {
  const groups = new Map<number, Group>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return [...groups.values()];
}
