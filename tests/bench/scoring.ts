import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { planActions } from "@/lib/jobs/plan-actions";
import { scoreBank } from "@/lib/jobs/score-bank";
import { settle, type Bank } from "./banks";
import type { Effort } from "./bench-options";
import { durationOf, median } from "./durations";
import type { Figure } from "./figures";

type Job = { name: string; table: string; rows: string; run: (ownerUrl: string) => Promise<unknown> };

const SCORING: Job = { name: "Scoring the bank", table: "client_score", rows: "true", run: (url) => scoreBank(url, { cause: "NIGHTLY" }) };
const PLANNING: Job = { name: "Planning its next actions", table: "next_action", rows: "status = 'OPEN' AND origin = 'RULES'", run: planActions };

/** Both jobs of the night: with every row to write, and with none, beside a plain copy of as many rows. */
export async function measureScoring(bank: Bank, effort: Effort): Promise<Figure[]> {
  return [...(await measureJob(bank, SCORING, effort)), ...(await measureJob(bank, PLANNING, effort))];
}

async function measureJob(bank: Bank, { name, table, rows, run }: Job, { scoringRounds, scoringSeconds }: Effort): Promise<Figure[]> {
  const floor = `${table}_floor`;
  await bank.owner.query(`CREATE TABLE ${floor} (LIKE ${table} INCLUDING ALL)`);
  const taken = { everything: [] as number[], nothing: [] as number[], floor: [] as number[] };
  let copied = 0;
  const isOver = deadline(scoringSeconds);
  for (let round = 0; round < scoringRounds && (round === 0 || !isOver()); round++) {
    await bank.owner.query(`DELETE FROM ${table} WHERE ${rows}`);
    await settle(bank.ownerUrl);
    taken.everything.push(await durationOf(() => run(bank.ownerUrl)));
    taken.nothing.push(await durationOf(() => run(bank.ownerUrl)));
    await bank.owner.query(`TRUNCATE ${floor}`);
    await settle(bank.ownerUrl);
    taken.floor.push(await durationOf(async () => (copied = await copyRows(bank.ownerUrl, table, floor, rows))));
  }
  await bank.owner.query(`DROP TABLE ${floor}`);
  const common = { clients: bank.clients, unit: "ms" as const, floor: median(taken.floor), floorIs: `INSERT … SELECT of ${copied.toLocaleString("en")} rows` };
  return [
    { what: `${name}, every row new`, value: median(taken.everything), ...common },
    { what: `${name}, nothing changed`, value: median(taken.nothing), ...common },
  ];
}

function deadline(seconds: number): () => boolean {
  const endsAt = performance.now() + seconds * 1_000;
  return () => performance.now() >= endsAt;
}

/** The floor opens and commits a transaction of its own, as the job does. */
function copyRows(ownerUrl: string, from: string, into: string, rows: string): Promise<number> {
  return inOwnerTransaction(ownerUrl, async (db) => (await db.query(`INSERT INTO ${into} SELECT * FROM ${from} WHERE ${rows}`)).rowCount ?? 0);
}
