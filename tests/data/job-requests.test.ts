import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cancelJob, requestJob, retryJob } from "@/lib/data/job-requests";
import { listJobHistory, listLiveJobs } from "@/lib/data/job-runs";
import { AppError } from "@/lib/errors";
import { requestDueRefresh } from "@/lib/jobs/nightly-refresh";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank } from "@/tests/support/factories";
import { readRun, readRuns } from "@/tests/support/job-workers";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
let staff: Staff;

/** Who has no business with jobs. */
const OTHERS = ["advisor", "colleague", "otherAdvisor", "relationshipManager", "supervisor", "otherSupervisor", "analyst"] as const;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
});
beforeEach(async () => {
  await db.owner.query("TRUNCATE job_run");
  await db.owner.query("SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs");
});
afterAll(() => web.end());

describe("an administrator", () => {
  it("asks for a run: it waits in the queue in their name, and the trail says so", async () => {
    const id = await requestJob(staff.administrator, "SCORE_BANK", {});
    expect(await readRun(db.owner, id)).toMatchObject({ kind: "SCORE_BANK", status: "QUEUED", attempts: 0 });
    expect(await queued()).toEqual([{ key: id, queue: "bank" }]);
    expect((await listLiveJobs(staff.administrator)).runs).toMatchObject([{ id, requestedBy: staff.administrator.name, status: "QUEUED" }]);
    expect(await trail()).toContainEqual({ action: "job.request", details: { runId: id, kind: "SCORE_BANK" } });
  });

  it("is told that the same already waits, two at once included", async () => {
    const asked = await Promise.allSettled([1, 2, 3].map(() => requestJob(staff.administrator, "SCORE_BANK", {})));
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(requestJob(staff.administrator, "SCORE_BANK", {})).rejects.toMatchObject({ code: "CONFLICT" });
    await requestJob(staff.administrator, "NIGHTLY_REFRESH", {});
    expect(await queued()).toHaveLength(2);
  });

  it("takes back what has not begun: it is over at once, and out of the queue", async () => {
    const id = await requestJob(staff.administrator, "SCORE_BANK", {});
    await cancelJob(staff.administrator, { id });
    expect(await readRun(db.owner, id)).toMatchObject({ status: "CANCELLED", attempts: 0 });
    expect(await queued()).toEqual([]);
    expect(await trail()).toContainEqual({ action: "job.cancel", details: { runId: id } });
    expect((await listJobHistory(staff.administrator, null)).rows).toMatchObject([{ id, status: "CANCELLED", startedAt: null, cancelledBy: staff.administrator.name }]);
    await expect(cancelJob(staff.administrator, { id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("tries again what was cancelled, once", async () => {
    const id = await requestJob(staff.administrator, "SCORE_BANK", {});
    await expect(retryJob(staff.administrator, { id })).rejects.toMatchObject({ code: "CONFLICT" });
    await cancelJob(staff.administrator, { id });
    const again = await retryJob(staff.administrator, { id });
    expect(await queued()).toEqual([{ key: again, queue: "bank" }]);
    await expect(retryJob(staff.administrator, { id })).rejects.toMatchObject({ code: "CONFLICT" });
    const history = await listJobHistory(staff.administrator, null);
    expect(history.rows).toMatchObject([{ id, isRetried: true, isRetry: false }]);
    expect((await listLiveJobs(staff.administrator)).runs.find((run) => run.id === again)).toMatchObject({ isRetry: true });
  });

  it("sees beside a run how long the last of its kind took that succeeded, and no other", async () => {
    const phases = (seconds: number) => JSON.stringify([{ phase: "FACTS", seconds }]);
    await db.owner.query(
      `INSERT INTO job_run (id, kind, status, phases, requested_at) VALUES
       (gen_random_uuid(), 'SCORE_BANK', 'SUCCEEDED', $1, now() - interval '2 days'), (gen_random_uuid(), 'SCORE_BANK', 'SUCCEEDED', $2, now() - interval '1 day'),
       (gen_random_uuid(), 'SCORE_BANK', 'FAILED', $3, now()), (gen_random_uuid(), 'NIGHTLY_REFRESH', 'SUCCEEDED', $3, now())`,
      [phases(1), phases(2), phases(3)],
    );
    const id = await requestJob(staff.administrator, "SCORE_BANK", {});
    const run = (await listLiveJobs(staff.administrator)).runs.find((one) => one.id === id);
    expect(run?.lastPhases).toEqual([{ phase: "FACTS", seconds: 2 }]);
  });

  it("leafs through a long history, the last first", async () => {
    await db.owner.query(
      `INSERT INTO job_run (id, kind, status, requested_at, finished_at)
       SELECT gen_random_uuid(), 'SCORE_BANK', 'CANCELLED', now() - make_interval(mins => n), now() - make_interval(mins => n) FROM generate_series(1, 120) n`,
    );
    const seen: string[] = [];
    let page = await listJobHistory(staff.administrator, null);
    for (;;) {
      seen.push(...page.rows.map(({ requestedAt }) => requestedAt));
      if (!page.next) break;
      page = await listJobHistory(staff.administrator, page.next);
    }
    expect(seen).toHaveLength(120);
    expect(seen).toEqual([...seen].sort().reverse());
    expect((await listJobHistory(staff.administrator, page.previous)).rows).toHaveLength(50);
  });
});

describe("everyone else", () => {
  it.each(OTHERS)("%s sees no run and starts, stops and repeats none", async (who) => {
    const id = await requestJob(staff.administrator, "SCORE_BANK", {});
    const before = await readRuns(db.owner);
    expect(await listLiveJobs(staff[who])).toEqual({ runs: [], workers: 0 });
    expect((await listJobHistory(staff[who], null)).rows).toEqual([]);
    for (const attempt of [() => requestJob(staff[who], "NIGHTLY_REFRESH", {}), () => cancelJob(staff[who], { id }), () => retryJob(staff[who], { id })]) {
      await expect(attempt()).rejects.toSatisfy((error) => error instanceof AppError && error.code === "FORBIDDEN");
    }
    expect(await readRuns(db.owner)).toEqual(before);
  });
});

describe("the database alone, whatever the code above it forgot", () => {
  it.each([...OTHERS, "nobody" as const])("%s reads, adds and changes no run", async (who) => {
    await requestJob(staff.administrator, "SCORE_BANK", {});
    const userId = who === "nobody" ? 0 : staff[who].userId;
    expect(await asUser(userId, "SELECT id FROM job_run")).toEqual([]);
    await expect(asUser(userId, insertBy(userId || null))).rejects.toThrow(/row-level security/);
    await expect(asUser(userId, insertBy(staff.administrator.userId))).rejects.toThrow(/row-level security/);
    expect(await asUser(userId, `UPDATE job_run SET cancel_requested_at = now(), cancel_requested_by = ${userId || "NULL"} RETURNING id`)).toEqual([]);
  });

  it("an administrator asks and stops in nobody else's name, and never once deactivated", async () => {
    const other = await insertViewer(db.owner, "ADMINISTRATOR");
    await expect(asUser(staff.administrator.userId, insertBy(other.userId))).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.administrator.userId, insertBy(null))).rejects.toThrow(/row-level security/);
    await requestJob(staff.administrator, "SCORE_BANK", {});
    const stop = `UPDATE job_run SET cancel_requested_at = now(), cancel_requested_by = ${other.userId}`;
    await expect(asUser(staff.administrator.userId, stop)).rejects.toThrow(/row-level security/);
    await db.owner.query("UPDATE app_user SET active = false WHERE id = $1", [other.userId]);
    expect(await asUser(other.userId, "SELECT id FROM job_run")).toEqual([]);
    await expect(asUser(other.userId, insertBy(other.userId))).rejects.toThrow(/row-level security/);
  });

  it.each([
    "UPDATE job_run SET status = 'SUCCEEDED'",
    "UPDATE job_run SET payload = '{\"path\": \"/etc/passwd\"}'",
    "DELETE FROM job_run",
    "INSERT INTO job_run (id, kind, status) VALUES (gen_random_uuid(), 'SCORE_BANK', 'SUCCEEDED')",
    "INSERT INTO job_run (id, kind, due_on) VALUES (gen_random_uuid(), 'NIGHTLY_REFRESH', '2026-01-01')",
    "SELECT enqueue_job_run(gen_random_uuid(), 'SCORE_BANK')",
    "SELECT * FROM graphile_worker.jobs",
    "SELECT * FROM graphile_worker._private_jobs",
    "SELECT graphile_worker.add_job('run_job')",
    "SELECT graphile_worker.force_unlock_workers(ARRAY['x'])",
    "SELECT graphile_worker.remove_job('x')",
  ])("refuses an administrator's %s", async (statement) => {
    await expect(asUser(staff.administrator.userId, statement)).rejects.toThrow(/permission denied/);
  });
});

describe("the calendar", () => {
  it("asks once a day for the refresh, however often and from however many workers it asks", async () => {
    await Promise.all([1, 2, 3, 4].map(() => requestDueRefresh(db.ownerUrl)));
    const [run, ...more] = await readRuns(db.owner);
    expect([run, more]).toMatchObject([{ kind: "NIGHTLY_REFRESH", status: "QUEUED" }, []]);
    // Begun, failed, whatever: the day has had its request.
    await db.owner.query("UPDATE job_run SET status = 'FAILED', attempts = 1");
    await requestDueRefresh(db.ownerUrl);
    expect(await readRuns(db.owner)).toHaveLength(1);
    await insertBank(db.owner, { pinnedTodayOn: "2026-11-21" });
    await requestDueRefresh(db.ownerUrl);
    expect(await readRuns(db.owner)).toHaveLength(2);
    expect((await listLiveJobs(staff.administrator)).runs).toMatchObject([{ requestedBy: null }]);
  });

  it("leaves alone a bank that was refreshed today, and one that has no month of activity", async () => {
    await insertBank(db.owner, { lastClosedMonth: null });
    await requestDueRefresh(db.ownerUrl);
    await insertBank(db.owner);
    await db.owner.query(`INSERT INTO audit_entry (action, details) VALUES ('bank.refresh', jsonb_build_object('day', bank_today()))`);
    await requestDueRefresh(db.ownerUrl);
    expect(await readRuns(db.owner)).toEqual([]);
  });
});

function insertBy(userId: number | null): string {
  return `INSERT INTO job_run (id, kind, requested_by) VALUES ('${randomUUID()}', 'NIGHTLY_REFRESH', ${userId ?? "NULL"})`;
}

async function queued(): Promise<object[]> {
  return (await db.owner.query<object>(`SELECT key, queue_name AS queue FROM graphile_worker.jobs ORDER BY id`)).rows;
}

async function trail(): Promise<object[]> {
  return (await db.owner.query<object>("SELECT action, details FROM audit_entry WHERE user_id = $1", [staff.administrator.userId])).rows;
}
