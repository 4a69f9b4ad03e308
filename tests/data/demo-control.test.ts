import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { getCampaign, getKeptDraw, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { getReportMaterial } from "@/lib/data/control-report";
import { listCampaignTasks } from "@/lib/data/control-tasks";
import { countRequests, listRequests } from "@/lib/data/correction-requests";
import type { Viewer } from "@/lib/data/viewer";
import { controlReport } from "@/lib/domain/control-report";
import { REQUEST_STATES } from "@/lib/domain/correction-request";
import { drawFile } from "@/lib/domain/sample-draw";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { fillDemoControl } from "@/lib/jobs/fill-demo-control";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { testDatabase } from "@/tests/support/database";

const OPTIONS = { seed: 8, clients: 3_000 };
const [db, one, other] = [await testDatabase(), await testDatabase(false), await testDatabase(false)];
let [supervisor, controller, elsewhere]: Viewer[] = [];
let [running, finished] = ["", ""];

beforeAll(async () => {
  await fillWhole(db.ownerUrl, OPTIONS.clients);
  [supervisor, elsewhere, controller] = await viewersOf("SUPERVISOR");
  [running, finished] = (await listCampaigns(as(supervisor))).map(({ id }) => id) as [string, string];
}, 180_000);

describe("the campaigns of a demo bank", () => {
  it("are two, for those who supervise both branches", async () => {
    expect((await listCampaigns(as(supervisor))).map(({ closedAt, progress, openTasks }) => [closedAt !== null, progress.firstDone < progress.size, openTasks])).toEqual([[false, true, 0], [true, false, 3]]);
    expect(await listCampaigns(as(controller))).toHaveLength(2);
    expect(await listCampaigns(as(elsewhere))).toEqual([]);
  });

  it("follow from their seed: anyone draws the same sample from the file", async () => {
    const folder = mkdtempSync(path.join(".data", "draw-"));
    for (const id of [running, finished]) {
      const [file, kept] = [await getCampaign(as(supervisor), id), await getKeptDraw(as(supervisor), id)];
      if (!file || !kept) throw new Error("a campaign without a draw");
      const { seed, secondPercent, populationDigest: digest, strata } = file.campaign;
      const text = drawFile({ seed, secondPercent, digest, sizes: new Map(strata.map(({ key, size }) => [key, size])) }, kept.population, kept.sample);
      writeFileSync(path.join(folder, "draw.txt"), text);
      const said = execFileSync(process.execPath, ["--import", "tsx", "scripts/draw-sample.ts", path.join(folder, "draw.txt")], { encoding: "utf8" });
      expect(said).toContain("The sample is the one that follows");
    }
    rmSync(folder, { recursive: true });
  });

  it("are the same in another bank of the same seed", async () => {
    for (const { ownerUrl } of [one, other]) await fillWhole(ownerUrl, 400);
    const listing = "SELECT s.campaign_id, s.place, s.client_id, s.interaction_id, r.look, r.reviewer_id, r.answers, r.done_at FROM control_sample s LEFT JOIN control_review r USING (client_id, campaign_id, interaction_id) ORDER BY 1, 2, 5";
    const [drawn, again] = [await one.owner.query(listing), await other.owner.query(listing)];
    expect(drawn.rows.length).toBeGreaterThan(20);
    expect(again.rows).toEqual(drawn.rows);
  });

  it("one is reported with the figures that plain SQL gives", async () => {
    const file = await getCampaign(as(supervisor), finished);
    if (!file) throw new Error("no finished campaign");
    const { judgements, reviewers } = await getReportMaterial(as(supervisor), finished);
    const report = controlReport(file.campaign, judgements);
    const [plain] = (await db.owner.query<{ judged: number; compliant: number; rate: number; both: number[]; looks: number }>(PLAIN, [finished])).rows;
    expect(report).toMatchObject({ judged: plain?.judged, compliant: plain?.compliant });
    expect(report.judged).toBe(file.campaign.size);
    expect(report.compliant).toBeLessThan(report.judged);
    expect(report.over?.rate).toBeCloseTo(plain?.rate ?? NaN, 12);
    expect(report.pairs.flat()).toEqual(plain?.both);
    expect(report.agreement?.kappa?.value).toBeCloseTo(kappaOf(plain?.both ?? []), 12);
    expect(report.agreement?.kappa?.value).toBeGreaterThan(0);
    expect(reviewers.reduce((sum, { firsts, seconds, settled }) => sum + firsts + seconds + settled, 0)).toBe(plain?.looks);
  });

  it("one has its tasks: checked again and closed, late, open, and answered", async () => {
    const tasks = await listCampaignTasks(as(supervisor), finished);
    expect(tasks.map(({ status, isLate }) => (isLate ? "LATE" : status)).sort()).toEqual(["ANSWERED", "CLOSED", "LATE", "OPEN"]);
    expect(tasks.find(({ status }) => status === "CLOSED")?.steps.map(({ kind }) => kind)).toEqual(["ANSWERED", "REOPENED", "ANSWERED", "CLOSED"]);
  });

  it("one waits: half of the first looks are done, no second", async () => {
    const file = await getCampaign(as(controller), running);
    expect(file?.progress).toMatchObject({ firstDone: Math.floor((file?.campaign.size ?? 0) / 2), secondDone: 0, unsettled: 0 });
    expect((await listSample(as(controller), running)).filter(({ state }) => state === "TO_DO").length).toBeGreaterThan(0);
  });

  it("left a trace for each look, task and step, and nobody did anything in the future", async () => {
    // What this file reads leaves its own traces beside it, by a clock of whole milliseconds.
    const { rows } = await db.owner.query(`
      SELECT (SELECT count(*)::int FROM control_review) - (SELECT count(*)::int FROM audit_entry WHERE action = 'control.run' AND details->>'change' IN ('done', 'settled')) AS looks,
        (SELECT count(*)::int FROM control_task_step) - (SELECT count(*)::int FROM audit_entry WHERE details ? 'taskId' AND details->>'change' <> 'asked') AS steps,
        (SELECT count(*)::int FROM audit_entry WHERE at > clock_timestamp() + interval '1 millisecond') AS ahead, (SELECT count(*)::int FROM control_review r JOIN control_campaign g ON g.id = r.campaign_id WHERE r.done_at <= g.drawn_at) AS before`);
    expect(rows).toEqual([{ looks: 0, steps: 0, ahead: 0, before: 0 }]);
  });

  it("are not drawn twice, nor in a bank that is no demo", async () => {
    expect(await fillDemoControl(db.ownerUrl, OPTIONS.seed)).toBe(0);
    const real = await testDatabase(false);
    expect(await fillDemoControl(real.ownerUrl, OPTIONS.seed)).toBe(0);
  });
});

describe("what was said of its entries", () => {
  it("is about a dozen requests in each state, some of the open ones late", async () => {
    const counts = await Promise.all([supervisor, elsewhere].map((viewer) => countRequests(as(viewer))));
    for (const state of REQUEST_STATES) expect(counts.reduce((sum, one) => sum + one[state], 0), state).toBeGreaterThanOrEqual(6);
    expect(counts.reduce((sum, { late }) => sum + late, 0)).toBeGreaterThan(2);
  });

  it("was answered by entries that point at the old ones, and each has its trace", async () => {
    const { rows } = await db.owner.query(`
      SELECT count(*)::int AS corrected, count(*) FILTER (WHERE n.corrects_id = r.interaction_id AND n.user_id = r.user_id AND n.notes LIKE o.notes || '_%' AND n.occurred_at = o.occurred_at)::int AS pointing,
        count(*) FILTER (WHERE EXISTS (SELECT 1 FROM audit_entry a WHERE a.action = 'interaction.log' AND a.details->>'interactionId' = n.id::text))::int AS traced
      FROM entry_remark r JOIN interaction n ON n.client_id = r.client_id AND n.id = r.correction_id JOIN interaction o ON o.client_id = r.client_id AND o.id = r.interaction_id WHERE r.kind = 'CORRECTED'`);
    const [{ corrected, pointing, traced }] = rows as [{ corrected: number; pointing: number; traced: number }];
    expect([corrected > 10, pointing, traced]).toEqual([true, corrected, corrected]);
  });

  it("was written by who may: supervisors ask and judge, who holds the portfolio answers, and only readers are named", async () => {
    const { rows } = await db.owner.query(`
      SELECT r.kind, r.client_id FROM entry_remark r JOIN client c ON c.id = r.client_id
      WHERE NOT CASE WHEN r.kind IN ('ASKED', 'ASKED_AGAIN', 'ACCEPTED', 'WITHDRAWN') THEN EXISTS (SELECT 1 FROM supervised_branch s WHERE s.user_id = r.user_id AND s.branch_id = c.branch_id)
          WHEN r.kind IN ('CORRECTED', 'STANDS') THEN r.user_id = c.advisor_id ELSE r.user_id IN (SELECT id FROM client_readers(c.id)) END
        OR NOT r.mentions <@ ARRAY(SELECT id FROM client_readers(c.id)) OR r.written_at > now()
        OR r.written_at <= (SELECT i.occurred_at FROM interaction i WHERE i.client_id = r.client_id AND i.id = r.interaction_id)`);
    expect(rows).toEqual([]);
  });

  it("stands in the lists of both sides", async () => {
    const { rows } = await listRequests(as(supervisor), { state: "ANSWERED", place: null });
    expect(rows.length).toBeGreaterThan(0);
  });
});

/** Rate of the strata weighted by their populations; both looks of what was looked at twice. */
const PLAIN = `
  WITH verdict AS (SELECT s.stratum, coalesce(max(r.compliant::int) FILTER (WHERE r.look = 3), max(r.compliant::int) FILTER (WHERE r.look = 1)) AS good,
      max(r.compliant::int) FILTER (WHERE r.look = 1) AS one, max(r.compliant::int) FILTER (WHERE r.look = 2) AS two, count(r.look)::int AS looks
    FROM control_sample s JOIN control_review r USING (client_id, campaign_id, interaction_id) WHERE s.campaign_id = $1 GROUP BY s.client_id, s.interaction_id, s.stratum)
  SELECT (SELECT count(*)::int FROM verdict) AS judged, (SELECT sum(good)::int FROM verdict) AS compliant, (SELECT sum(looks)::int FROM verdict) AS looks,
    (SELECT (sum(t.population * v.rate) / sum(t.population))::float8 FROM control_stratum t JOIN (SELECT stratum, avg(good) AS rate FROM verdict GROUP BY stratum) v ON v.stratum = t.key WHERE t.campaign_id = $1) AS rate,
    (SELECT ARRAY[count(*) FILTER (WHERE one = 1 AND two = 1), count(*) FILTER (WHERE one = 1 AND two = 0), count(*) FILTER (WHERE one = 0 AND two = 1), count(*) FILTER (WHERE one = 0 AND two = 0)]::int[] FROM verdict) AS both`;

function kappaOf([a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  const n = a + b + c + d;
  const expected = ((a + b) * (a + c) + (c + d) * (b + d)) / n ** 2;
  return ((a + d) / n - expected) / (1 - expected);
}

async function fillWhole(ownerUrl: string, clients: number): Promise<void> {
  await fillDemoBank(ownerUrl, { ...OPTIONS, clients });
  await refreshBank(ownerUrl, "NIGHTLY");
  expect(await fillDemoControl(ownerUrl, OPTIONS.seed)).toBe(2);
}

async function viewersOf(role: string): Promise<Viewer[]> {
  const { rows } = await db.owner.query<Viewer>(
    `SELECT u.id AS "userId", u.role, u.name, u.branch_id AS "branchId", ARRAY(SELECT s.branch_id FROM supervised_branch s WHERE s.user_id = u.id) AS "supervisedBranchIds" FROM app_user u WHERE u.role = $1::role ORDER BY u.id`, [role]);
  return rows;
}

function as(viewer: Viewer | undefined): Viewer {
  if (!viewer) throw new Error("the demo bank has no such supervisor");
  return viewer;
}
