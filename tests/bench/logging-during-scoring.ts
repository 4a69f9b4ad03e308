import { randomUUID } from "node:crypto";
import { useDatabase } from "@/lib/data/database";
import { addMonths } from "@/lib/domain/dates";
import { scoreBank } from "@/lib/jobs/score-bank";
import type { Bank } from "./banks";
import { durationOf, quantile } from "./durations";
import type { Figure } from "./figures";
import { logSale, salesIn } from "./logging";
import { closedMonthOf, closeMonth } from "./scoring";

/** Connections open and statements are planned for the first time in these: they are not counted. */
const WARM_UP = 10;

/**
 * So many sales logged one after the other while nothing else runs, then as many while the bank is scored again and
 * again, every row changed and the table exchanged each time.
 */
export async function measureLoggingDuringScoring(bank: Bank, logs: number): Promise<Figure[]> {
  const disconnect = useDatabase(bank.appUrl);
  try {
    const sales = (await salesIn(bank, 2 * logs + WARM_UP)).map((sale) => () => logSale(sale, randomUUID()));
    for (const log of sales.splice(0, WARM_UP)) await log();
    const idle = await durationsOf(sales.splice(0, logs));
    const scoring = scoreUntil(bank);
    const during = await durationsOf(sales).finally(() => scoring.stop());
    const floorIs = "the same while nothing else runs";
    return [0.5, 0.95].map((share) => ({
      what: `One logged sale while the bank is scored, ${share === 0.5 ? "median" : "p95"}`,
      clients: bank.clients,
      unit: "ms",
      value: quantile(during, share),
      floor: quantile(idle, share),
      floorIs,
      ...(share === 0.95 && { bar: { value: 150 } }),
    }));
  } finally {
    await disconnect();
  }
}

/** Scores the bank under one month and the next in turn, until it is told to stop; ends with the month it began with. */
function scoreUntil(bank: Bank): { stop: () => Promise<void> } {
  let isWanted = true;
  const run = (async () => {
    const month = await closedMonthOf(bank);
    const score = async (closed: typeof month) => {
      await closeMonth(bank, closed);
      await scoreBank(bank.ownerUrl, { cause: "NIGHTLY", largestInPlace: -1 });
    };
    while (isWanted) {
      await score(addMonths(month, -1));
      await score(month);
    }
  })();
  const stop = async () => {
    isWanted = false;
    await run;
  };
  return { stop };
}

async function durationsOf(logs: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const taken: number[] = [];
  for (const log of logs) taken.push(await durationOf(log));
  return taken;
}
