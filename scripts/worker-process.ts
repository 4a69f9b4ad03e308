import { startEnv } from "@/lib/env";
import { startWorker } from "@/lib/jobs/worker";
import { logEvent, traceOf } from "@/lib/log";

/** One worker, on the database of DATABASE_URL. 0: it was told to stop; 1: it lost its database. scripts/worker-supervisor.ts starts it anew. */
async function main(): Promise<number> {
  const worker = await startWorker(startEnv().DATABASE_URL ?? "");
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void worker.stop());
  const how = await worker.ended;
  logEvent("worker.ended", { how });
  return how === "STOPPED" ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    logEvent("worker.ended", { how: "FAILED", ...traceOf(error) });
    process.exit(1);
  },
);
