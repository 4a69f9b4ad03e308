import { addMonths, type Day } from "@/lib/domain/dates";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { planActions } from "@/lib/jobs/plan-actions";
import { scoreBank } from "@/lib/jobs/score-bank";
import { settle, type Bank } from "./banks";
import type { Effort } from "./bench-options";
import { durationOf, median } from "./durations";
import { barAtScale, type Figure } from "./figures";

/** Durations of one kind each, in the order of the rounds. `rows`: how many scores the closed month changed. */
type Taken = { everything: number[]; some: number[]; floor: number[]; floorWithoutKey: number[]; rows: number };

/** One client in so many is changed, another one each round. */
const CHANGED_SHARE = 100;

/** Both jobs of the night beside a plain copy of as many rows, in rounds that alternate. */
export async function measureScoring(bank: Bank, effort: Effort): Promise<Figure[]> {
  return [...(await measureScores(bank, effort)), ...(await measurePlanning(bank, effort))];
}

async function measureScores(bank: Bank, effort: Effort): Promise<Figure[]> {
  const closedMonth = await closedMonthOf(bank);
  const taken: Taken = { everything: [], some: [], floor: [], floorWithoutKey: [], rows: 0 };
  await bank.owner.query("CREATE TABLE score_floor (LIKE client_score INCLUDING ALL)");
  try {
    await inRounds(effort, (round) => measureRound(bank, closedMonth, round, taken));
  } finally {
    await bank.owner.query("DROP TABLE score_floor");
  }
  return figuresOf(bank, taken);
}

function figuresOf({ clients }: Bank, { everything, some, floor, floorWithoutKey, rows }: Taken): Figure[] {
  const common = { clients, unit: "ms" as const };
  const what = `Scoring the bank, everything changed (${rows.toLocaleString("en")} rows)`;
  const value = median(everything);
  return [
    { what, value, floor: median(floor), floorIs: "sources read once, INSERT … SELECT", ...barAtScale(clients, { ratio: 3 }), ...common },
    { what, value, floor: median(floorWithoutKey), floorIs: "the same, no foreign key", ...common },
    { what: "Scoring the bank, 1 % changed", value: median(some), floor: value, floorIs: "scoring it, everything changed", ...barAtScale(clients, { ratio: 0.35 }), ...common },
  ];
}

/** The month before is scored again, uncounted; then the last one is closed, which changes every row. */
async function measureRound(bank: Bank, closedMonth: Day, round: number, taken: Taken): Promise<void> {
  await closeMonth(bank, addMonths(closedMonth, -1));
  await scoreBank(bank.ownerUrl, { cause: "NIGHTLY" });
  await settle(bank.ownerUrl);
  taken.floorWithoutKey.push(await copyScores(bank));
  await bank.owner.query("ALTER TABLE score_floor ADD CONSTRAINT score_floor_client FOREIGN KEY (client_id) REFERENCES client (id)");
  taken.floor.push(await copyScores(bank));
  await bank.owner.query("ALTER TABLE score_floor DROP CONSTRAINT score_floor_client");
  await closeMonth(bank, closedMonth);
  await settle(bank.ownerUrl);
  taken.everything.push(await durationOf(async () => (taken.rows = (await scoreBank(bank.ownerUrl, { cause: "NIGHTLY" })).written)));
  await changeSome(bank, round);
  await settle(bank.ownerUrl);
  taken.some.push(await durationOf(() => scoreBank(bank.ownerUrl, { cause: "IMPORT" })));
}

/** Reads every row that scores rest on, then writes as many scores into a table with the same keys and indexes. */
async function copyScores(bank: Bank): Promise<number> {
  await bank.owner.query("TRUNCATE score_floor");
  await settle(bank.ownerUrl);
  return durationOf(() =>
    inOwnerTransaction(bank.ownerUrl, async (db) => {
      await db.query("SELECT count(*), min(birth_on), max(income_cents), max(region) FROM client");
      await db.query("SELECT count(*), min(opened_on), max(closed_on), max(product_code) FROM holding");
      await db.query("SELECT count(*), min(month), sum(pnb_cents), sum(dav_operations), sum(income_in_cents) FROM monthly_activity");
      await db.query("INSERT INTO score_floor SELECT * FROM client_score");
    }),
  );
}

/** As an import would: what changed, and a mark for each client. */
async function changeSome(bank: Bank, round: number): Promise<void> {
  await bank.owner.query(
    `WITH changed AS (UPDATE monthly_activity a SET pnb_cents = a.pnb_cents + a.pnb_cents / 5 + 500 FROM bank b
       WHERE a.client_id % $1 = $2 AND a.month = b.last_closed_month RETURNING a.client_id)
     INSERT INTO score_due SELECT client_id FROM changed ON CONFLICT DO NOTHING`,
    [CHANGED_SHARE, round % CHANGED_SHARE],
  );
}

export async function closedMonthOf({ owner }: Bank): Promise<Day> {
  const { rows } = await owner.query<{ month: Day }>("SELECT last_closed_month::text AS month FROM bank");
  const [row] = rows;
  if (!row) throw new Error("there is no bank");
  return row.month;
}

export async function closeMonth({ owner }: Bank, month: Day): Promise<void> {
  await owner.query("UPDATE bank SET last_closed_month = $1", [month]);
}

const PLANNED = "status = 'OPEN' AND origin = 'RULES'";

async function measurePlanning(bank: Bank, effort: Effort): Promise<Figure[]> {
  const taken = { everything: [] as number[], nothing: [] as number[], floor: [] as number[] };
  let rows = 0;
  await bank.owner.query("CREATE TABLE action_floor (LIKE next_action INCLUDING ALL)");
  try {
    await inRounds(effort, async () => {
      await bank.owner.query(`DELETE FROM next_action WHERE ${PLANNED}`);
      await settle(bank.ownerUrl);
      taken.everything.push(await durationOf(() => planActions(bank.ownerUrl)));
      taken.nothing.push(await durationOf(() => planActions(bank.ownerUrl)));
      await bank.owner.query("TRUNCATE action_floor");
      await settle(bank.ownerUrl);
      taken.floor.push(await durationOf(async () => (rows = (await bank.owner.query(`INSERT INTO action_floor SELECT * FROM next_action WHERE ${PLANNED}`)).rowCount ?? 0)));
    });
  } finally {
    await bank.owner.query("DROP TABLE action_floor");
  }
  const common = { clients: bank.clients, unit: "ms" as const, floor: median(taken.floor), floorIs: `INSERT … SELECT of ${rows.toLocaleString("en")} rows` };
  return [
    { what: "Planning its next actions, every row new", value: median(taken.everything), ...common },
    { what: "Planning its next actions, nothing changed", value: median(taken.nothing), ...common },
  ];
}

/** At least one round; after the time is up, no new one. */
async function inRounds({ scoringRounds, scoringSeconds }: Effort, measure: (round: number) => Promise<void>): Promise<void> {
  const endsAt = performance.now() + scoringSeconds * 1_000;
  for (let round = 0; round < scoringRounds && (round === 0 || performance.now() < endsAt); round++) await measure(round);
}
