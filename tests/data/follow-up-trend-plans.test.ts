import { afterAll, expect, it } from "vitest";
import { beginEntriesExport, beginFiguresExport } from "@/lib/data/follow-up-export";
import { countTrendEntries, getTrendCalendar, listPartCounts, listSpreads, listTrendEntries } from "@/lib/data/follow-up-trend";
import { FOLLOW_UP_PARTS } from "@/lib/domain/follow-up-measures";
import type { TrendFilter } from "@/lib/schemas/trend-filter";
import { testDatabase } from "@/tests/support/database";
import { largeBankPlans } from "@/tests/support/large-bank-plans";

/** The follow-up over time of a large bank is answered by index, as every page is (page-plans.test.ts). */
const { supervisor, expectIndexed, end } = await largeBankPlans(await testDatabase());
const TREND: TrendFilter = { branchId: null, advisorId: null, tab: null, kind: null, period: null };
/** Of no client, and many. */
const COUNTED = ["follow_up_month"];
afterAll(end);

it.each<[string, TrendFilter]>([
  ["everyone", TREND], ["one advisor, segment and kind over three months", { ...TREND, advisorId: 1, tab: "DEVELOP", kind: "TARGETED_OFFER", period: "3" }], ["a branch in a month that is over", { ...TREND, branchId: 1, period: "2026-08-01" }],
])("its figures, of: %s", async (_, filter) => {
  const calendar = await getTrendCalendar(supervisor);
  expect(calendar.closedUntil).toBe("2026-10-01");
  await expectIndexed(supervisor, 3, () => Promise.all([getTrendCalendar(supervisor), listPartCounts(supervisor, filter, calendar), listSpreads(supervisor, filter, { untilMonth: "2026-11-01", months: 1 })]), COUNTED);
  // Before the first night no month is closed: all of them are counted.
  await expectIndexed(supervisor, 1, () => listPartCounts(supervisor, filter, { ...calendar, closedUntil: null }), COUNTED);
});

it.each(FOLLOW_UP_PARTS)("the entries behind %s, page by page, and how many they are", async (part) => {
  const calendar = await getTrendCalendar(supervisor);
  for (const filter of [{ ...TREND, part, detail: null, place: null }, { ...TREND, advisorId: 1, tab: "DEVELOP" as const, period: "12" as const, part, detail: null, place: null }]) {
    const { next } = await listTrendEntries(supervisor, filter, calendar);
    await expectIndexed(supervisor, 1, () => listTrendEntries(supervisor, filter, calendar), COUNTED);
    if (next) await expectIndexed(supervisor, 1, () => listTrendEntries(supervisor, { ...filter, place: { token: "", value: next } }, calendar), COUNTED);
    await expectIndexed(supervisor, 1, () => countTrendEntries(supervisor, filter, calendar), COUNTED);
  }
});

it("what leaves as a file", async () => {
  const calendar = await getTrendCalendar(supervisor);
  await expectIndexed(supervisor, null, () => Promise.all([beginFiguresExport(supervisor, TREND), beginEntriesExport(supervisor, { ...TREND, part: "WAITING", detail: null, place: null }, calendar)]), COUNTED);
});
