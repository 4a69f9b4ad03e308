import { spawn, type ChildProcess } from "node:child_process";

/** When this process is killed outright its end of a pipe closes, and a shell passes the signal on to `pid`. */
export function guardChild(pid: number | undefined, signal: "INT" | "TERM"): void {
  if (pid === undefined || process.platform === "win32") return;
  spawn("/bin/sh", ["-c", `cat >/dev/null; kill -${signal} ${pid}`], { detached: true, stdio: ["pipe", "ignore", "ignore"] }).unref();
}

/** Resolves with the exit code, of a child that has ended already too; one that a signal ended counts as 1. */
export function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode ?? 1);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
