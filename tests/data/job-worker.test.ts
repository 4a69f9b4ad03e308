import { type ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cancelJob, requestJob, retryJob } from "@/lib/data/job-requests";
import { listLiveJobs } from "@/lib/data/job-runs";
import type { Viewer } from "@/lib/data/viewer";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { withBankLock } from "@/lib/jobs/bank-lock";
import { refreshBank, refreshState } from "@/lib/jobs/refresh-bank";
import { superviseWorker } from "@/scripts/worker-supervisor";
import { testDatabase, type TestDatabase } from "@/tests/support/database";
import { holdTable } from "@/tests/support/held-table";
import { isOver, readRun, readRuns, startScript, startWorkerProcess, untilRun } from "@/tests/support/job-workers";
import { insertViewer } from "@/tests/support/viewers";

const db = await testDatabase();
/** The same bank, refreshed without being disturbed. */
const undisturbed = await testDatabase(false);
const BANK = { clients: 300, seed: 7 };
/** Changes the bank for as long as it lives: one long statement inside the lock. */
const LONG_COMMAND = `import { withBankLock } from "./lib/jobs/bank-lock.ts";
  import { inOwnerTransaction } from "./lib/jobs/owner-transaction.ts";
  const url = process.env.DATABASE_URL;
  await withBankLock(url, () => inOwnerTransaction(url, (db) => db.query("SELECT pg_sleep(60)")));`;
let administrator: Viewer;
const children: ChildProcess[] = [];
// One of these tests throws everybody out of the database, this pool included.
db.owner.on("error", () => undefined);

beforeAll(async () => {
  for (const { ownerUrl } of [db, undisturbed]) await fillDemoBank(ownerUrl, BANK);
  await db.owner.query("CREATE TABLE filled_action AS TABLE next_action");
  await refreshBank(undisturbed.ownerUrl, "NIGHTLY");
  administrator = await insertViewer(db.owner, "ADMINISTRATOR", { name: "Camille Admin" });
});
beforeEach(async () => {
  await db.owner.query("TRUNCATE job_run");
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    child.kill("SIGKILL");
    await new Promise((resolve) => (child.exitCode === null && child.signalCode === null ? child.once("exit", resolve) : resolve(null)));
  }
});

function startWorker() {
  const worker = startWorkerProcess(db.ownerUrl);
  children.push(worker.child);
  return worker;
}

describe("a bank that was never refreshed: the worker asks for it by itself", () => {
  it.each([
    ["in the middle of publishing the scores", "peer_benchmark", "SCORES"],
    ["in the middle of planning the actions", "next_action", "ACTIONS"],
  ])("kill -9 %s: another worker begins anew, and all ends as if nothing had happened", async (_, table, phase) => {
    await forgetScores(db);
    const release = await holdTable(db.owner, table);
    const first = startWorker();
    const [run] = await untilSome();
    await untilRun(db.owner, run.id, (now) => now.phase === phase && now.status === "RUNNING");
    await pause(300);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await readRun(db.owner, run.id)).toMatchObject({ status: "RUNNING", attempts: 1 });
    startWorker();
    await untilRun(db.owner, run.id, (now) => now.attempts === 2);
    await release();
    expect(await untilRun(db.owner, run.id, isOver)).toMatchObject({ status: "SUCCEEDED", attempts: 2, error: null });
    expect(await readRuns(db.owner)).toHaveLength(1);
    expect(await contentsOf(db)).toEqual(await contentsOf(undisturbed));
    expect(await refreshState(db.ownerUrl)).toBe("DONE");
  });

  it("told to stop, a worker gives its run back and the next one finishes it", async () => {
    await forgetScores(db);
    const release = await holdTable(db.owner, "peer_benchmark");
    const first = startWorker();
    const [run] = await untilSome();
    await untilRun(db.owner, run.id, (now) => now.phase === "SCORES");
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(await readRun(db.owner, run.id)).toMatchObject({ status: "QUEUED" });
    await release();
    startWorker();
    expect(await untilRun(db.owner, run.id, isOver)).toMatchObject({ status: "SUCCEEDED" });
    expect(await contentsOf(db)).toEqual(await contentsOf(undisturbed));
  });

  it("the database goes away and comes back: the supervisor's worker takes the run up again", async () => {
    await forgetScores(db);
    const release = await holdTable(db.owner, "peer_benchmark");
    const supervisor = superviseWorker(db.ownerUrl);
    try {
      const [run] = await untilSome();
      await untilRun(db.owner, run.id, (now) => now.phase === "SCORES");
      await release();
      await closeDatabase(true);
      await pause(2_500);
      await closeDatabase(false);
      expect(await untilRun(db.owner, run.id, isOver)).toMatchObject({ status: "SUCCEEDED" });
      expect(await contentsOf(db)).toEqual(await contentsOf(undisturbed));
    } finally {
      await supervisor.stop();
    }
  });
});

describe("a run", () => {
  beforeAll(refreshed);

  it("is picked up, tells how far it is while it runs, and what it did at its end", async () => {
    startWorker();
    const release = await holdTable(db.owner, "next_action");
    const id = await requestJob(administrator, "NIGHTLY_REFRESH", {});
    await untilRun(db.owner, id, ({ phase }) => phase === "ACTIONS");
    const { runs, workers } = await listLiveJobs(administrator);
    expect(workers).toBe(1);
    expect(runs).toMatchObject([{ id, status: "RUNNING", phase: "ACTIONS", requestedBy: "Camille Admin" }]);
    await release();
    const over = await untilRun(db.owner, id, isOver);
    // The last phase counts the portfolios.
    const { rows: [portfolios] } = await db.owner.query<{ count: number }>("SELECT count(DISTINCT advisor_id)::int AS count FROM client");
    expect(over).toMatchObject({ status: "SUCCEEDED", done: portfolios?.count, total: portfolios?.count, error: null });
    expect(over.result).toMatchObject({ clients: expect.any(Number), written: 0, added: 0, withdrawn: 0 });
    const { rows } = await db.owner.query<{ phases: { phase: string }[] }>("SELECT phases FROM job_run WHERE id = $1", [id]);
    expect(rows[0]?.phases.map(({ phase }) => phase)).toEqual(["FACTS", "BENCHMARKS", "SCORES", "PEERS", "ACTIONS", "FIGURES"]);
  });

  it("stops within two seconds when cancelled in the middle of its statement, and leaves nothing of it", async () => {
    startWorker();
    await db.owner.query("UPDATE client_score SET pnb_score = 1");
    const before = await contentsOf(db);
    const release = await holdTable(db.owner, "peer_benchmark");
    const id = await requestJob(administrator, "SCORE_BANK", {});
    await untilRun(db.owner, id, ({ phase }) => phase === "SCORES");
    const askedAt = performance.now();
    await cancelJob(administrator, { id });
    await untilRun(db.owner, id, ({ status }) => status === "CANCELLED");
    expect(performance.now() - askedAt).toBeLessThan(2_000);
    await release();
    expect(await backendsRunning("peer_benchmark")).toBe(0);
    expect(await contentsOf(db)).toEqual(before);
    const again = await retryJob(administrator, { id });
    expect(await untilRun(db.owner, again, isOver)).toMatchObject({ status: "SUCCEEDED" });
    expect(await contentsOf(db)).not.toEqual(before);
  });

  it("that fails says why in a code, is not tried again by itself, and keeps nothing that could quote a client", async () => {
    startWorker();
    await db.owner.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Zyxwvut cannot be scored' USING ERRCODE = 'check_violation'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON client_score FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await db.owner.query("ALTER TABLE client_score DISABLE TRIGGER refuse; UPDATE client_score SET pnb_score = 1; ALTER TABLE client_score ENABLE TRIGGER refuse");
    const id = await requestJob(administrator, "SCORE_BANK", {});
    const failed = await untilRun(db.owner, id, isOver);
    expect(failed).toMatchObject({ status: "FAILED", attempts: 1, error: { code: "UNEXPECTED", sqlState: "23514" } });
    expect(JSON.stringify(failed)).not.toContain("Zyxwvut");
    await pause(1_500);
    expect(await readRun(db.owner, id)).toMatchObject({ status: "FAILED", attempts: 1 });
    await db.owner.query("DROP FUNCTION refuse CASCADE");
    const again = await retryJob(administrator, { id });
    expect(await untilRun(db.owner, again, isOver)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("with nothing to score says so", async () => {
    startWorker();
    await db.owner.query("UPDATE scoring_model SET status = 'RETIRED'");
    const id = await requestJob(administrator, "SCORE_BANK", {});
    expect(await untilRun(db.owner, id, isOver)).toMatchObject({ status: "FAILED", error: { code: "NOTHING_TO_SCORE" } });
    await db.owner.query("UPDATE scoring_model SET status = 'PUBLISHED'");
  });

  it("that ends its workers again and again is given up", async () => {
    const id = await requestJob(administrator, "SCORE_BANK", {});
    await db.owner.query("UPDATE job_run SET status = 'RUNNING', worker = 'long-dead', attempts = 5 WHERE id = $1", [id]);
    startWorker();
    expect(await untilRun(db.owner, id, isOver)).toMatchObject({ status: "FAILED", error: { code: "WORKER_DIED" } });
  });
});

describe("two that change the bank", () => {
  beforeAll(refreshed);

  it("asked for at once, with two workers there: one after the other", async () => {
    startWorker();
    startWorker();
    await expect.poll(async () => (await listLiveJobs(administrator)).workers, { timeout: 20_000 }).toBe(2);
    const release = await holdTable(db.owner, "peer_benchmark");
    const ids = await Promise.all([requestJob(administrator, "SCORE_BANK", {}), requestJob(administrator, "NIGHTLY_REFRESH", {})]);
    await expect.poll(async () => (await readRuns(db.owner)).some(({ phase }) => phase === "SCORES"), { timeout: 20_000 }).toBe(true);
    await pause(1_500);
    expect((await readRuns(db.owner)).map(({ status }) => status).sort()).toEqual(["QUEUED", "RUNNING"]);
    await release();
    const runs = await Promise.all(ids.map((id) => untilRun(db.owner, id, isOver)));
    expect(runs).toMatchObject([{ status: "SUCCEEDED" }, { status: "SUCCEEDED" }]);
    const [first, second] = runs.sort((a, b) => Number(a.startedAt) - Number(b.startedAt));
    expect(Number(second?.startedAt)).toBeGreaterThanOrEqual(Number(first?.finishedAt));
  });

  it("a command of a terminal and a job: the job waits, says so, and can be cancelled meanwhile", async () => {
    startWorker();
    const { promise, release } = held();
    const command = withBankLock(db.ownerUrl, () => promise);
    const id = await requestJob(administrator, "SCORE_BANK", {});
    await untilRun(db.owner, id, ({ phase }) => phase === "WAITING_FOR_BANK");
    await cancelJob(administrator, { id });
    await untilRun(db.owner, id, ({ status }) => status === "CANCELLED");
    const again = await retryJob(administrator, { id });
    await untilRun(db.owner, again, ({ phase }) => phase === "WAITING_FOR_BANK");
    release();
    await command;
    expect(await untilRun(db.owner, again, isOver)).toMatchObject({ status: "SUCCEEDED" });
  });

  it("a killed command and the next one: the next begins when nothing of the killed one runs any more", async () => {
    const killed = startScript(LONG_COMMAND, db.ownerUrl);
    children.push(killed.child);
    await expect.poll(() => backendsRunning("pg_sleep"), { timeout: 20_000 }).toBe(1);
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(await backendsRunning("pg_sleep")).toBe(1);
    expect(await withBankLock(db.ownerUrl, () => backendsRunning("pg_sleep"))).toBe(0);
  });

  it("a job and a command: the command is refused, and does not wait", async () => {
    startWorker();
    const release = await holdTable(db.owner, "peer_benchmark");
    const id = await requestJob(administrator, "SCORE_BANK", {});
    await untilRun(db.owner, id, ({ phase }) => phase === "SCORES");
    await expect(refreshBank(db.ownerUrl, "NIGHTLY")).rejects.toThrow(/at this moment/);
    await release();
    expect(await untilRun(db.owner, id, isOver)).toMatchObject({ status: "SUCCEEDED" });
  });
});

/** So that no worker asks for a refresh by itself. */
async function refreshed(): Promise<void> {
  if ((await refreshState(db.ownerUrl)) !== "DONE") await refreshBank(db.ownerUrl, "NIGHTLY");
}

function held(): { promise: Promise<void>; release: () => void } {
  let release = () => {};
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { promise, release };
}

async function untilSome() {
  for (let look = 0; look < 200; look++) {
    const [run] = await readRuns(db.owner);
    if (run) return [run] as const;
    await pause(100);
  }
  throw new Error("the worker asked for nothing");
}

async function backendsRunning(words: string): Promise<number> {
  const { rows } = await db.owner.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND position($1 IN query) > 0 AND pid <> pg_backend_pid()",
    [words],
  );
  return rows[0]?.count ?? 0;
}

/** As if the bank had never been scored; what was agreed with its clients stands. The tables that only grow are emptied past their guard. */
async function forgetScores({ owner }: TestDatabase): Promise<void> {
  await owner.query("SET session_replication_role = replica; TRUNCATE client_score, score_history, peer_benchmark, peer_holding, audit_entry; DELETE FROM next_action; INSERT INTO next_action TABLE filled_action; SET session_replication_role = origin");
}

/** Nobody is let in, and whoever is in is thrown out; or everybody is let in again. */
async function closeDatabase(isClosed: boolean): Promise<void> {
  const name = new URL(db.ownerUrl).pathname.slice(1);
  await undisturbed.owner.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${!isClosed}`);
  if (isClosed) await undisturbed.owner.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [name]);
}

/** What the refresh writes, without the instants and ids that each run draws anew. */
async function contentsOf({ owner }: TestDatabase): Promise<Record<string, string>> {
  const tables = { client_score: ["scored_at"], score_history: ["id", "changed_at"], next_action: ["id", "revised_at", "closed_at"], peer_benchmark: [], peer_holding: [], offer_outcome: [] };
  const digests: Record<string, string> = {};
  for (const [table, drawn] of Object.entries(tables)) {
    const { rows } = await owner.query<{ digest: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(row, '|' ORDER BY row), '')) AS digest FROM (SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${table} t) rows`,
      [drawn],
    );
    digests[table] = rows[0]?.digest ?? "";
  }
  return digests;
}
