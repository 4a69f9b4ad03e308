import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { beforeAll, describe, expect, it } from "vitest";
import { listOverviewGroups } from "@/lib/data/bank-overview";
import { countMonthInteractions, countOverdueActions, listFollowUp } from "@/lib/data/follow-up";
import { logInteraction } from "@/lib/data/interactions";
import { dismissNextAction, reopenNextAction, snoozeNextAction } from "@/lib/data/next-action-changes";
import { countTabs } from "@/lib/data/portfolio";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, type Day } from "@/lib/domain/dates";
import { AppError } from "@/lib/errors";
import { planActions } from "@/lib/jobs/plan-actions";
import { refreshFollowUp } from "@/lib/jobs/refresh-follow-up";
import { scoreBank } from "@/lib/jobs/score-bank";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertClient, insertHolding, insertInteraction, insertNextAction, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const { owner } = db;
let staff: Staff;
let today: Day = TEST_TODAY;

/** Every client is found by nothing: a filter that restricts nobody, of which no figures are kept. */
const COUNTED: PortfolioFilter = { ...NO_FILTER, text: { token: "", value: " " } };

/** A year of activity and some products: enough for every segment, and for actions of every kind. */
beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  for (const [holder, branchId] of [[staff.advisor, staff.branchId], [staff.colleague, staff.branchId], [staff.advisor, staff.otherBranchId], [staff.otherAdvisor, staff.otherBranchId]] as const) {
    for (let n = 0; n < 12; n++) {
      const clientId = await insertClient(owner, { advisorId: holder.userId, branchId, lastContactOn: n % 5 === 0 ? null : addDays(TEST_TODAY, -30 * n) });
      await insertActivityMonths(owner, 6, { clientId, pnbCents: 1_000 * (n % 5), davOperations: 5 * n });
      for (const productCode of ["DAV", "LIVRET_A", "HOME_INSURANCE"].slice(0, n % 4)) await insertHolding(owner, { clientId, productCode });
      await insertInteraction(owner, { clientId, occurredAt: `2026-11-${String(1 + n).padStart(2, "0")}T10:00:00Z` });
    }
  }
});

describe("the figures that are kept are those that a count finds", () => {
  it("after any sequence of logs, snoozes, dismissals, reassignments, imports, scorings and days", async () => {
    await scoreBank(db.ownerUrl, { cause: "FIRST" });
    await planActions(db.ownerUrl);
    await refreshFollowUp(db.ownerUrl);
    const steps = fc.sample(anyStep, { numRuns: 100, seed: 20261122 });
    const done: string[] = [];
    let kept = 0;
    for (const step of steps) {
      done.push(JSON.stringify(step));
      await take(step);
      if (await areKept()) {
        kept++;
        expect(await keptGroups()).toEqual(await countedGroups(1));
      }
      expect({ after: done.slice(-3), ...(await figures(NO_FILTER)) }).toEqual({ after: done.slice(-3), ...(await figures(COUNTED)) });
      expect(await overview()).toEqual(await countedGroups(10));
    }
    // Else a count would have been compared with a count.
    expect(kept).toBeGreaterThan(40);
  }, 180_000);
});

describe("where a figure comes from", () => {
  beforeAll(async () => {
    await refreshFollowUp(db.ownerUrl);
  });

  it("out of what is kept, and anew after a log: of that portfolio, not of another", async () => {
    await owner.query("UPDATE follow_up_summary SET clients = clients + 700");
    const { rows } = await owner.query<{ id: number }>("SELECT id FROM client WHERE advisor_id = $1 AND status = 'ACTIVE' ORDER BY id LIMIT 1", [staff.advisor.userId]);
    await log(staff.advisor, rows[0]?.id ?? 0, {});
    const clientsOf = async (advisor: Viewer) => Object.values(await countTabs(advisor, NO_FILTER)).reduce((sum, count) => sum + count, 0);
    expect(await clientsOf(staff.advisor)).toBeLessThan(100);
    expect(await clientsOf(staff.colleague)).toBeGreaterThan(700);
  });

  it("from a count on a new day, and once a job has changed anything", async () => {
    await moveDay(1);
    expect(await figures(NO_FILTER)).toEqual(await figures(COUNTED));
    await refreshFollowUp(db.ownerUrl);
    await owner.query("UPDATE follow_up_summary SET clients = clients + 700");
    await owner.query("UPDATE next_action SET due_on = due_on - 1");
    expect(await figures(NO_FILTER)).toEqual(await figures(COUNTED));
  });

  it("from a count once the scores were exchanged, before the job has come to its end", async () => {
    await refreshFollowUp(db.ownerUrl);
    await owner.query("UPDATE scoring_model SET product_thresholds = '{1,1,1}', universe_thresholds = '{1,1,1}', dav_thresholds = '{0,0,0}'");
    await scoreBank(db.ownerUrl, { cause: "MODEL", largestInPlace: -1 });
    expect(await figures(NO_FILTER)).toEqual(await figures(COUNTED));
    expect(await areKept()).toBe(false);
    await refreshFollowUp(db.ownerUrl);
    await owner.query("UPDATE client_score SET segment = segment");
    expect(await areKept()).toBe(false);
  });

  it("a change that was taken back outdates nothing", async () => {
    await refreshFollowUp(db.ownerUrl);
    await owner.query("BEGIN; UPDATE next_action SET due_on = due_on - 1; ROLLBACK");
    expect(await areKept()).toBe(true);
  });
});

describe("at the same time", () => {
  it("two logs in one portfolio both count, though neither has seen the other", async () => {
    await refreshFollowUp(db.ownerUrl);
    const [first, second] = [await asHolder(staff.advisor), await asHolder(staff.advisor)];
    await first.query(ADD_OVERDUE, [await nth(OWN_CLIENTS, staff.advisor, 0), today]);
    await second.query(ADD_OVERDUE, [await nth(OWN_CLIENTS, staff.advisor, 1), today]);
    // Counted, and not yet saved.
    await first.query("SET CONSTRAINTS ALL IMMEDIATE");
    const saved = second.query("COMMIT");
    await new Promise((resolve) => setTimeout(resolve, 100));
    await first.query("COMMIT");
    await saved;
    await Promise.all([first.end(), second.end()]);
    expect(await areKept()).toBe(true);
    expect(await figures(NO_FILTER)).toEqual(await figures(COUNTED));
  });

  it("logs in one portfolio and a count of the whole bank lose nothing", async () => {
    await refreshFollowUp(db.ownerUrl);
    const { rows } = await owner.query<{ id: number; advisor: "advisor" | "colleague" }>(
      `SELECT id, CASE WHEN advisor_id = $1 THEN 'advisor' ELSE 'colleague' END AS advisor FROM client
       WHERE advisor_id IN ($1, $2) AND status = 'ACTIVE' ORDER BY id`, [staff.advisor.userId, staff.colleague.userId]);
    const logs = rows.map(({ id, advisor }) => log(staff[advisor], id, { outcome: "DISCUSSED" }));
    await Promise.all([...logs, refreshFollowUp(db.ownerUrl), refreshFollowUp(db.ownerUrl)]);
    expect(await areKept()).toBe(true);
    expect(await figures(NO_FILTER)).toEqual(await figures(COUNTED));
  });
});

type Step =
  | { do: "log"; who: Holder; client: number; outcome: string; ago: number; answers: boolean; corrects: boolean; next: number | null }
  | ActionStep
  | { do: "import"; change: keyof typeof IMPORTS; client: number }
  | { do: "reassign"; client: number; to: Holder }
  | { do: "score"; exchanges: boolean }
  | { do: "plan" | "refresh" }
  | { do: "day"; days: number };
type ActionStep = { do: "snooze" | "dismiss" | "reopen"; who: Holder; action: number };
type Holder = (typeof HOLDERS)[number];

const HOLDERS = ["advisor", "colleague", "otherAdvisor"] as const;
const who = fc.constantFrom(...HOLDERS);
const place = fc.nat({ max: 40 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("log" as const), who, client: place, outcome: fc.constantFrom("DISCUSSED", "SOLD", "NO_ANSWER", "DECLINED", "COMPLAINT_RECEIVED"),
      ago: fc.constantFrom(0, 1, 25, 90), answers: fc.boolean(), corrects: fc.boolean(), next: fc.constantFrom(null, 1, 30),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("snooze" as const, "dismiss" as const, "reopen" as const), who, action: place }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("import" as const), change: fc.constantFrom<(keyof typeof IMPORTS)[]>("moved", "left", "came", "interaction", "action"), client: place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reassign" as const), client: place, to: who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("score" as const), exchanges: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("plan" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("refresh" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("day" as const), days: fc.constantFrom(1, 12, 40) }) },
);

/** What an import does to the tables, as their owner. */
const IMPORTS = {
  moved: (id: number) => owner.query("UPDATE client SET advisor_id = $2, branch_id = $3 WHERE id = $1", [id, staff.colleague.userId, staff.otherBranchId]),
  left: (id: number) => owner.query("UPDATE client SET status = 'CLOSED' WHERE id = $1", [id]),
  came: () => insertClient(owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.branchId }),
  interaction: (id: number) => insertInteraction(owner, { clientId: id, occurredAt: `${today}T08:00:00Z` }),
  action: (id: number) => insertNextAction(owner, { clientId: id, origin: "PLANNED", dueOn: addDays(today, -3) }),
};

/** Some steps are refused (nothing to reopen, a day that is over): then nothing has happened. */
async function take(step: Step): Promise<void> {
  try {
    await STEPS[step.do](step as never);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
}

const STEPS = {
  log: async (step: Extract<Step, { do: "log" }>) => {
    const holder = staff[step.who];
    const clientId = await nth(OWN_CLIENTS, holder, step.client);
    await log(holder, Number(clientId), step);
  },
  snooze: async (step: ActionStep) => {
    const action = await actionOf(step);
    if (action) await snoozeNextAction(staff[step.who], { ...action, untilOn: addDays(today, 5) });
  },
  dismiss: async (step: ActionStep) => {
    const action = await actionOf(step);
    if (action) await dismissNextAction(staff[step.who], { ...action, reason: "BAD_TIMING" });
  },
  reopen: async (step: ActionStep) => {
    const action = await actionOf(step, "(n.status = 'DISMISSED' OR n.snoozed_until_on IS NOT NULL)");
    if (action) await reopenNextAction(staff[step.who], action);
  },
  import: async ({ change, client }: Extract<Step, { do: "import" }>) => IMPORTS[change](Number(await nth("SELECT id FROM client ORDER BY id", null, client))),
  reassign: async ({ client, to }: Extract<Step, { do: "reassign" }>) => {
    const clientId = Number(await nth("SELECT id FROM client ORDER BY id", null, client));
    const { rows } = await owner.query<{ id: number; branchId: number }>(`SELECT advisor_id AS id, branch_id AS "branchId" FROM client WHERE id = $1`, [clientId]);
    const by = rows[0]?.branchId === staff.branchId ? staff.supervisor : staff.otherSupervisor;
    await applyReassignment(by, { id: randomUUID(), kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: [[clientId, rows[0]?.id ?? 0, staff[to].userId]] });
  },
  // A few changes are written in the table of scores; many beside it, in one that takes its place.
  score: ({ exchanges }: Extract<Step, { do: "score" }>) => scoreBank(db.ownerUrl, { cause: "NIGHTLY", ...(exchanges && { largestInPlace: -1 }) }),
  plan: () => planActions(db.ownerUrl),
  refresh: () => refreshFollowUp(db.ownerUrl),
  day: ({ days }: Extract<Step, { do: "day" }>) => moveDay(days),
};

async function log(holder: Viewer, clientId: number, over: Partial<Extract<Step, { do: "log" }>>): Promise<void> {
  const { outcome = "DISCUSSED", ago = 0, answers = false, corrects = false, next = null } = over;
  const one = async (sql: string) => (await owner.query<{ id: string }>(sql, [clientId])).rows[0]?.id ?? null;
  await logInteraction(holder, logInteractionInput.parse({
    id: randomUUID(), clientId, occurredOn: addDays(today, -ago), channel: "PHONE", outcome, productsSold: outcome === "SOLD" ? ["LDDS"] : [],
    productsDiscussed: outcome === "DECLINED" ? ["LDDS"] : [],
    nextActionId: answers ? await one("SELECT id FROM next_action WHERE client_id = $1 AND status = 'OPEN' ORDER BY id LIMIT 1") : null,
    correctsId: corrects ? await one("SELECT id FROM interaction WHERE client_id = $1 ORDER BY id LIMIT 1") : null,
    nextStepOn: next === null ? null : addDays(today, next),
  }));
}

const OWN_CLIENTS = "SELECT id FROM client WHERE advisor_id = $1 AND status = 'ACTIVE' ORDER BY id";
const ADD_OVERDUE = `INSERT INTO next_action (client_id, id, kind, origin, reason, channel, due_on, success_chance, value_cents, created_on)
  VALUES ($1, gen_random_uuid(), 'PERSONAL_FOLLOW_UP', 'PLANNED', '{}', 'PHONE', $2::date - 3, 0.5, 1000, $2)`;

/** A transaction of the web server's login in the name of this viewer, begun. */
async function asHolder(holder: Viewer): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: db.appUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT set_config('app.user_id', $1, true)", [String(holder.userId)]);
  return client;
}

async function nth(sql: string, holder: Viewer | null, place: number): Promise<unknown> {
  const { rows } = await owner.query<{ id: unknown }>(sql, holder ? [holder.userId] : []);
  return rows[place % Math.max(1, rows.length)]?.id;
}

async function actionOf({ who, action }: { who: Holder; action: number }, of = "n.status = 'OPEN'"): Promise<{ clientId: number; id: string } | null> {
  const { rows } = await owner.query<{ clientId: number; id: string }>(
    `SELECT n.client_id AS "clientId", n.id FROM next_action n JOIN client c ON c.id = n.client_id WHERE c.advisor_id = $1 AND ${of} ORDER BY n.client_id, n.id`,
    [staff[who].userId],
  );
  return rows[action % Math.max(1, rows.length)] ?? null;
}

async function moveDay(days: number): Promise<void> {
  today = addDays(today, days);
  await owner.query("UPDATE bank SET pinned_today_on = $1", [today]);
}

/** Is every figure that anyone may ask for kept, as of now? */
async function areKept(): Promise<boolean> {
  const { rows } = await owner.query<{ kept: boolean }>(
    `SELECT NOT EXISTS (SELECT 1 FROM follow_up_outdated) AND NOT EXISTS (SELECT 1 FROM follow_up_summary WHERE day <> bank_today()) AS kept`,
  );
  return rows[0]?.kept === true;
}

/** All that the pages show of them, for everyone who sees any. */
async function figures(filter: PortfolioFilter): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const name of ["supervisor", "otherSupervisor"] as const) {
    found[name] = await listFollowUp(staff[name], filter);
    found[`${name}, counts`] = [await countTabs(staff[name], filter), await countOverdueActions(staff[name], filter), await countMonthInteractions(staff[name], filter)];
    const narrower = { ...filter, advisorId: staff.advisor.userId, branchId: staff.branchId, tab: "STIMULATE" as const };
    found[`${name}, of one advisor`] = [await countTabs(staff[name], narrower), await countOverdueActions(staff[name], narrower), await countMonthInteractions(staff[name], narrower)];
  }
  for (const name of HOLDERS) found[name] = [await countTabs(staff[name], filter), await listFollowUp(staff[name], filter)];
  return found;
}

async function overview(): Promise<unknown> {
  const shown = (await listOverviewGroups(staff.analyst)).filter((group) => group.clients !== null);
  return shown.map(({ branchId, segment, clients, pnbCents, contacted }) => ({ branchId, segment, clients, pnbCents, contacted }));
}

/** What the overview is made of, the small groups too. */
async function keptGroups(): Promise<unknown> {
  const { rows } = await owner.query<object>(
    `SELECT branch_id AS "branchId", CASE tab WHEN 'NEW' THEN NULL ELSE tab::text END AS segment, sum(clients)::int AS clients, sum(pnb_cents)::float8 AS "pnbCents",
            sum(contacted_90)::int AS contacted FROM follow_up_summary WHERE tab <> 'DEPARTED' GROUP BY branch_id, tab ORDER BY branch_id, tab`,
  );
  return rows;
}

async function countedGroups(atLeast: number): Promise<unknown> {
  const { rows } = await owner.query<object>(
    `SELECT c.branch_id AS "branchId", s.segment::text AS segment, count(*)::int AS clients, sum(s.pnb_cents) FILTER (WHERE s.segment IS NOT NULL)::float8 AS "pnbCents",
            (count(*) FILTER (WHERE c.last_contact_on >= bank_today() - 90))::int AS contacted
     FROM client c LEFT JOIN client_score s ON s.client_id = c.id
     WHERE c.status = 'ACTIVE' GROUP BY c.branch_id, s.segment HAVING count(*) >= $1 ORDER BY c.branch_id, s.segment`,
    [atLeast],
  );
  return rows;
}
