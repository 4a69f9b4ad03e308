import { CADENCE_DAYS } from "./next-actions";
import type { Segment } from "./segments";
import { loadPercent, loadState, type AdvisorLoad, type Cadences, type ClientGroup, type LoadFigures } from "./workload";

/** Some clients of one portfolio, moved to another to see what that would do; segment null: of all of them alike. */
export type TriedMove = { fromId: number; toId: number; segment: Segment | null; count: number };

/** How many of a portfolio a trial can move. */
export function movable({ groups }: Pick<AdvisorLoad, "groups">, segment: Segment | null): number {
  return groups.filter((group) => segment === null || group.segment === segment).reduce((sum, { clients }) => sum + clients, 0);
}

/**
 * The portfolios as they would be: the moved are a fair part of those they are taken from, by service model and value, and
 * what is open goes with them. Parts of clients are left as they come: it is an expectation, and nobody is moved.
 */
export function withMove(advisors: readonly AdvisorLoad[], { fromId, toId, segment, count }: TriedMove): AdvisorLoad[] {
  const from = advisors.find(({ advisorId }) => advisorId === fromId);
  const among = from ? movable(from, segment) : 0;
  if (!from || fromId === toId || among === 0) return [...advisors];
  const share = Math.min(1, Math.max(0, count) / among);
  const moved = from.groups.filter((group) => segment === null || group.segment === segment).map((group) => ({ ...group, clients: group.clients * share }));
  const shareOfAll = (share * among) / movable(from, null);
  const openPart = (factor: number) => ({
    actions: from.open.actions.map((action) => ({ ...action, count: action.count * factor })), agreed: from.open.agreed * factor, agreedMinutes: from.open.agreedMinutes * factor,
  });
  return advisors.map((advisor) => {
    if (advisor.advisorId === fromId) return { ...advisor, groups: [...advisor.groups, ...moved.map((group) => ({ ...group, clients: -group.clients }))], open: openPart(1 - shareOfAll) };
    if (advisor.advisorId !== toId) return advisor;
    const gained = openPart(shareOfAll);
    const open = { actions: [...advisor.open.actions, ...gained.actions], agreed: advisor.open.agreed + gained.agreed, agreedMinutes: advisor.open.agreedMinutes + gained.agreedMinutes };
    return { ...advisor, groups: [...advisor.groups, ...moved] satisfies ClientGroup[], open };
  });
}

/** Several portfolios as one: their work against their time, and how many of their contacts are kept in all. */
export function together(figures: readonly LoadFigures[]): Pick<LoadFigures, "percent" | "state" | "coverage"> {
  const sum = (of: (one: LoadFigures) => number) => figures.reduce((total, one) => total + of(one), 0);
  const [expected, capacity, due] = [sum((one) => one.expected.total), sum((one) => one.capacity), sum((one) => one.expected.cadence)];
  const kept = sum((one) => ((one.coverage ?? 0) / 100) * one.expected.cadence);
  return { percent: loadPercent(expected, capacity), state: loadState(expected, capacity), coverage: due <= 0 ? null : Math.round((100 * kept) / due) };
}

/** Whether a trial asks for other cadences than the present ones. */
export function areTried(cadences: Cadences): boolean {
  return (Object.keys(CADENCE_DAYS) as Segment[]).some((segment) => cadences[segment] !== CADENCE_DAYS[segment]);
}
