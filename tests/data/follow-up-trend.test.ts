import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { countTrendEntries, getTrendCalendar, listPartCounts, listSpreads, listTrendEntries, trendEntriesToExport, type TrendCalendar } from "@/lib/data/follow-up-trend";
import { listFollowUp } from "@/lib/data/follow-up";
import type { Viewer } from "@/lib/data/viewer";
import { actionOutcome, type SuggestionFacts } from "@/lib/domain/action-outcome";
import type { Day } from "@/lib/domain/dates";
import { countOf, FOLLOW_UP_PARTS, measure, monthsToShow, SHARES, type FollowUpPart, type PartCount } from "@/lib/domain/follow-up-measures";
import type { TrendEntry } from "@/lib/domain/follow-up-entries";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { planActions } from "@/lib/jobs/plan-actions";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { refreshFollowUpMonths } from "@/lib/jobs/refresh-follow-up-months";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import { periodOf, type TrendEntryFilter, type TrendFilter } from "@/lib/schemas/trend-filter";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { insertViewer, viewer } from "@/tests/support/viewers";

/** A demo bank of four branches, a year of suggestions and what became of them. */
const db = await testDatabase();
const { owner } = db;
const EVERYTHING: TrendFilter = { branchId: null, advisorId: null, tab: null, kind: null, period: null };
let supervisor: Viewer;
let otherSupervisor: Viewer;
let calendar: TrendCalendar;

beforeAll(async () => {
  await fillDemoBank(db.ownerUrl, { seed: 8, clients: 900, today: TEST_TODAY });
  await owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  await refreshBank(db.ownerUrl, "FIRST");
  supervisor = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [1, 2] });
  otherSupervisor = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [3] });
  calendar = await getTrendCalendar(supervisor);
}, 180_000);

describe("the figures", () => {
  it("closes the twelve months that are over, and counts the present one when it is asked for", async () => {
    expect(calendar).toEqual({ today: TEST_TODAY, closedUntil: "2026-10-01" });
    const counts = await listPartCounts(supervisor, EVERYTHING, calendar);
    expect([...new Set(counts.map(({ month }) => month))].sort()).toEqual(monthsToShow(TEST_TODAY).reverse());
    // A demo in which a figure stands still would show nothing.
    for (const part of FOLLOW_UP_PARTS) expect({ part, some: counts.some((row) => row.part === part) }).toEqual({ part, some: true });
  });

  it("of the present month are those that plain statements count", async () => {
    const counts = await listPartCounts(supervisor, EVERYTHING, calendar);
    const now = (part: FollowUpPart) => sumOf(counts, part, "2026-11-01");
    for (const [part, sql] of Object.entries(PLAIN)) {
      const { rows } = await owner.query<{ count: number }>(`SELECT count(*)::int AS count FROM client c LEFT JOIN client_score s ON s.client_id = c.id ${sql.replaceAll("TODAY", `'${TEST_TODAY}'::date`)} AND c.branch_id IN (1, 2) AND c.status = 'ACTIVE'`);
      expect({ part, count: now(part as FollowUpPart) }).toEqual({ part, count: rows[0]?.count });
    }
  });

  it("of a closed month are those that plain statements count, by the segment of that time", async () => {
    const counts = (await listPartCounts(supervisor, { ...EVERYTHING, tab: "DEVELOP" }, calendar)).filter(({ month }) => month === "2026-07-01");
    const ofSegment = `c.branch_id IN (1, 2) AND c.status = 'ACTIVE' AND (SELECT h.segment_after FROM score_history h WHERE h.client_id = c.id ORDER BY h.id LIMIT 1) = 'DEVELOP'`;
    const { rows: [plain] } = await owner.query<{ covered: number; accepted: number }>(`SELECT
      (SELECT count(*)::int FROM client c WHERE ${ofSegment} AND c.client_since_on <= '2026-07-31' AND EXISTS (SELECT 1 FROM interaction i WHERE i.client_id = c.id AND i.outcome <> 'NO_ANSWER'
        AND (i.occurred_at AT TIME ZONE 'Europe/Paris')::date BETWEEN '2026-07-31'::date - 90 AND '2026-07-31')) AS covered,
      (SELECT count(*)::int FROM client c JOIN next_action n ON n.client_id = c.id WHERE ${ofSegment} AND n.origin = 'RULES' AND n.status = 'DONE'
        AND (n.closed_at AT TIME ZONE 'Europe/Paris')::date BETWEEN '2026-07-01' AND '2026-07-31') AS accepted`);
    expect({ covered: sumOf(counts, "COVERED", "2026-07-01"), accepted: sumOf(counts, "ACCEPTED", "2026-07-01") }).toEqual(plain);
    expect(plain?.covered).toBeGreaterThan(20);
  });

  it("of the present month agree with the follow-up by advisor", async () => {
    const [counts, rows] = [await listPartCounts(supervisor, EVERYTHING, calendar), await listFollowUp(supervisor, NO_FILTER)];
    const sum = (pick: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + pick(row), 0);
    const [contacts, segmented] = [(["SERVICE", "COMMERCIAL", "AGAINST_POLICY", "NOT_REACHED"] as const), rows.filter(({ segment }) => segment !== null)];
    expect([sumOf(counts, "COVERED", "2026-11-01"), sumOf(counts, "OVERDUE", "2026-11-01"), contacts.reduce((total, part) => total + sumOf(counts, part, "2026-11-01"), 0)])
      .toEqual([segmented.reduce((total, row) => total + row.contacted, 0), sum((row) => row.overdueActions), sum((row) => row.interactions)]);
  });

  it("each is as long as the list behind it: by part, and by advisor, segment, kind and period", async () => {
    const filters: TrendFilter[] = [
      EVERYTHING, { ...EVERYTHING, period: "3" }, { ...EVERYTHING, period: "12", kind: "TARGETED_OFFER" }, { ...EVERYTHING, period: "2026-06-01", tab: "STIMULATE" },
      { ...EVERYTHING, branchId: 2, advisorId: 5 }, { ...EVERYTHING, advisorId: 1, tab: "DEVELOP", kind: "PERSONAL_FOLLOW_UP", period: "12" },
    ];
    for (const filter of filters) {
      const counts = (await listPartCounts(supervisor, filter, calendar)).filter(({ advisorId }) => filter.advisorId === null || advisorId === filter.advisorId);
      const period = periodOf(filter, monthsToShow(TEST_TODAY), TEST_TODAY);
      for (const part of FOLLOW_UP_PARTS) {
        const figure = countOf(part, counts, period);
        const asked: TrendEntryFilter = { ...filter, part, detail: null, place: null };
        expect({ filter, part, ...(await countTrendEntries(supervisor, asked, calendar)) }).toEqual({ filter, part, now: figure, reported: figure });
        if (figure > 0 && figure < 120) expect({ part, rows: (await allOf(supervisor, asked)).length }).toEqual({ part, rows: figure });
      }
    }
  }, 120_000);

  it("a list goes on, page by page, each entry once, and leaves as one file", async () => {
    const asked: TrendEntryFilter = { ...EVERYTHING, period: "12", part: "ACCEPTED", detail: null, place: null };
    const rows = await allOf(supervisor, asked);
    const { now } = await countTrendEntries(supervisor, asked, calendar);
    expect(rows.length).toBe(now);
    expect(new Set(rows.map(({ entryId }) => entryId)).size).toBe(now);
    expect(now).toBeGreaterThan(150);
    const exported: TrendEntry[] = [];
    for await (const page of trendEntriesToExport(supervisor, asked, calendar)) exported.push(...page);
    expect(exported.map(({ entryId }) => entryId)).toEqual(rows.map(({ entryId }) => entryId));
  });
});

describe("rules that exist twice", () => {
  it("what became of a suggestion: the function and the database agree on each of them", async () => {
    const { rows } = await owner.query<SuggestionFacts & { id: string; part: string | null; on: Day | null }>(`
      SELECT n.id, n.status, n.created_on::text AS "createdOn", n.due_on::text AS "dueOn", n.snoozed_until_on::text AS "snoozedUntilOn", n.blocked_by IS NOT NULL AS "isBlocked",
        n.blocked_until_on::text AS "blockedUntilOn", CASE WHEN n.taken_at IS NOT NULL THEN least((n.taken_at AT TIME ZONE 'Europe/Paris')::date, bank_today())::text END AS "takenOn",
        CASE WHEN n.closed_at IS NOT NULL THEN least((n.closed_at AT TIME ZONE 'Europe/Paris')::date, bank_today())::text END AS "closedOn",
        e.part, e.on_day::text AS on
      FROM client c JOIN next_action n ON n.client_id = c.id LEFT JOIN follow_up_entries('2020-01-01', '2026-11-01') e ON e.family = 'OUTCOME' AND e.client_id = n.client_id AND e.entry_id = n.id
      WHERE n.origin = 'RULES' AND c.status = 'ACTIVE'`);
    expect(rows.length).toBeGreaterThan(1_000);
    const found = rows.map(({ id, part, on }) => ({ id, outcome: part === null ? null : { part, on } }));
    expect(found).toEqual(rows.map((row) => ({ id: row.id, outcome: actionOutcome(row, TEST_TODAY) })));
    for (const part of ["ACCEPTED", "DISMISSED", "IGNORED", null]) expect(found.some(({ outcome }) => (outcome?.part ?? null) === part)).toBe(true);
  });

  it("which parts a measure has", async () => {
    const { rows } = await owner.query<{ measure: string; counted: string[]; of: string[] }>(
      "SELECT measure, array_agg(part::text) FILTER (WHERE is_counted) AS counted, array_agg(part::text ORDER BY part::text) AS of FROM follow_up_measures() GROUP BY measure ORDER BY measure");
    expect(rows).toEqual(Object.entries(SHARES).sort().map(([name, { counted, of }]) => ({ measure: name, counted: [counted], of: [...of].sort() })));
  });

  it("how the bank lies: the quartiles of what is measured of each portfolio", async () => {
    const everyone = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [1, 2, 3, 4] });
    for (const period of [null, "3", "12", "2026-05-01"] as const) {
      const filter = { ...EVERYTHING, period };
      const window = periodOf(filter, monthsToShow(TEST_TODAY), TEST_TODAY);
      const counts = await listPartCounts(everyone, filter, calendar);
      const spreads = await listSpreads(everyone, filter, window);
      expect(spreads.length).toBeGreaterThan(5);
      for (const spread of spreads) {
        const values = [...new Set(counts.map(({ advisorId }) => advisorId))]
          .map((id) => measure(spread.measure, counts.filter(({ advisorId }) => advisorId === id), window))
          .filter(({ of }) => of >= 10).map(({ value }) => value ?? 0).sort((a, b) => a - b);
        expect({ ...spread, q50: round(spread.q50), q25: round(spread.q25) }).toMatchObject({ portfolios: values.length, q50: round(quantile(values, 0.5)), q25: round(quantile(values, 0.25)) });
        expect(values.length).toBeGreaterThanOrEqual(5);
      }
    }
  });
});

describe("months that are over", () => {
  it("stand as they were closed, and the list behind says what it finds today", async () => {
    const asked: TrendEntryFilter = { ...EVERYTHING, period: "2026-09-01", part: "DISMISSED", detail: null, place: null };
    const before = await countTrendEntries(supervisor, asked, calendar);
    const [entry] = (await listTrendEntries(supervisor, asked, calendar)).rows;
    await owner.query("UPDATE next_action SET status = 'OPEN', origin = 'PLANNED', closed_at = NULL, dismissal_reason = NULL WHERE client_id = $1 AND id = $2", [entry?.clientId, entry?.entryId]);
    await refreshFollowUpMonths(db.ownerUrl);
    expect(await countTrendEntries(supervisor, asked, calendar)).toEqual({ now: before.now - 1, reported: before.reported });
    expect(sumOf(await listPartCounts(supervisor, EVERYTHING, calendar), "DISMISSED", "2026-09-01")).toBe(before.reported);
  });

  it("a month that has ended since is counted now, until it is closed, and then stands", async () => {
    await owner.query("UPDATE bank SET pinned_today_on = '2026-12-02'");
    const december = await getTrendCalendar(supervisor);
    const live = await listPartCounts(supervisor, EVERYTHING, december);
    await refreshFollowUpMonths(db.ownerUrl);
    const closed = await getTrendCalendar(supervisor);
    expect([december.closedUntil, closed.closedUntil]).toEqual(["2026-10-01", "2026-11-01"]);
    for (const part of FOLLOW_UP_PARTS) {
      expect({ part, count: sumOf(await listPartCounts(supervisor, EVERYTHING, closed), part, "2026-11-01") }).toEqual({ part, count: sumOf(live, part, "2026-11-01") });
    }
    await owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
    await owner.query("DELETE FROM follow_up_closed_month WHERE month = '2026-11-01'");
    await refreshFollowUpMonths(db.ownerUrl);
  });

  it("a contact logged a moment ago is in the figures", async () => {
    const before = await countTrendEntries(supervisor, { ...EVERYTHING, part: "SERVICE", detail: null, place: null }, calendar);
    await owner.query("INSERT INTO interaction (client_id, id, occurred_at, channel, outcome) SELECT id, $1, '2026-11-19T10:00:00Z', 'PHONE', 'DISCUSSED' FROM client WHERE branch_id = 1 AND status = 'ACTIVE' ORDER BY id LIMIT 1", [randomUUID()]);
    expect(sumOf(await listPartCounts(supervisor, EVERYTHING, calendar), "SERVICE", "2026-11-01")).toBe(before.now + 1);
  });
});

describe("who looks", () => {
  it("a supervisor at the branches of theirs alone, whatever is asked for", async () => {
    const counts = await listPartCounts(otherSupervisor, EVERYTHING, calendar);
    expect([...new Set(counts.map(({ branchId }) => branchId))]).toEqual([3]);
    const asked = { ...EVERYTHING, branchId: 1, advisorId: 1 };
    expect(await listPartCounts(otherSupervisor, asked, calendar)).toEqual([]);
    expect((await listTrendEntries(otherSupervisor, { ...asked, part: "COVERED", detail: null, place: null }, calendar)).rows).toEqual([]);
    expect(await countTrendEntries(otherSupervisor, { ...asked, part: "COVERED", detail: null, place: null, period: "2026-09-01" }, calendar)).toEqual({ now: 0, reported: 0 });
  });

  it.each(["ADVISOR", "RELATIONSHIP_MANAGER", "ANALYST", "ADMINISTRATOR"] as const)("nobody else: %s", async (role) => {
    // An advisor with a portfolio of this bank.
    const looking = role === "ADVISOR" ? viewer(role, { userId: 1 }) : await insertViewer(owner, role);
    expect(await listPartCounts(looking, EVERYTHING, calendar)).toEqual([]);
    expect(await listSpreads(looking, EVERYTHING, periodOf(EVERYTHING, monthsToShow(TEST_TODAY), TEST_TODAY))).toEqual([]);
    expect((await listTrendEntries(looking, { ...EVERYTHING, part: "COVERED", detail: null, place: null }, calendar)).rows).toEqual([]);
    expect(await countTrendEntries(looking, { ...EVERYTHING, part: "COVERED", detail: null, place: null }, calendar)).toEqual({ now: 0, reported: 0 });
  });
});

// The last of all: it takes the past away.
it("the past that a demo bank has leaves today's suggestions as they would be without it", async () => {
  await owner.query("DELETE FROM next_action WHERE origin = 'RULES' AND status <> 'OPEN'");
  expect(await planActions(db.ownerUrl)).toEqual({ added: 0, changed: 0, withdrawn: 0 });
});

/** The present month, counted another way: conditions on the client `c` and the score `s`. */
const PLAIN: Partial<Record<FollowUpPart, string>> = {
  COVERED: "WHERE s.segment IS NOT NULL AND TODAY - c.last_contact_on <= CASE s.segment WHEN 'MAINTAIN' THEN 60 WHEN 'DEVELOP' THEN 90 WHEN 'STIMULATE' THEN 120 ELSE 180 END",
  BLOCKED: "JOIN next_action n ON n.client_id = c.id WHERE n.status = 'OPEN' AND n.blocked_by IS NOT NULL AND coalesce(n.blocked_until_on, 'infinity') > TODAY",
  OVERDUE: "JOIN next_action n ON n.client_id = c.id WHERE n.status = 'OPEN' AND n.due_on < TODAY AND coalesce(n.snoozed_until_on, TODAY) <= TODAY AND NOT (n.blocked_by IS NOT NULL AND coalesce(n.blocked_until_on, 'infinity') > TODAY)",
  DISMISSED: "JOIN next_action n ON n.client_id = c.id WHERE n.origin = 'RULES' AND n.status = 'DISMISSED' AND to_char(n.closed_at, 'YYYY-MM') = '2026-11'",
  REVIEW_NEVER: "WHERE c.high_value AND c.last_review_on IS NULL",
  WELCOMED: `WHERE c.client_since_on BETWEEN '2026-10-02' AND '2026-10-20' AND EXISTS (SELECT 1 FROM interaction i WHERE i.client_id = c.id AND i.outcome <> 'NO_ANSWER'
    AND i.occurred_at::date > c.client_since_on AND i.occurred_at::date <= c.client_since_on + 30)`,
  ALERT_ANSWERED: `JOIN next_action n ON n.client_id = c.id WHERE n.kind = 'CHURN_WATCH' AND n.created_on BETWEEN '2026-10-18' AND '2026-11-05' AND EXISTS (
    SELECT 1 FROM interaction i WHERE i.client_id = c.id AND i.outcome <> 'NO_ANSWER' AND i.occurred_at::date BETWEEN n.created_on AND n.created_on + 14)`,
  NOT_REACHED: "JOIN interaction i ON i.client_id = c.id WHERE i.outcome = 'NO_ANSWER' AND to_char(i.occurred_at, 'YYYY-MM') = '2026-11' AND i.id NOT IN (SELECT x.corrects_id FROM interaction x WHERE x.corrects_id IS NOT NULL)",
};

function sumOf(counts: readonly PartCount[], part: FollowUpPart, month: Day): number {
  return counts.reduce((total, row) => (row.part === part && row.month === month ? total + row.count : total), 0);
}

async function allOf(looking: Viewer, filter: TrendEntryFilter): Promise<TrendEntry[]> {
  const { rows, next } = await listTrendEntries(looking, filter, calendar);
  return next ? [...rows, ...(await allOf(looking, { ...filter, place: { token: "", value: next } }))] : rows;
}

/** As percentile_cont. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)] ?? 0, sorted[Math.ceil(at)] ?? 0];
  return low + (at - Math.floor(at)) * (high - low);
}

function round(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

