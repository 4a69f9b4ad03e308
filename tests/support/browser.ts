import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { chromium } from "@playwright/test";

/** How to launch the browser of the tests. `env` is set where the browser brings its own libraries and fonts. */
export type TestBrowser = { executablePath: string; env?: Record<string, string> };

/** For containers, whose /dev/shm is small, and for a closed network, where the browser's own errands hang. */
export const BROWSER_ARGS = [
  "--disable-dev-shm-usage",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
  "--no-first-run",
];

/** The first there is: CHROMIUM_PATH, an installed Chromium or Chrome, Playwright's download, the one that npm ships. */
export async function findBrowser(): Promise<TestBrowser> {
  const found = process.env.CHROMIUM_PATH || installedBrowser() || playwrightsBrowser();
  return found ? { executablePath: found } : await unpackedBrowser(path.resolve(".data/chromium"));
}

function installedBrowser(): string | undefined {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find(answers);
}

/** A name on the path may be a stub that only tells how to install the browser. */
function answers(program: string): boolean {
  if (!fs.existsSync(program)) return false;
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function playwrightsBrowser(): string | undefined {
  return [chromium.executablePath()].find((file) => file !== "" && fs.existsSync(file));
}

/** npm's Chromium needs nothing of the machine but glibc: its libraries and a font are in the package. */
async function unpackedBrowser(dir: string): Promise<TestBrowser> {
  if (!fs.existsSync(dir)) await unpack(dir);
  return {
    executablePath: path.join(dir, "chromium"),
    env: { ...definedEnvironment(), LD_LIBRARY_PATH: path.join(dir, "al2023", "lib"), FONTCONFIG_FILE: path.join(dir, "fonts.conf") },
  };
}

/** Renamed when whole: a killed run leaves no half browser behind. */
async function unpack(dir: string): Promise<void> {
  const draft = `${dir}-${process.pid}`;
  fs.mkdirSync(draft, { recursive: true });
  await withEnvironment({ TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" }, async () => {
    const { default: packed } = await import("@sparticuz/chromium");
    await packed.executablePath();
  });
  const fonts = `<dir>${path.join(dir, "fonts")}</dir><dir>/usr/share/fonts</dir><cachedir>${path.join(dir, "font-cache")}</cachedir>`;
  const head = `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">`;
  fs.writeFileSync(path.join(draft, "fonts.conf"), `${head}<fontconfig>${fonts}</fontconfig>`);
  fs.renameSync(draft, dir);
}

/** The package unpacks into TMPDIR, and its libraries only where it believes it runs on Amazon's Linux. */
async function withEnvironment(values: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, values);
  try {
    await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
}
