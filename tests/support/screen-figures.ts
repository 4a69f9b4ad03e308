import { listOverviewGroups } from "@/lib/data/bank-overview";
import { planCampaign } from "@/lib/data/control-draw";
import { countMonthInteractions, countOverdueActions, listFollowUp } from "@/lib/data/follow-up";
import { getTrendCalendar, listPartCounts, listSpreads } from "@/lib/data/follow-up-trend";
import { countToday } from "@/lib/data/next-actions";
import { countTabs } from "@/lib/data/portfolio";
import { countDesk, listDeskEvents } from "@/lib/data/review-desk";
import { readWorkload } from "@/lib/data/workload";
import { addDays } from "@/lib/domain/dates";
import { followUpOf } from "@/lib/domain/follow-up";
import { FOLLOW_UP_PARTS, monthsToShow, type MeasureName } from "@/lib/domain/follow-up-measures";
import { NEXT_ACTION_KINDS } from "@/lib/domain/next-actions";
import { sampleSize } from "@/lib/domain/sample-size";
import { SEGMENTS } from "@/lib/domain/segments";
import { loadFigures } from "@/lib/domain/workload";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { WHOLE_DESK } from "@/lib/schemas/desk-filter";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { periodOf, type TrendFilter } from "@/lib/schemas/trend-filter";
import { compare, counted, figures, type Figure, type Screen } from "./compared-figures";
import { looks } from "./look-figures";
import type { WorkedBank } from "./worked-bank";

/** Of the branches of the supervisor, spelled out: plain SQL knows no wall. */
const branchesOf = ({ supervisor }: WorkedBank) => `branch_id IN (${supervisor.supervisedBranchIds.join(", ")})`;

/** The analyst's and the administrator's home: groups of ten clients at least. */
const overview: Screen = async (owner, { analyst, administrator }) => {
  const named = (rows: Awaited<ReturnType<typeof listOverviewGroups>>) => rows.flatMap(({ branchId, segment, clients, pnbCents, contacted }) =>
    figures(`${branchId} ${segment}`, { clients, pnbCents, contacted }));
  const both = [await listOverviewGroups(analyst), await listOverviewGroups(administrator)].map(named);
  if (JSON.stringify(both[0]) !== JSON.stringify(both[1])) throw new Error("the analyst and the administrator see other figures");
  const plain = await counted(owner, `
    SELECT c.branch_id || ' ' || coalesce(c.segment, 'null') AS of, count(*) AS clients, coalesce(sum(c.pnb_cents) FILTER (WHERE c.segment IS NOT NULL), 0) AS "pnbCents",
      count(*) FILTER (WHERE EXISTS (SELECT 1 FROM plain.contact i WHERE i.client_id = c.id AND k.today - i.day <= 90)) AS contacted
    FROM plain.client c, plain.calendar k GROUP BY c.branch_id, c.segment HAVING count(*) >= 10`);
  return compare(["clients", "pnbCents", "contacted"], both[0] ?? [], plain);
};

/** The follow-up by advisor and segment, its totals, and the counts of the two lists behind it. */
const followUp: Screen = async (owner, bank) => {
  const rows = await listFollowUp(bank.supervisor, NO_FILTER);
  const { totals } = followUpOf(rows);
  const [actions, entries] = [await countOverdueActions(bank.supervisor, NO_FILTER), await countMonthInteractions(bank.supervisor, NO_FILTER)];
  const shown = [
    ...rows.flatMap(({ advisorId, segment, clients, contacted, overdueActions, interactions }) => figures(`${advisorId} ${segment}`, { clients, contacted, overdueActions, interactions })),
    ...figures("all", { clients: totals.clients, contacted: totals.contacted, overdueActions: totals.overdueActions, interactions: totals.interactions, owed: totals.owed }),
    ...figures("lists", { overdueActions: actions, interactions: entries }),
  ];
  const base = `FROM (SELECT c.*, k.today, k.this_month,
      (SELECT k.today - max(i.day) <= plain.cadence(c.segment) FROM plain.contact i WHERE i.client_id = c.id) AS is_contacted,
      (SELECT count(*) FROM plain.open_action o WHERE o.client_id = c.id AND o.month = k.this_month AND o.part = 'OVERDUE') AS overdue,
      (SELECT count(*) FROM plain.entry i WHERE i.client_id = c.id AND date_trunc('month', i.day) = k.this_month) AS entries
    FROM plain.client c, plain.calendar k WHERE ${branchesOf(bank)}) c`;
  const sums = `count(*) AS clients, count(*) FILTER (WHERE is_contacted) AS contacted, sum(overdue) AS "overdueActions", sum(entries) AS interactions`;
  const plain = [
    ...(await counted(owner, `SELECT advisor_id || ' ' || coalesce(segment, 'null') AS of, ${sums} ${base} GROUP BY advisor_id, segment`)),
    ...(await counted(owner, `SELECT 'all' AS of, ${sums}, count(segment) AS owed ${base}`)),
    ...(await counted(owner, `SELECT 'lists' AS of, sum(overdue) AS "overdueActions", sum(entries) AS interactions ${base}`)),
  ];
  return compare(["clients", "contacted", "overdueActions", "interactions", "owed"], shown, plain);
};

const ALL: TrendFilter = { branchId: null, advisorId: null, tab: null, kind: null, period: null };

/** Every part of the year, by portfolio, month and reason; once for all, then by segment and by kind. */
const trend: Screen = async (owner, bank) => {
  const calendar = await getTrendCalendar(bank.supervisor);
  const filters = [ALL, ...[...SEGMENTS, "NEW" as const].map((tab) => ({ ...ALL, tab })), ...NEXT_ACTION_KINDS.map((kind) => ({ ...ALL, kind }))];
  const [shown, plain]: [Figure[], Figure[]] = [[], []];
  for (const filter of filters) {
    const { tab, kind } = filter;
    const counts = await listPartCounts(bank.supervisor, filter, calendar);
    shown.push(...counts.map(({ advisorId, month, part, detail, count }) => ({ name: part, of: [tab, kind, advisorId, month, detail].join(" "), value: count })));
    const rows = await owner.query<{ advisor: number; month: string; part: string; detail: string; count: number }>(`
      SELECT advisor_id AS advisor, month::text AS month, part, detail, count(*)::int AS count FROM plain.part
      WHERE ${branchesOf(bank)} AND ($1::text IS NULL OR tab = $1) AND ($2::text IS NULL OR kind = $2) GROUP BY 1, 2, 3, 4`, [tab, kind]);
    plain.push(...rows.rows.map(({ advisor, month, part, detail, count }) => ({ name: part, of: [tab, kind, advisor, month, detail].join(" "), value: count })));
  }
  return compare(FOLLOW_UP_PARTS, shown, plain);
};

/** How the portfolios of the bank lie by each of the eleven measures: this month, one that is over, three months and a year. */
const spread: Screen = async (owner, bank) => {
  const [shown, plain]: [Figure[], Figure[]] = [[], []];
  const months = monthsToShow(bank.today);
  for (const period of [null, months[1] ?? null, months[4] ?? null, "3", "12"] as const) {
    const window = periodOf({ period }, months, bank.today);
    const rows = await listSpreads(bank.supervisor, { ...ALL, period }, window);
    shown.push(...rows.flatMap(({ measure, portfolios, q10, q25, q50, q75, q90 }) => figures(`${measure} ${period}`, { portfolios, q10, q25, q50, q75, q90 })));
    const quantile = (share: number) => `percentile_cont(${share}) WITHIN GROUP (ORDER BY rate)`;
    plain.push(...(await counted(owner, `
      WITH counted AS (
        SELECT p.* FROM plain.part p WHERE p.month <= '${window.untilMonth}' AND CASE WHEN p.part IN (${STOCK}) THEN p.month = '${window.untilMonth}'
          ELSE p.month > '${window.untilMonth}'::date - interval '${window.months} months' END
      ), rates AS (
        ${Object.entries(SHARES).map(([measure, [some, all]]) => `SELECT '${measure}' AS measure, advisor_id, count(*) AS n, avg((part = '${some}')::int)::float8 AS rate FROM counted WHERE part IN (${all}) GROUP BY advisor_id`).join(" UNION ALL ")}
        UNION ALL SELECT 'DAYS', advisor_id, count(*), percentile_disc(0.5) WITHIN GROUP (ORDER BY detail::int) FROM counted WHERE part = 'ACCEPTED' AND detail <> '' GROUP BY advisor_id
      )
      SELECT measure || ' ${period}' AS of, count(*) AS portfolios, ${quantile(0.1)} AS q10, ${quantile(0.25)} AS q25, ${quantile(0.5)} AS q50, ${quantile(0.75)} AS q75, ${quantile(0.9)} AS q90
      FROM rates WHERE n >= 10 GROUP BY measure HAVING count(*) >= 5`)));
  }
  return compare(["portfolios", "q50", "q90"], shown, plain);
};

const STOCK = "'COVERED', 'UNCOVERED', 'OVERDUE', 'WAITING', 'BLOCKED', 'REVIEW_LATE', 'REVIEW_NEVER', 'REVIEW_FINE'";
const ENDED = "'ACCEPTED', 'DISMISSED', 'IGNORED'";
/** What is counted among what, as the page says it. */
const SHARES: Record<Exclude<MeasureName, "DAYS">, [string, string]> = {
  COVERAGE: ["COVERED", "'COVERED', 'UNCOVERED'"], OVERDUE: ["OVERDUE", "'OVERDUE', 'WAITING'"], ACCEPTED: ["ACCEPTED", ENDED], DISMISSED: ["DISMISSED", ENDED], IGNORED: ["IGNORED", ENDED],
  ALERTS: ["ALERT_ANSWERED", "'ALERT_ANSWERED', 'ALERT_MISSED'"], WELCOMES: ["WELCOMED", "'WELCOMED', 'UNWELCOMED'"], REVIEWS: ["REVIEW_LATE", "'REVIEW_LATE', 'REVIEW_NEVER', 'REVIEW_FINE'"],
  BLOCKED: ["BLOCKED", "'BLOCKED', 'OVERDUE', 'WAITING'"], AGAINST_POLICY: ["AGAINST_POLICY", "'AGAINST_POLICY', 'COMMERCIAL'"],
};

/** Expected minutes and capacity of the next 28 days, by portfolio. */
const workload: Screen = async (owner, bank) => {
  const { today, advisors } = await readWorkload(bank.supervisor);
  const shown = advisors.flatMap((advisor) => {
    const { clients, expected: { cadence, reviews, actions, agreed, total }, days, capacity } = loadFigures(advisor, today);
    return figures(String(advisor.advisorId), { clients, cadence, reviews, actions, agreed, total, days, capacity });
  });
  const plain = await counted(owner, `
    WITH minutes AS (
      SELECT c.advisor_id, count(*) AS clients, sum(28.0 / coalesce(plain.cadence(c.segment), 30) * CASE c.service_model WHEN 'DEDICATED' THEN 40.8 WHEN 'TRADITIONAL' THEN 36.05 WHEN 'HYBRID' THEN 30.7 ELSE 22.75 END) AS cadence,
        count(*) FILTER (WHERE c.high_value) * 120 * 28.0 / 180 AS reviews
      FROM plain.client c WHERE ${branchesOf(bank)} GROUP BY c.advisor_id
    ), work AS (
      SELECT c.advisor_id, sum(CASE WHEN n.origin = 'PLANNED' THEN 0 ELSE CASE n.kind WHEN 'CHURN_WATCH' THEN 25 WHEN 'TARGETED_OFFER' THEN 20 WHEN 'WELCOME' THEN 40 WHEN 'COMPLAINT_FOLLOW_UP' THEN 45 ELSE 0 END END) AS actions,
        sum(CASE WHEN n.origin = 'PLANNED' THEN coalesce(n.length_minutes, 30) ELSE 0 END) AS agreed
      FROM plain.client c JOIN next_action n ON n.client_id = c.id CROSS JOIN plain.calendar k
      WHERE ${branchesOf(bank)} AND n.status = 'OPEN' AND n.due_on - k.today < 28 AND NOT coalesce(n.snoozed_until_on - k.today >= 28, false)
        AND (n.blocked_by IS NULL OR n.blocked_until_on - k.today < 28) GROUP BY c.advisor_id
    ), days AS (
      SELECT u.id AS advisor_id, count(*) FILTER (WHERE extract(isodow FROM d) < 6 AND to_char(d, 'MM-DD') NOT IN ('01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25')
        AND NOT EXISTS (SELECT 1 FROM work_absence a WHERE a.user_id = u.id AND d::date BETWEEN a.from_on AND a.until_on)) AS days
      FROM app_user u, plain.calendar k, generate_series(k.today::timestamp, k.today + 27, interval '1 day') d WHERE u.active GROUP BY u.id
    )
    SELECT m.advisor_id::text AS of, m.clients, m.cadence, m.reviews, coalesce(w.actions, 0) AS actions, coalesce(w.agreed, 0) AS agreed,
      m.cadence + m.reviews + coalesce(w.actions, 0) + coalesce(w.agreed, 0) AS total, d.days, coalesce(t.weekly_minutes, 2100) / 5.0 * coalesce(t.client_share_percent, 50) / 100.0 * d.days AS capacity
    FROM minutes m LEFT JOIN work w USING (advisor_id) JOIN days d USING (advisor_id) LEFT JOIN work_contract t ON t.user_id = m.advisor_id`);
  return compare(["clients", "cadence", "reviews", "actions", "agreed", "total", "days", "capacity"], shown, plain);
};

/** What a campaign would draw from: the population and each stratum of it, of a long period. */
const audits: Screen = async (owner, bank) => {
  const { today, supervisor } = bank;
  const frame = { ...firstFrame(today, supervisor.supervisedBranchIds, "All"), fromOn: addDays(today, -200), untilOn: addDays(today, -1) };
  const plan = await planCampaign(supervisor, frame);
  const shown = [...plan.strata.flatMap(({ segment, advisorId, kind, population }) => figures(`${segment} ${advisorId} ${kind}`, { population })), ...figures("all", { population: plan.population, wantedSize: plan.wantedSize, strata: plan.strata.length })];
  const strata = await counted(owner, `
    SELECT coalesce(c.segment, 'NEW') || ' ' || i.user_id || ' ' || coalesce(a.kind::text, CASE WHEN i.review THEN 'PORTFOLIO_REVIEW' WHEN i.outcome::text LIKE 'COMPLAINT%' THEN 'COMPLAINT_FOLLOW_UP' WHEN i.commercial THEN 'TARGETED_OFFER' ELSE 'PERSONAL_FOLLOW_UP' END) AS of,
      count(*) AS population
    FROM plain.entry i JOIN (SELECT c.id, c.branch_id, s.segment::text AS segment FROM client c LEFT JOIN client_score s ON s.client_id = c.id) c ON c.id = i.client_id
      LEFT JOIN next_action a ON a.client_id = i.client_id AND a.id = i.next_action_id CROSS JOIN plain.calendar k
    WHERE ${branchesOf(bank)} AND i.user_id IS NOT NULL AND k.today - i.day BETWEEN 1 AND 200 GROUP BY 1`);
  const population = strata.reduce((sum, { value }) => sum + value, 0);
  const wantedSize = sampleSize(population, { confidence: 95, expectedRate: 0.9, halfWidth: 0.05 });
  return compare(["population", "wantedSize", "strata"], shown, [...strata, ...figures("all", { population, wantedSize, strata: strata.length })]);
};

/** The desk, of each relationship manager and of the supervisor: how the reviews stand, what these clients have, who could be invited. */
const desk: Screen = async (owner, bank) => {
  const [shown, plain]: [Figure[], Figure[]] = [[], []];
  const looking = [...bank.managers.map((manager) => ({ manager, own: `advisor_id = ${manager.userId}` })), { manager: bank.supervisor, own: branchesOf(bank) }];
  for (const { manager, own } of looking) {
    const [standings, events] = [await countDesk(manager, WHOLE_DESK), await listDeskEvents(manager)];
    shown.push(...Object.entries(standings).flatMap(([standing, { clients, wealthCents }]) => figures(`${manager.userId} ${standing}`, { clients, wealthCents })));
    shown.push(...events.flatMap(({ id, toInvite, invited }) => figures(`${manager.userId} ${id}`, { toInvite, invited })));
    plain.push(...(await counted(owner, `
      SELECT '${manager.userId} ' || CASE WHEN d.last_on IS NULL THEN 'NEVER' WHEN d.due_on < d.today THEN 'LATE' WHEN d.due_on - d.today <= 30 THEN 'SOON' ELSE 'FINE' END AS of, count(*) AS clients, coalesce(sum(d.wealth_cents), 0) AS "wealthCents"
      FROM (SELECT c.wealth_cents, k.today, r.day AS last_on, coalesce(r.next_review_on, r.day + 180) AS due_on FROM plain.client c CROSS JOIN plain.calendar k LEFT JOIN LATERAL (
        SELECT i.day, p.next_review_on FROM plain.contact i LEFT JOIN portfolio_review p ON p.client_id = i.client_id AND p.id = i.id
        WHERE i.client_id = c.id AND i.review ORDER BY i.day DESC, i.recorded_at DESC LIMIT 1) r ON true WHERE c.high_value AND c.${own}) d GROUP BY 1`)));
    plain.push(...(await counted(owner, `
      SELECT '${manager.userId} ' || e.id AS of, (SELECT count(*) FROM event_invitation v JOIN client c ON c.id = v.client_id WHERE v.event_id = e.id AND c.${own}) AS invited,
        (SELECT count(*) FROM plain.client c WHERE c.high_value AND c.${own} AND (e.segments = '{}' OR c.segment = ANY (e.segments::text[])) AND (e.min_wealth_cents IS NULL OR c.wealth_cents >= e.min_wealth_cents)
          AND (e.min_age IS NULL OR extract(year FROM age(e.held_on, c.birth_on)) >= e.min_age) AND (e.max_age IS NULL OR extract(year FROM age(e.held_on, c.birth_on)) <= e.max_age)
          AND c.id NOT IN (SELECT v.client_id FROM event_invitation v WHERE v.event_id = e.id)) AS "toInvite"
      FROM bank_event e, plain.calendar k WHERE NOT e.withdrawn AND e.held_on >= k.today`)));
  }
  return compare(["clients", "wealthCents", "toInvite", "invited"], shown, plain);
};

/** Today and the portfolio of each holder, and the supervisor's portfolio: tabs, the conditions of the shipped views, moves of segment. */
const portfolios: Screen = async (owner, bank) => {
  const [shown, plain]: [Figure[], Figure[]] = [[], []];
  const looking = [...[...bank.advisors, ...bank.managers].map((holder) => ({ holder, own: `advisor_id = ${holder.userId}` })), { holder: bank.supervisor, own: branchesOf(bank) }];
  for (const { holder, own } of looking) {
    for (const { kind, ...views } of await countToday(holder)) shown.push(...figures(`${holder.userId} ${kind}`, views));
    for (const [name, [filter]] of Object.entries(CONDITIONS)) {
      const tabs = await countTabs(holder, { ...NO_FILTER, ...filter });
      shown.push(...Object.entries(tabs).map(([tab, value]) => ({ name, of: `${holder.userId} ${tab}`, value })));
    }
    plain.push(...(await counted(owner, `
      SELECT '${holder.userId} ' || n.kind AS of, count(*) FILTER (WHERE f.is_shown AND n.due_on < k.today) AS overdue, count(*) FILTER (WHERE f.is_shown AND n.due_on = k.today) AS today,
        count(*) FILTER (WHERE f.is_shown AND n.due_on - k.today BETWEEN 1 AND 7) AS soon, count(*) FILTER (WHERE f.is_shown AND n.taken_at IS NOT NULL) AS taken, count(*) FILTER (WHERE NOT f.is_shown) AS snoozed
      FROM client c JOIN next_action n ON n.client_id = c.id CROSS JOIN plain.calendar k CROSS JOIN LATERAL (SELECT NOT coalesce(n.snoozed_until_on > k.today, false) AS is_shown) f
      WHERE c.${own} AND n.status = 'OPEN' GROUP BY n.kind`)));
    for (const [name, [, condition]] of Object.entries(CONDITIONS)) plain.push(...(await counted(owner, `
      SELECT '${holder.userId} ' || CASE WHEN c.status <> 'ACTIVE' THEN 'DEPARTED' ELSE coalesce(s.segment::text, 'NEW') END AS of, count(*) AS "${name}"
      FROM client c LEFT JOIN client_score s ON s.client_id = c.id CROSS JOIN plain.calendar k
        LEFT JOIN LATERAL (SELECT max(i.day) AS day, max(i.day) FILTER (WHERE i.review) AS reviewed FROM plain.contact i WHERE i.client_id = c.id) l ON true WHERE c.${own} AND ${condition} GROUP BY 1`)));
  }
  return compare(["overdue", "today", "soon", "taken", "snoozed", ...Object.keys(CONDITIONS)], shown, plain);
};

const BEFORE_90 = `(SELECT (array_agg(h.segment_before::text ORDER BY h.changed_at, h.id))[1] FROM score_history h
  WHERE h.client_id = c.id AND h.segment_before IS NOT NULL AND h.segment_before IS DISTINCT FROM h.segment_after AND plain.day(h.changed_at) >= k.today - 90)`;
const RANK = (segment: string) => `array_position('{MAINTAIN,DEVELOP,STIMULATE,BUILD}'::text[], ${segment})`;
/** A condition of the list as its filter, and in plain SQL of the client `c`, the score `s`, the last contact `l`, the calendar `k`. */
const CONDITIONS: Record<string, [Partial<PortfolioFilter>, string]> = {
  everyone: [{}, "true"],
  beyond: [{ contact: "beyond" }, "s.segment IS NOT NULL AND NOT coalesce(k.today - l.day <= plain.cadence(s.segment::text), false)"],
  contact90: [{ contact: "90" }, "NOT coalesce(k.today - l.day <= 90, false)"],
  late: [{ overdue: true }, "EXISTS (SELECT 1 FROM plain.open_action o WHERE o.client_id = c.id AND o.month = k.this_month AND o.part = 'OVERDUE')"],
  complaint: [{ complaintOpen: true }, "(SELECT (array_agg(i.outcome::text ORDER BY i.occurred_at DESC, i.recorded_at DESC))[1] FROM plain.contact i WHERE i.client_id = c.id AND i.outcome::text LIKE 'COMPLAINT%') = 'COMPLAINT_RECEIVED'"],
  review: [{ review: "6" }, "c.high_value AND NOT coalesce(k.today - l.reviewed <= 180, false)"],
  movedUp: [{ moved: "90-up" }, `${RANK("s.segment::text")} < ${RANK(BEFORE_90)}`],
  movedDown: [{ moved: "90-down" }, `${RANK("s.segment::text")} > ${RANK(BEFORE_90)}`],
};

export const SCREENS: Readonly<Record<string, Screen>> = { overview, followUp, trend, spread, workload, audits, looks, desk, portfolios };
