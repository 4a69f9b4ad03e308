import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { superviseWorker, type SupervisedWorker } from "@/scripts/worker-supervisor";
import type { Bank } from "./banks";
import type { Figure } from "./figures";
import type { WebServer } from "./web-servers";

/** Bars, in kB. */
export const WORKER_MOST_KB = 300_000;
const WEB_MOST_KB = 400_000;

const LOOK_MS = 500;

/** The worker of `npm start` while it refreshes the whole bank, beside the same worker with nothing to do. */
export async function measureWorkerMemory(bank: Bank): Promise<Figure> {
  const worker = superviseWorker(bank.ownerUrl);
  try {
    await until(async () => (await workersOf(bank)) > 0);
    const floor = peakKbOf(worker);
    await refreshThroughQueue(bank);
    return { what: "Memory of the worker, at most", clients: bank.clients, unit: "kB", value: peakKbOf(worker), floor, floorIs: "the worker before its first job", bar: { value: WORKER_MOST_KB } };
  } finally {
    await worker.stop();
  }
}

/** A web server after everything that this run asked of it, beside one that served the bare page. */
export function webMemory(web: WebServer, { clients }: Bank, bare: WebServer): Figure {
  return { what: "Memory of the web server, at most", clients, unit: "kB", value: peakKbOf(web), floor: peakKbOf(bare), floorIs: "the server of the bare page", bar: { value: WEB_MOST_KB } };
}

/** Everything is due: the month before the closed one was scored last. */
async function refreshThroughQueue({ owner }: Bank): Promise<void> {
  await owner.query("UPDATE bank SET last_closed_month = (last_closed_month - interval '1 month')::date");
  const { rows } = await owner.query<{ id: string }>("INSERT INTO job_run (id, kind) VALUES (gen_random_uuid(), 'NIGHTLY_REFRESH') RETURNING id");
  await until(async () => {
    const run = await owner.query<{ status: string }>("SELECT status FROM job_run WHERE id = $1", [rows[0]?.id]);
    const status = run.rows[0]?.status;
    if (status === "FAILED" || status === "CANCELLED") throw new Error(`the refresh ended as ${status}`);
    return status === "SUCCEEDED";
  });
  await owner.query("UPDATE bank SET last_closed_month = (last_closed_month + interval '1 month')::date");
}

async function workersOf({ owner }: Bank): Promise<number> {
  const { rows } = await owner.query<{ workers: number }>("SELECT job_worker_count() AS workers");
  return rows[0]?.workers ?? 0;
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  while (!(await isDone())) await pause(LOOK_MS);
}

/** Thousands of bytes that a process had in memory at most, by Linux; elsewhere not a number. */
function peakKbOf({ processId }: Pick<SupervisedWorker, "processId">): number {
  const id = processId();
  if (process.platform !== "linux" || id === null) return NaN;
  return (Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]) * 1_024) / 1_000;
}
