import { spawn } from "node:child_process";
import pg from "pg";
import { exitOf, guardChild } from "@/scripts/child-guard";
import { isRunning, startTestServer } from "./test-server";

const DATABASE = "mireille_e2e";
const DEMO_CLIENTS = "3000";

/**
 * The web server of the browser tests: `npm start` as everyone runs it, on a database of its own that holds a new demo
 * bank at each run. PORT says where. Stops with SIGTERM, or when the process RUNNER_PID is gone.
 */
async function main(): Promise<number> {
  const server = await startTestServer(".data/e2e-postgres");
  try {
    await createDatabase(server.urlOf("postgres"));
    return await runStart(server.urlOf(DATABASE));
  } finally {
    await server.stop();
  }
}

function runStart(databaseUrl: string): Promise<number> {
  const start = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: databaseUrl, DEMO_CLIENTS, NEXTAUTH_SECRET: "", NEXTAUTH_URL: "" },
  });
  guardChild(start.pid, "TERM");
  const stop = () => start.kill("SIGTERM");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  setInterval(() => isRunning(Number(process.env.RUNNER_PID)) || stop(), 1000).unref();
  return exitOf(start);
}

async function createDatabase(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${DATABASE}`);
  await admin.end();
}

process.exit(await main());
