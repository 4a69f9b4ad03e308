import { beforeAll, describe, expect, it } from "vitest";
import { listPortfolio } from "@/lib/data/portfolio";
import type { Viewer } from "@/lib/data/viewer";
import { activityTrend, churnSignals } from "@/lib/domain/churn-watch";
import { addDays, type Day } from "@/lib/domain/dates";
import type { Role } from "@/lib/domain/permissions";
import type { MonthOfActivity } from "@/lib/domain/score-pnb";
import { SEGMENTS, type Segment } from "@/lib/domain/segments";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { scoreBank } from "@/lib/jobs/score-bank";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { viewer } from "@/tests/support/viewers";

/** The filters by what belongs to a client, on a whole bank, against the rules or plain arithmetic. */
const demo = await testDatabase();

describe("on a whole bank", () => {
  const today: Day = "2026-11-21";
  let advisors: Viewer[];

  beforeAll(async () => {
    await fillDemoBank(demo.ownerUrl, { seed: 11, clients: 620, today });
    await demo.owner.query("UPDATE bank SET pinned_today_on = $1", [today]);
    // A month is closed between two scorings: that is what moves clients.
    const closed = (months: number) => demo.owner.query("UPDATE bank SET last_closed_month = last_closed_month + make_interval(months => $1)", [months]);
    await closed(-1);
    await scoreBank(demo.ownerUrl, { cause: "FIRST" });
    await closed(1);
    await scoreBank(demo.ownerUrl, { cause: "NIGHTLY" });
    const { rows } = await demo.owner.query<{ id: number; role: Role }>("SELECT DISTINCT u.id, u.role FROM app_user u JOIN client c ON c.advisor_id = u.id ORDER BY u.id");
    advisors = rows.map(({ id, role }) => viewer(role, { userId: id }));
  }, 60_000);

  it("an income that stopped is the sign that the rules raise", async () => {
    const found = await foundBy({ incomeStopped: true });
    expect(found.length).toBeGreaterThan(3);
    expect(found).toEqual(await clientsWhose(incomeStopped));
  });

  it("who holds a product, and who does not, are everyone, and nobody is both", async () => {
    for (const [held, missing] of [[{ productHeld: "HOME_INSURANCE" }, { productMissing: "HOME_INSURANCE" }], [{ universeHeld: "SAVINGS" }, { universeMissing: "SAVINGS" }]] as const) {
      const [holders, others] = [await foundBy(held), await foundBy(missing)];
      expect(Math.min(holders.length, others.length)).toBeGreaterThan(20);
      expect([...holders, ...others].sort()).toEqual((await foundBy({})).sort());
    }
    const { rows } = await demo.owner.query<{ id: number }>(
      `SELECT DISTINCT client_id AS id FROM holding JOIN client c ON c.id = client_id AND c.status = 'ACTIVE'
       WHERE product_code = 'HOME_INSURANCE' AND holding.status <> 'REVERSED' AND opened_on <= $1 AND coalesce(closed_on, 'infinity') > $1`, [today]);
    expect(await foundBy({ productHeld: "HOME_INSURANCE" })).toEqual(rows.map(({ id }) => id).sort());
  });

  it("who moved is who stands in another segment than before the month was closed", async () => {
    const { rows } = await demo.owner.query<{ id: number; before: Segment | null; after: Segment | null }>(
      `SELECT h.client_id AS id, h.segment_before AS before, s.segment AS after FROM score_history h JOIN client_score s ON s.client_id = h.client_id
       JOIN client c ON c.id = h.client_id AND c.status = 'ACTIVE' WHERE h.cause = 'NIGHTLY'`);
    const rank = (segment: Segment | null) => (segment === null ? Number.NaN : SEGMENTS.indexOf(segment));
    const moved = (isMove: (before: number, after: number) => boolean) => rows.filter(({ before, after }) => isMove(rank(before), rank(after))).map(({ id }) => id).sort();
    const [up, down] = [moved((before, after) => after < before), moved((before, after) => after > before)];
    expect(Math.min(up.length, down.length)).toBeGreaterThan(3);
    expect(await foundBy({ moved: "30-up" })).toEqual(up);
    expect(await foundBy({ moved: "30-down" })).toEqual(down);
    expect(await foundBy({ moved: "30" })).toEqual([...up, ...down].sort());
  });

  it.each(["3", "6", "12"] as const)("reviews older than %s months", async (review) => {
    const { rows } = await demo.owner.query<{ id: number; on: Day | null }>(
      "SELECT id, last_review_on::text AS on FROM client WHERE high_value AND status = 'ACTIVE'");
    expect(await foundBy({ review })).toEqual(rows.filter(({ on }) => on === null || on < addDays(today, -30 * Number(review))).map(({ id }) => id).sort());
  });

  /** The ids of all advisors' lists, each read to its end. */
  async function foundBy(change: Partial<PortfolioFilter>): Promise<number[]> {
    const ids: number[] = [];
    for (const looking of advisors) {
      let filter: PortfolioFilter | null = { ...NO_FILTER, sort: "name", ...change };
      while (filter) {
        const page = await listPortfolio(looking, filter);
        ids.push(...page.rows.map((row) => row.id));
        filter = page.next && { ...filter, place: { token: "", value: page.next } };
      }
    }
    return ids.sort();
  }

  async function clientsWhose(has: (activity: MonthOfActivity[], closedMonth: Day, historyMonths: number) => boolean): Promise<number[]> {
    const { rows } = await demo.owner.query<{ id: number; closedMonth: Day; historyMonths: number; activity: MonthOfActivity[] }>(
      `SELECT c.id, (SELECT last_closed_month::text FROM bank) AS "closedMonth", s.history_months AS "historyMonths",
         (SELECT coalesce(json_agg(json_build_object('month', m.month, 'moneyInCents', m.money_in_cents, 'incomeInCents', m.income_in_cents, 'balanceCents', m.balance_cents,
           'digitalSessions', m.digital_sessions, 'pnbCents', m.pnb_cents, 'davOperations', m.dav_operations)), '[]') FROM monthly_activity m WHERE m.client_id = c.id) AS activity
       FROM client c JOIN client_score s ON s.client_id = c.id WHERE c.status = 'ACTIVE'`);
    return rows.filter(({ activity, closedMonth, historyMonths }) => has(activity, closedMonth, historyMonths)).map(({ id }) => id).sort();
  }

  function incomeStopped(activity: MonthOfActivity[], closedMonth: Day, historyMonths: number): boolean {
    const facts = { closedProducts: [], complaintOpenSince: null, lastCsat: null, lastContactOn: today, clientSinceOn: today, cadenceDays: 60 };
    return churnSignals({ ...facts, closedMonth, trend: activityTrend(activity, closedMonth, historyMonths) }, today).some(({ code }) => code === "INCOME_STOPPED");
  }
});
