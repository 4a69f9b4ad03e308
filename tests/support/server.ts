import { spawn, type ChildProcess } from "node:child_process";
import fs from "node:fs";
import pg from "pg";
import { exitOf, guardChild } from "@/scripts/child-guard";
import { DEMO_DATABASE_FILE } from "./demo-database";
import { BANK_PASSWORD, writeSmallBank } from "./small-bank";
import { isRunning, startTestServer } from "./test-server";

const DATABASE = "mireille_e2e";
const DEMO_CLIENTS = "3000";
/** A bank that was imported: the demo takes no import. */
const BANK_DATABASE = "mireille_e2e_bank";
const SMALL_BANK = ".data/e2e-small-bank";
const UPLOADS = ".data/e2e-uploads";

/**
 * The web servers of the browser tests: `npm start` as everyone runs it, on a database of its own that holds a new demo
 * bank at each run (PORT), and beside it on a small bank of files (BANK_PORT), ready a moment later. Stops with SIGTERM,
 * or when the process RUNNER_PID is gone.
 */
async function main(): Promise<number> {
  const server = await startTestServer(".data/e2e-postgres");
  try {
    for (const database of [DATABASE, BANK_DATABASE]) await createDatabase(server.urlOf("postgres"), database);
    fs.writeFileSync(DEMO_DATABASE_FILE, server.urlOf(DATABASE));
    return await runStarts(server.urlOf(DATABASE), server.urlOf(BANK_DATABASE));
  } finally {
    await server.stop();
  }
}

async function runStarts(demoUrl: string, bankUrl: string): Promise<number> {
  fs.rmSync(UPLOADS, { recursive: true, force: true });
  const demo = start(demoUrl, process.env.PORT ?? "");
  const running = [demo];
  const stop = () => running.forEach(({ child }) => child.kill("SIGTERM"));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, stop);
  setInterval(() => isRunning(Number(process.env.RUNNER_PID)) || stop(), 1000).unref();
  // One after the other: both would build the web application.
  if (await isUp(process.env.PORT ?? "", demo.ended)) {
    await importSmallBank(bankUrl);
    const bank = start(bankUrl, process.env.BANK_PORT ?? "");
    running.push(bank);
    await Promise.race([demo.ended, bank.ended]);
  }
  stop();
  return Math.max(...(await Promise.all(running.map(({ ended }) => ended))));
}

function start(databaseUrl: string, port: string): { child: ChildProcess; ended: Promise<number> } {
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/start.ts"], {
    stdio: "inherit",
    env: { ...process.env, PORT: port, DATABASE_URL: databaseUrl, DEMO_CLIENTS, UPLOAD_FOLDER: UPLOADS, NEXTAUTH_SECRET: "", NEXTAUTH_URL: "" },
  });
  guardChild(child.pid, "TERM");
  return { child, ended: exitOf(child) };
}

async function importSmallBank(databaseUrl: string): Promise<void> {
  writeSmallBank(SMALL_BANK);
  const command = spawn(process.execPath, ["--import", "tsx", "scripts/import.ts", SMALL_BANK, "--bank-name", "Petite banque", "--staff-password", BANK_PASSWORD], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DATABASE_URL: databaseUrl },
  });
  if ((await exitOf(command)) !== 0) throw new Error("the small bank was not imported");
}

/** False when it ended instead. */
async function isUp(port: string, ended: Promise<number>): Promise<boolean> {
  let isOver = false;
  void ended.then(() => (isOver = true));
  while (!isOver) {
    const answer = await fetch(`http://localhost:${port}/api/health`).catch(() => null);
    if (answer?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return false;
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
}

process.exit(await main());
