import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { countMonthInteractions, countOverdueActions, listFollowUp, listMonthInteractions, listOverdueActions } from "@/lib/data/follow-up";
import { countTrendEntries, getTrendCalendar, listPartCounts, listTrendEntries } from "@/lib/data/follow-up-trend";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import type { Page } from "@/lib/data/keyset";
import { countToday, listToday } from "@/lib/data/next-actions";
import { countTabs, listPortfolio } from "@/lib/data/portfolio";
import { applyReassignment } from "@/lib/data/reassignments";
import { countDesk, listDesk, listDeskEvents } from "@/lib/data/review-desk";
import type { Viewer } from "@/lib/data/viewer";
import { countOf, FOLLOW_UP_PARTS, monthsToShow } from "@/lib/domain/follow-up-measures";
import { REVIEW_STANDINGS } from "@/lib/domain/review-cadence";
import { SEGMENTS } from "@/lib/domain/segments";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { logInteractionInput } from "@/lib/schemas/interaction";
import type { Place } from "@/lib/schemas/place";
import { NO_FILTER, PORTFOLIO_TABS, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { periodOf, type TrendFilter } from "@/lib/schemas/trend-filter";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { staffOf, type WorkedBank } from "@/tests/support/worked-bank";

/**
 * Every figure that is a link, against the list that it leads to, walked from its first page to its last: when the bank was
 * refreshed, and again after each thing that changes what is counted.
 */
const db = await testDatabase();
let bank: WorkedBank;

beforeAll(async () => {
  await fillDemoBank(db.ownerUrl, { seed: 11, clients: 480, today: TEST_TODAY });
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  await refreshBank(db.ownerUrl, "FIRST");
  bank = await staffOf(db.owner, 2);
}, 180_000);

it("when the bank was refreshed", async () => {
  expect((await checkAll()).figures).toBeGreaterThan(250);
}, 300_000);

it("after clients were handed over, the lists of both advisors and of the desk too", async () => {
  const [from, to] = bank.advisors;
  if (!from || !to) throw new Error("two advisors of these branches");
  const before = [await clientsOf(from), await clientsOf(to)];
  const { rows } = await db.owner.query<{ id: number }>("SELECT id FROM client WHERE advisor_id = $1 ORDER BY status = 'ACTIVE', id LIMIT 12", [from.userId]);
  await applyReassignment(bank.supervisor, { id: randomUUID(), kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: rows.map(({ id }) => [id, from.userId, to.userId]) });
  expect(await clientsOf(from)).toBeLessThan(before[0] ?? 0);
  expect(await clientsOf(to)).toBeGreaterThan(before[1] ?? 0);
  expect((await checkAll()).figures).toBeGreaterThan(250);
}, 300_000);

it("after an entry was logged, corrected, and another taken back", async () => {
  const [, advisor] = bank.advisors;
  const { rows: [one, other] } = await db.owner.query<{ clientId: number; id: string }>(`
    SELECT DISTINCT ON (n.client_id) n.client_id AS "clientId", n.id FROM next_action n JOIN client c ON c.id = n.client_id
    WHERE c.advisor_id = $1 AND c.status = 'ACTIVE' AND n.status = 'OPEN' AND n.blocked_by IS NULL AND n.due_on < $2::date ORDER BY n.client_id`, [advisor?.userId, TEST_TODAY]);
  if (!advisor || !one || !other) throw new Error("an advisor with two actions past due");
  const entry = (target: typeof one) => ({ id: randomUUID(), clientId: target.clientId, nextActionId: target.id, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED" }) as const;
  const [first, mistaken] = [entry(one), entry(other)];
  const entries = await countMonthInteractions(bank.supervisor, NO_FILTER);
  await logInteraction(advisor, logInteractionInput.parse(first));
  await logInteraction(advisor, logInteractionInput.parse(mistaken));
  expect(await countMonthInteractions(bank.supervisor, NO_FILTER)).toBe(entries + 2);
  await checkAll();
  await logInteraction(advisor, logInteractionInput.parse({ ...entry(one), nextActionId: null, correctsId: first.id, occurredOn: "2026-10-28" }));
  await cancelInteraction(advisor, { id: randomUUID(), clientId: mistaken.clientId, interactionId: mistaken.id });
  expect(await countMonthInteractions(bank.supervisor, NO_FILTER)).toBe(entries);
  await checkAll();
}, 300_000);

/** Walks every list; a figure that differs from its list fails. Returns how many figures there were that are not zero. */
async function checkAll(): Promise<{ figures: number }> {
  const found: Found[] = [...(await followUpLists()), ...(await trendLists()), ...(await holdersLists())];
  expect(found.filter(({ figure, listed }) => figure !== listed)).toEqual([]);
  return { figures: found.filter(({ figure }) => figure > 0).length };
}

/** `reported`: of a month that is over, what stood when it was closed. */
type Found = { of: string; figure: number; listed: number };

async function followUpLists(): Promise<Found[]> {
  const { supervisor } = bank;
  const found: Found[] = [];
  const check = async (of: string, figure: number, list: (place: Place | null) => Promise<Page<unknown>>) => found.push({ of, figure, listed: await lengthOf(list) });
  for (const row of await listFollowUp(supervisor, NO_FILTER)) {
    const filter: PortfolioFilter = { ...NO_FILTER, branchId: row.branchId, advisorId: row.advisorId, tab: row.segment ?? "NEW" };
    const of = `${row.branchId} ${row.advisorId} ${row.segment}`;
    await check(`${of} clients`, row.clients, (place) => listPortfolio(supervisor, { ...filter, place: sealed(place) }));
    await check(`${of} contacted`, row.contacted, (place) => listPortfolio(supervisor, { ...filter, contact: "within", place: sealed(place) }));
    await check(`${of} overdue`, row.overdueActions, (place) => listOverdueActions(supervisor, { ...filter, place: sealed(place) }));
    await check(`${of} interactions`, row.interactions, (place) => listMonthInteractions(supervisor, { ...filter, place: sealed(place) }));
  }
  await check("all overdue", await countOverdueActions(supervisor, NO_FILTER), (place) => listOverdueActions(supervisor, { ...NO_FILTER, place: sealed(place) }));
  await check("all interactions", await countMonthInteractions(supervisor, NO_FILTER), (place) => listMonthInteractions(supervisor, { ...NO_FILTER, place: sealed(place) }));
  return found;
}

/** Each part of the year: the rows that are there, how many the page says there are now, and the figure that it reports. */
async function trendLists(): Promise<Found[]> {
  const { supervisor, today } = bank;
  const calendar = await getTrendCalendar(supervisor);
  const [advisor] = bank.advisors;
  const all: TrendFilter = { branchId: null, advisorId: null, tab: null, kind: null, period: null };
  const filters: TrendFilter[] = [all, { ...all, period: "2026-09-01" }, { ...all, advisorId: advisor?.userId ?? null, period: "12" }, ...SEGMENTS.map((tab) => ({ ...all, tab }))];
  const found: Found[] = [];
  for (const filter of filters) {
    const counts = (await listPartCounts(supervisor, filter, calendar)).filter((row) => filter.advisorId === null || row.advisorId === filter.advisorId);
    const period = periodOf(filter, monthsToShow(today), today);
    for (const part of FOLLOW_UP_PARTS) {
      const of = `${JSON.stringify(filter)} ${part}`;
      const { now, reported } = await countTrendEntries(supervisor, { ...filter, part, detail: null, place: null }, calendar);
      found.push({ of: `${of} reported`, figure: countOf(part, counts, period), listed: reported });
      found.push({ of: `${of} now`, figure: now, listed: await lengthOf((place) => listTrendEntries(supervisor, { ...filter, part, detail: null, place: sealed(place) }, calendar)) });
    }
  }
  return found;
}

/** Today, the portfolio and the desk of those who hold one, and the supervisor's portfolio and desk. */
async function holdersLists(): Promise<Found[]> {
  const found: Found[] = [];
  for (const holder of [...bank.advisors.slice(0, 2), ...bank.managers.slice(0, 1), bank.supervisor]) {
    const of = `${holder.role} ${holder.userId}`;
    const tabs = await countTabs(holder, NO_FILTER);
    for (const tab of PORTFOLIO_TABS) found.push({ of: `${of} ${tab}`, figure: tabs[tab], listed: await lengthOf((place) => listPortfolio(holder, { ...NO_FILTER, tab, place: sealed(place) })) });
    for (const { kind, ...views } of holder.role === "SUPERVISOR" ? [] : await countToday(holder)) {
      for (const view of ["overdue", "today", "soon", "taken", "snoozed"] as const) {
        found.push({ of: `${of} ${kind} ${view}`, figure: views[view], listed: await lengthOf((place) => listToday(holder, { view, kind, place: sealed(place) })) });
      }
    }
    const standings = await countDesk(holder, WHOLE_DESK);
    for (const standing of REVIEW_STANDINGS) found.push({ of: `${of} ${standing}`, figure: standings[standing].clients, listed: await lengthOf((place) => listDesk(holder, { ...WHOLE_DESK, standing, place: sealed(place) })) });
    for (const { id, toInvite } of await listDeskEvents(holder)) found.push({ of: `${of} ${id}`, figure: toInvite, listed: await lengthOf((place) => listDesk(holder, { ...WHOLE_DESK, eventId: id, place: sealed(place) })) });
  }
  return found;
}

async function clientsOf(advisor: Viewer): Promise<number> {
  const rows = await listFollowUp(bank.supervisor, { ...NO_FILTER, advisorId: advisor.userId });
  return rows.reduce((sum, { clients }) => sum + clients, 0);
}

/** How many entries a list has, from its first page to its last. */
async function lengthOf(list: (place: Place | null) => Promise<Page<unknown>>): Promise<number> {
  let [count, place]: [number, Place | null] = [0, null];
  do {
    const page: Page<unknown> = await list(place);
    count += page.rows.length;
    place = page.next;
  } while (place);
  return count;
}

function sealed(place: Place | null): { token: string; value: Place } | null {
  return place && { token: "", value: place };
}
