import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { guardChild } from "./child-guard";

/** Megabytes of JavaScript objects: with its code and buffers the whole server stays under 400. */
const HEAP_MB = 192;
const NEXT = path.resolve("node_modules/next/dist/bin/next");

export type WebProcessOptions = { port: number; env: Readonly<Record<string, string>>; dir?: string; host?: string; shownErrors?: boolean };

/** Serves what was built of the workbench, or in another folder. The owner's address of the database is kept from it. */
export function startWebProcess({ port, env, dir = ".", host, shownErrors = false }: WebProcessOptions): ChildProcess {
  const web = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, NEXT, "start", path.resolve(dir), "-p", String(port), ...(host === undefined ? [] : ["-H", host])], {
    stdio: ["ignore", "ignore", shownErrors ? "inherit" : "ignore"],
    env: { ...process.env, DATABASE_URL: "", NODE_ENV: "production", ...env },
  });
  guardChild(web.pid, "TERM");
  return web;
}
