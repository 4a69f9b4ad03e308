import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { beginEntriesExport, beginFiguresExport } from "@/lib/data/follow-up-export";
import { countTrendEntries, getTrendCalendar, listPartCounts, listSpreads, listTrendEntries } from "@/lib/data/follow-up-trend";
import type { Viewer } from "@/lib/data/viewer";
import { FOLLOW_UP_PARTS } from "@/lib/domain/follow-up-measures";
import type { TrendFilter } from "@/lib/schemas/trend-filter";
import { testDatabase } from "@/tests/support/database";
import { fillLargeBank } from "@/tests/support/large-bank";
import { readings, statementsOf } from "@/tests/support/plans";
import { viewer } from "@/tests/support/viewers";

/** The follow-up over time of a large bank is answered by index, as every page is (page-plans.test.ts). */
const db = await testDatabase();
const web = new pg.Client({ connectionString: db.appUrl });
const TREND: TrendFilter = { branchId: null, advisorId: null, tab: null, kind: null, period: null };
let supervisor: Viewer;
let owned: Set<string>;

beforeAll(async () => {
  const bank = await fillLargeBank(db.owner);
  supervisor = viewer("SUPERVISOR", { userId: bank.supervisorId, supervisedBranchIds: bank.branchIds });
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'client_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  owned = new Set(["client", "follow_up_month", ...rows.map(({ name }) => name)]);
  await web.connect();
}, 180_000);
afterAll(() => web.end());

it.each<[string, TrendFilter]>([
  ["everyone", TREND], ["one advisor, segment and kind over three months", { ...TREND, advisorId: 1, tab: "DEVELOP", kind: "TARGETED_OFFER", period: "3" }], ["a branch in a month that is over", { ...TREND, branchId: 1, period: "2026-08-01" }],
])("its figures, of: %s", async (_, filter) => {
  const calendar = await getTrendCalendar(supervisor);
  expect(calendar.closedUntil).toBe("2026-10-01");
  await expectIndexed(3, () => Promise.all([getTrendCalendar(supervisor), listPartCounts(supervisor, filter, calendar), listSpreads(supervisor, filter, { untilMonth: "2026-11-01", months: 1 })]));
  // Before the first night no month is closed: all of them are counted.
  await expectIndexed(1, () => listPartCounts(supervisor, filter, { ...calendar, closedUntil: null }));
});

it.each(FOLLOW_UP_PARTS)("the entries behind %s, page by page, and how many they are", async (part) => {
  const calendar = await getTrendCalendar(supervisor);
  for (const filter of [{ ...TREND, part, detail: null, place: null }, { ...TREND, advisorId: 1, tab: "DEVELOP" as const, period: "12" as const, part, detail: null, place: null }]) {
    const { next } = await listTrendEntries(supervisor, filter, calendar);
    await expectIndexed(1, () => listTrendEntries(supervisor, filter, calendar));
    if (next) await expectIndexed(1, () => listTrendEntries(supervisor, { ...filter, place: { token: "", value: next } }, calendar));
    await expectIndexed(1, () => countTrendEntries(supervisor, filter, calendar));
  }
});

it("what leaves as a file", async () => {
  const calendar = await getTrendCalendar(supervisor);
  await expectIndexed(null, () => Promise.all([beginFiguresExport(supervisor, TREND), beginEntriesExport(supervisor, { ...TREND, part: "WAITING", detail: null, place: null }, calendar)]));
});

/** `count` null: as many statements as it takes. */
async function expectIndexed(count: number | null, work: () => Promise<unknown>): Promise<void> {
  const sent = await statementsOf(work);
  expect(sent.length).toBeGreaterThan(0);
  if (count !== null) expect(sent).toHaveLength(count);
  for (const statement of sent) expect(await readings(web, supervisor.userId, statement, owned)).toEqual([]);
}
