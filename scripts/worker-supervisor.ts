import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { exitOf, guardChild } from "./child-guard";

/** Megabytes of JavaScript objects: with its code and buffers the whole process stays under 300. */
const HEAP_MB = 144;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
/** Whoever lived this long is well: the next fall is a first one again. */
const WELL_AFTER_MS = 60_000;
const LAST_WORDS_MS = 15_000;

/** `processId`: of the worker that runs now; null between two. */
export type SupervisedWorker = { processId: () => number | null; stop: () => Promise<void> };

/** Keeps one worker process running on this database, whatever ends it, until `stop`, which lets it give back its job. */
export function superviseWorker(ownerUrl: string): SupervisedWorker {
  const stopping = new AbortController();
  let child: ChildProcess | null = null;
  const keeping = keepRunning();

  async function keepRunning(): Promise<void> {
    for (let delay = FIRST_PAUSE_MS; !stopping.signal.aborted; ) {
      const since = performance.now();
      child = startProcess(ownerUrl);
      await exitOf(child);
      child = null;
      delay = performance.now() - since > WELL_AFTER_MS ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, 2 * delay);
      await pause(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    processId: () => child?.pid ?? null,
    stop: async () => {
      stopping.abort();
      child?.kill("SIGTERM");
      const impatient = setTimeout(() => child?.kill("SIGKILL"), LAST_WORDS_MS);
      await keeping;
      clearTimeout(impatient);
    },
  };
}

function startProcess(ownerUrl: string): ChildProcess {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, "--import", "tsx", "scripts/worker-process.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    // Ctrl-C reaches a whole group: this one waits until it is told, so that it is not taken for fallen.
    detached: true,
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: ownerUrl },
  });
  guardChild(child.pid, "TERM");
  return child;
}
