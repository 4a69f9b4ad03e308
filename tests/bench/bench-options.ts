import { parseArgs } from "node:util";
import { z } from "zod";

const USAGE = `npm run bench -- [--sizes 10000,1000000] [--quick] [--only import,scoring,logging,pages,supervision,memory,round] [--fresh] [--json figures.json]

  --sizes   numbers of clients; the first is what the others are compared with
  --quick   small banks and short rounds: to see that it runs, not for figures
  --only    some of the parts
  --fresh   draws the banks anew, instead of keeping those of the last run
  --json    writes the figures to a file as well`;

export const PARTS = ["import", "scoring", "logging", "pages", "supervision", "memory", "round"] as const;
export type Part = (typeof PARTS)[number];

/**
 * How much is measured. A round of a large bank takes minutes: after `scoringSeconds` no new one starts. `pageSeconds`
 * are those of one round of one page.
 */
export type Effort = { scoringRounds: number; scoringSeconds: number; logs: number; pageRounds: number; pageSeconds: number; browserLogs: number };

export type BenchOptions = { sizes: number[]; parts: ReadonlySet<Part>; effort: Effort; fresh: boolean; json: string | null };

const FULL: Effort = { scoringRounds: 5, scoringSeconds: 120, logs: 200, pageRounds: 5, pageSeconds: 8, browserLogs: 10 };
const QUICK: Effort = { scoringRounds: 2, scoringSeconds: 10, logs: 20, pageRounds: 2, pageSeconds: 2, browserLogs: 3 };

const listed = <T extends z.ZodType>(item: T) => z.preprocess((text) => (typeof text === "string" ? text.split(",") : text), z.array(item).min(1));

const given = z.object({
  sizes: listed(z.coerce.number().int().min(100).max(5_000_000)).optional(),
  only: listed(z.enum(PARTS)).default([...PARTS]),
  quick: z.boolean().default(false),
  fresh: z.boolean().default(false),
  json: z.string().optional(),
});

/** The options of the command line; null, and the usage on the terminal, when they are wrong. */
export function readBenchOptions(): BenchOptions | null {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    const { values } = parseArgs({ options: { sizes: text, only: text, json: text, quick: flag, fresh: flag } });
    const { sizes, only, quick, fresh, json } = given.parse(values);
    return { sizes: sizes ?? (quick ? [1_000, 2_000] : [10_000, 1_000_000]), parts: new Set(only), effort: quick ? QUICK : FULL, fresh, json: json ?? null };
  } catch {
    console.error(USAGE);
    return null;
  }
}
