import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { JobStatus } from "@/lib/domain/job-run";
import { exitOf, guardChild } from "@/scripts/child-guard";

export type StoredRun = {
  id: string;
  kind: string;
  status: JobStatus;
  attempts: number;
  phase: string | null;
  done: number;
  total: number | null;
  result: Record<string, number> | null;
  error: { code: string; [name: string]: unknown } | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** A worker, as its supervisor starts it, in a process of its own. */
export function startWorkerProcess(ownerUrl: string): { child: ChildProcess; ended: Promise<number> } {
  return startProcess(["scripts/worker-process.ts"], ownerUrl);
}

/** Another script on this database, as text. */
export function startScript(code: string, ownerUrl: string): { child: ChildProcess; ended: Promise<number> } {
  return startProcess(["--input-type=module", "-e", code], ownerUrl);
}

function startProcess(args: readonly string[], ownerUrl: string): { child: ChildProcess; ended: Promise<number> } {
  const child = spawn(process.execPath, ["--import", "tsx", ...args], { stdio: "ignore", env: { ...process.env, DATABASE_URL: ownerUrl } });
  guardChild(child.pid, "TERM");
  return { child, ended: exitOf(child) };
}

export async function readRun(owner: pg.Pool, id: string): Promise<StoredRun> {
  const run = (await readRuns(owner)).find((one) => one.id === id);
  if (!run) throw new Error(`there is no run ${id}`);
  return run;
}

/** In the order in which they were asked for. */
export async function readRuns(owner: pg.Pool): Promise<StoredRun[]> {
  const { rows } = await owner.query<StoredRun>(
    `SELECT id, kind::text, status::text, attempts, phase, done::float8 AS done, total::float8 AS total, result, error,
            started_at AS "startedAt", finished_at AS "finishedAt" FROM job_run ORDER BY requested_at, id`,
  );
  return rows;
}

/** Looks ten times a second until the run is so; fails after half a minute with how it is instead. */
export async function untilRun(owner: pg.Pool, id: string, isSo: (run: StoredRun) => boolean): Promise<StoredRun> {
  for (const since = performance.now(); ; await pause(100)) {
    const run = await readRun(owner, id);
    if (isSo(run)) return run;
    if (performance.now() - since > 30_000) throw new Error(`the run is still ${JSON.stringify(run)}`);
  }
}

export function isOver({ status }: StoredRun): boolean {
  return status !== "QUEUED" && status !== "RUNNING";
}
