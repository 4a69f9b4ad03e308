import type { ChildProcess } from "node:child_process";
import net from "node:net";
import { startEnv } from "@/lib/env";
import { DEFAULT_DEMO_SEED } from "@/lib/demo/bank";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { fillDemoControl } from "@/lib/jobs/fill-demo-control";
import { fillDemoReassignments } from "@/lib/jobs/fill-demo-reassignments";
import { refreshBank, refreshState } from "@/lib/jobs/refresh-bank";
import { openBankDatabase, type BankDatabase } from "./bank-database";
import { buildWeb } from "./build-web";
import { exitOf } from "./child-guard";
import { step } from "./progress";
import { startWebProcess } from "./web-process";
import { superviseWorker } from "./worker-supervisor";

/** `npm start`: the database, the bank, the build, the server and a worker beside it; Ctrl-C ends them all. */
async function main(): Promise<number> {
  const env = startEnv();
  if (!(await isPortFree(env.PORT))) {
    console.error(`Port ${env.PORT} is in use: is Mireille running already? Choose another with PORT=3001 npm start.`);
    return 1;
  }
  const database = await step("Database", () => openBankDatabase(env));
  try {
    await Promise.all([prepareBank(database, env.DEMO_CLIENTS), step("Web application", buildWeb)]);
    return await serve(database, env.PORT, env.NEXTAUTH_URL ?? `http://localhost:${env.PORT}`);
  } finally {
    await database.stop();
  }
}

/** Fills an empty bank with the demo; a bank that was never scored is scored before anyone looks, and a demo's samples drawn. */
async function prepareBank({ ownerUrl }: BankDatabase, clients: number): Promise<void> {
  await step("Bank", (progress) => fillDemoBank(ownerUrl, { clients, seed: DEFAULT_DEMO_SEED }, progress));
  if ((await refreshState(ownerUrl)) !== "NEVER") return;
  await step("Scores and next actions", (progress) => refreshBank(ownerUrl, "NIGHTLY", { progress: ({ done = 0 }) => progress(done) }));
  await step("Campaigns of control", () => fillDemoControl(ownerUrl, DEFAULT_DEMO_SEED));
  await step("Clients who changed hands", () => fillDemoReassignments(ownerUrl));
}

async function serve(database: BankDatabase, port: number, url: string): Promise<number> {
  // The server gets its own login.
  const web = startWebProcess({ port, shownErrors: true, env: { APP_DATABASE_URL: database.appUrl, NEXTAUTH_SECRET: database.secret, NEXTAUTH_URL: url } });
  endWith(web);
  const ended = exitOf(web);
  await Promise.race([isUp(port), ended]);
  // On a new day the worker finds by itself that scores and next actions are due.
  const worker = superviseWorker(database.ownerUrl);
  if (web.exitCode === null) console.log(`\n  Mireille is ready: ${url}   (Ctrl-C to stop)\n`);
  const code = await ended;
  await worker.stop();
  return code;
}

/** Ctrl-C and a polite kill stop the server; then `main` stops the database. */
function endWith(web: ChildProcess): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (web.exitCode === null) web.kill("SIGTERM");
    });
  }
}

async function isUp(port: number): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer().once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
