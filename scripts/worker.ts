import { startEnv } from "@/lib/env";
import { openBankDatabase } from "./bank-database";
import { step } from "./progress";
import { superviseWorker } from "./worker-supervisor";

/** `npm run worker`: imports, scores and refreshes the bank for whoever asks on the page Jobs; Ctrl-C gives back what it is doing and ends. */
async function main(): Promise<void> {
  const database = await step("Database", () => openBankDatabase(startEnv()));
  const worker = superviseWorker(database.ownerUrl);
  console.log("\n  The worker is ready.   (Ctrl-C to stop)\n");
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await worker.stop();
  await database.stop();
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
