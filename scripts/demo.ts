import { parseArgs } from "node:util";
import { z } from "zod";
import { DEFAULT_DEMO_CLIENTS, DEFAULT_DEMO_SEED } from "@/lib/demo/bank";
import type { Day } from "@/lib/domain/dates";
import { startEnv } from "@/lib/env";
import { fillDemoBank, type FillOptions } from "@/lib/jobs/fill-demo-bank";
import { fillDemoControl } from "@/lib/jobs/fill-demo-control";
import { fillDemoReassignments } from "@/lib/jobs/fill-demo-reassignments";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { openBankDatabase } from "./bank-database";
import { step } from "./progress";

const USAGE = `npm run demo -- [--clients ${DEFAULT_DEMO_CLIENTS}] [--seed ${DEFAULT_DEMO_SEED}] [--today 2026-01-31]`;

const givenOptions = z.object({
  clients: z.coerce.number().int().min(1).max(5_000_000).default(DEFAULT_DEMO_CLIENTS),
  seed: z.coerce.number().int().default(DEFAULT_DEMO_SEED),
  today: z.iso
    .date()
    .transform((day) => day as Day)
    .optional(),
});

/** `npm run demo`: an empty database becomes a scored demo bank. 1: it held a bank already; 2: wrong options. */
async function main(): Promise<number> {
  const options = readOptions();
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const database = await step("Database", () => openBankDatabase(startEnv()));
  try {
    const { filled } = await step("Demo bank", (progress) => fillDemoBank(database.ownerUrl, options, progress));
    if (filled) {
      await step("Scores and next actions", (progress) => refreshBank(database.ownerUrl, "NIGHTLY", { progress: ({ done = 0 }) => progress(done) }));
      await step("Campaigns of control", () => fillDemoControl(database.ownerUrl, options.seed));
      await step("Clients who changed hands", () => fillDemoReassignments(database.ownerUrl));
    } else console.error("This database holds a bank already: nothing was changed.");
    return filled ? 0 : 1;
  } finally {
    await database.stop();
  }
}

function readOptions(): FillOptions | null {
  try {
    const { values } = parseArgs({ options: { clients: { type: "string" }, seed: { type: "string" }, today: { type: "string" } } });
    return givenOptions.parse(values);
  } catch {
    return null;
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
