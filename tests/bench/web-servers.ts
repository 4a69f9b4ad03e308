import { spawn, type ChildProcess } from "node:child_process";
import { cpSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { buildWeb } from "@/scripts/build-web";
import { exitOf } from "@/scripts/child-guard";
import { step } from "@/scripts/progress";
import { startWebProcess } from "@/scripts/web-process";
import { BENCH_SECRET, type Bank } from "./banks";

/** A production server that listens on the loopback address alone. */
export type WebServer = { url: string; processId: () => number | null; stop: () => Promise<void> };

const NEXT = path.resolve("node_modules/next/dist/bin/next");
const BARE = path.resolve(".data/bench-bare");

/** Builds what the servers of this run serve: the workbench, and the bare page with the same Next. */
export async function buildServed(): Promise<void> {
  await step("Web application", buildWeb);
  await step("Bare page", buildBare);
}

/** The workbench on this bank, with the environment that `npm start` gives it. */
export function startWorkbench({ appUrl }: Bank): Promise<WebServer> {
  return startServer(path.resolve("."), "/api/health", (url) => ({ APP_DATABASE_URL: appUrl, NEXTAUTH_SECRET: BENCH_SECRET, NEXTAUTH_URL: url }));
}

export function startBare(): Promise<WebServer> {
  return startServer(BARE, "/", () => ({}));
}

/** Built outside the sources: Next leaves its build beside what it builds. */
async function buildBare(): Promise<void> {
  rmSync(BARE, { recursive: true, force: true });
  cpSync("tests/bench/bare", BARE, { recursive: true });
  const build = spawn(process.execPath, [NEXT, "build", BARE], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  if ((await exitOf(build)) !== 0) throw new Error("The bare page does not build.");
}

async function startServer(dir: string, health: string, environmentAt: (url: string) => Record<string, string>): Promise<WebServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = startWebProcess({ dir, port, host: "127.0.0.1", env: { NEXT_TELEMETRY_DISABLED: "1", ...environmentAt(url) } });
  await answers(server, url + health);
  return { url, processId: () => server.pid ?? null, stop: () => stopServer(server) };
}

async function answers(server: ChildProcess, url: string): Promise<void> {
  for (let attempt = 0; attempt < 600 && server.exitCode === null; attempt++) {
    if ((await fetch(url).catch(() => null))?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error(`No answer from ${url}`);
}

async function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const ended = exitOf(server);
  server.kill("SIGTERM");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
