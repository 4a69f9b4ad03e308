import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type pg from "pg";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import { addDays, addMonths, type Day } from "@/lib/domain/dates";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { insertActivity, insertClient, insertHolding, TEST_CLOSED_MONTH } from "./factories";
import type { Staff } from "./viewers";

/** Something that happens to a bank and that its scores depend on. `place` counts through its clients. */
export type BankChange =
  | { is: "MONTH"; place: number; back: number; pnbCents: number; davOperations: number; incomeInCents: number }
  | { is: "OPENED" | "CLOSED"; place: number; productCode: string; inDays: number }
  | { is: "REVERSED"; place: number }
  | { is: "PROFILE"; place: number; birthOn: Day | null; incomeCents: number | null; zone: "URBAN" | "RURAL" | null }
  | { is: "STATUS"; place: number; status: "ACTIVE" | "CLOSED" | "DECEASED" }
  | { is: "NEW_CLIENT"; birthOn: Day; incomeCents: number }
  | { is: "DAYS_PASS"; days: number }
  | { is: "MONTH_CLOSES" }
  | { is: "MODEL"; minPeers: number; minHistoryMonths: number; davThresholds: readonly number[]; productWeight: number }
  | { is: "CATALOGUE"; productCode: string; isDav: boolean }
  | { is: "LOGGED"; place: number; productCode: string | null; occupation: number | null };

const PRODUCTS = ["DAV", "LIVRET_A", "CARD_CLASSIC", "HOME_INSURANCE", "LIFE_INSURANCE", "MORTGAGE", "ALERTS"];
const place = fc.integer({ min: 0, max: 999 });
const product = fc.constantFrom(...PRODUCTS);
/** Around the days on which the test bank's clients change their age band. */
const birthday = fc.constantFrom<Day>("2008-11-21", "2008-12-05", "2001-11-21", "1991-12-24", "1986-05-17", "1976-02-29", "1951-11-25", "1940-01-01");
const income = fc.constantFrom(900_000, 1_500_000, 3_200_000, 8_000_000);

const common = fc.oneof(
  fc.record({
    is: fc.constant("MONTH" as const), place, back: fc.integer({ min: -1, max: 14 }),
    pnbCents: fc.integer({ min: -2_000, max: 30_000 }), davOperations: fc.constantFrom(0, 5, 10, 30), incomeInCents: fc.constantFrom(0, 180_000),
  }),
  fc.record({ is: fc.constantFrom("OPENED" as const, "CLOSED" as const), place, productCode: product, inDays: fc.integer({ min: -3, max: 12 }) }),
  fc.record({ is: fc.constant("REVERSED" as const), place }),
  fc.record({
    is: fc.constant("PROFILE" as const), place, birthOn: fc.option(birthday), incomeCents: fc.option(income), zone: fc.constantFrom("URBAN" as const, "RURAL" as const, null),
  }),
  fc.record({ is: fc.constant("LOGGED" as const), place, productCode: fc.option(product), occupation: fc.option(fc.integer({ min: 1, max: 8 })) }),
  fc.record({ is: fc.constant("DAYS_PASS" as const), days: fc.integer({ min: -3, max: 12 }) }),
);
const rare = fc.oneof(
  fc.record({ is: fc.constant("STATUS" as const), place, status: fc.constantFrom("ACTIVE" as const, "CLOSED" as const, "DECEASED" as const) }),
  fc.record({ is: fc.constant("NEW_CLIENT" as const), birthOn: birthday, incomeCents: income }),
  fc.record({ is: fc.constant("MONTH_CLOSES" as const) }),
  fc.record({
    is: fc.constant("MODEL" as const), minPeers: fc.constantFrom(4, 10, 40), minHistoryMonths: fc.constantFrom(3, 6), davThresholds: fc.constantFrom([2, 10, 25], [1, 5, 9]),
    productWeight: fc.constantFrom(1, 3),
  }),
  fc.record({ is: fc.constant("CATALOGUE" as const), productCode: fc.constantFrom("ALERTS", "CARD_CLASSIC"), isDav: fc.boolean() }),
);
/** What one night finds: mostly a few clients changed, now and then something that concerns everyone. */
export const anyNight: fc.Arbitrary<BankChange[]> = fc.array(fc.oneof({ weight: 12, arbitrary: common }, { weight: 1, arbitrary: rare }), { minLength: 1, maxLength: 8 });

/** One of many clients, alike but for what a scoring looks at; some are new, some about to change their age band. */
export async function insertVariedClient(owner: pg.Pool, staff: Staff, i: number): Promise<number> {
  const births: Day[] = ["2008-11-24", "1986-05-17", "1986-05-17", "1991-12-02", "1951-11-21"];
  const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, birthOn: births[i % births.length], zone: i % 3 ? "URBAN" : "RURAL" });
  const months = [14, 12, 8, 4, 1][i % 5] ?? 0;
  for (let back = 0; back < months; back++) {
    await insertActivity(owner, { clientId, month: addMonths(TEST_CLOSED_MONTH, -back), pnbCents: (i * 397 + back * 83) % 5_000, davOperations: i % 31 });
  }
  for (const productCode of ["DAV", "LIVRET_A", "HOME_INSURANCE"].slice(0, i % 4)) await insertHolding(owner, { clientId, productCode });
  return clientId;
}

/** Makes it happen as it would: an import marks whom it changed, an advisor logs; days and models mark nobody. */
export async function makeChange(owner: pg.Pool, staff: Staff, change: BankChange): Promise<void> {
  if ("place" in change) return changeClient(owner, staff, change, await clientAt(owner, change.place));
  switch (change.is) {
    case "NEW_CLIENT":
      await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, birthOn: change.birthOn, incomeCents: change.incomeCents });
      return;
    case "DAYS_PASS":
      await owner.query("UPDATE bank SET pinned_today_on = pinned_today_on + $1::int", [change.days]);
      return;
    case "MONTH_CLOSES":
      await owner.query("UPDATE bank SET last_closed_month = (last_closed_month + interval '1 month')::date");
      return;
    case "MODEL":
      await publishModel(owner, change);
      return;
    case "CATALOGUE":
      await owner.query("UPDATE product SET is_dav = $2 WHERE code = $1", [change.productCode, change.isDav]);
  }
}

type ClientChange = Extract<BankChange, { place: number }>;

async function changeClient(owner: pg.Pool, staff: Staff, change: ClientChange, clientId: number): Promise<void> {
  if (change.is === "LOGGED") return log(owner, staff.advisor, change, clientId);
  const { today, closedMonth } = await calendar(owner);
  const [sql, values] = importOf(change, today, closedMonth);
  await owner.query(sql, [clientId, ...values]);
  await owner.query("INSERT INTO score_due VALUES ($1) ON CONFLICT DO NOTHING", [clientId]);
}

function importOf(change: Exclude<ClientChange, { is: "LOGGED" }>, today: Day, closedMonth: Day): [sql: string, values: unknown[]] {
  switch (change.is) {
    case "MONTH":
      return [
        `INSERT INTO monthly_activity (client_id, month, pnb_cents, dav_operations, money_in_cents, income_in_cents, balance_cents, digital_sessions)
         VALUES ($1, $2, $3, $4, 0, $5, 0, 0)
         ON CONFLICT (client_id, month) DO UPDATE SET pnb_cents = excluded.pnb_cents, dav_operations = excluded.dav_operations, income_in_cents = excluded.income_in_cents`,
        [addMonths(closedMonth, -change.back), change.pnbCents, change.davOperations, change.incomeInCents],
      ];
    case "OPENED":
      return ["INSERT INTO holding (client_id, contract_ref, product_code, opened_on) VALUES ($1, $2, $3, $4)", [randomUUID(), change.productCode, addDays(today, change.inDays)]];
    case "CLOSED":
      return ["UPDATE holding SET closed_on = $3 WHERE client_id = $1 AND product_code = $2", [change.productCode, addDays(today, change.inDays)]];
    case "REVERSED":
      return ["UPDATE holding SET status = 'REVERSED' WHERE client_id = $1", []];
    case "PROFILE":
      return ["UPDATE client SET birth_on = $2, income_cents = $3, zone = $4 WHERE id = $1", [change.birthOn, change.incomeCents, change.zone]];
    case "STATUS":
      return ["UPDATE client SET status = $2 WHERE id = $1", [change.status]];
  }
}

async function log(owner: pg.Pool, advisor: Viewer, change: Extract<BankChange, { is: "LOGGED" }>, clientId: number): Promise<void> {
  const { today } = await calendar(owner);
  const sale = change.productCode === null ? { outcome: "DISCUSSED" as const } : { outcome: "SOLD" as const, productsSold: [change.productCode] };
  const profile = change.occupation === null ? {} : { occupation: change.occupation };
  await logInteraction(advisor, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: today, channel: "PHONE", ...sale, profile }));
}

async function publishModel(owner: pg.Pool, { minPeers, minHistoryMonths, davThresholds, productWeight }: Extract<BankChange, { is: "MODEL" }>): Promise<void> {
  await owner.query(
    `INSERT INTO scoring_model (version, status, published_at, min_peers, min_history_months, dav_thresholds, product_weight)
     SELECT max(version) + 1, 'PUBLISHED', now(), $1, $2, $3, $4 FROM scoring_model`,
    [minPeers, minHistoryMonths, davThresholds, productWeight],
  );
}

async function calendar(owner: pg.Pool): Promise<{ today: Day; closedMonth: Day }> {
  const { rows } = await owner.query<{ today: Day; closedMonth: Day }>(`SELECT bank_today()::text AS today, last_closed_month::text AS "closedMonth" FROM bank`);
  const [row] = rows;
  if (!row) throw new Error("there is no bank");
  return row;
}

async function clientAt(owner: pg.Pool, at: number): Promise<number> {
  const { rows } = await owner.query<{ id: number }>("SELECT id FROM client ORDER BY id OFFSET $1 % (SELECT count(*) FROM client) LIMIT 1", [at]);
  return rows[0]?.id ?? 0;
}

/** Clients whose history does not lead, step by step, to the scores of now. */
export async function brokenChains(owner: pg.Pool): Promise<object[]> {
  const { rows } = await owner.query<object>(
    `SELECT h.client_id, h.id FROM (
       SELECT *, lag(ROW (pnb_after, mire_after, segment_after)::text) OVER one AS last, lead(id) OVER one AS next FROM score_history
       WINDOW one AS (PARTITION BY client_id ORDER BY changed_at, id)
     ) h LEFT JOIN client_score s ON s.client_id = h.client_id
     WHERE h.last <> ROW (h.pnb_before, h.mire_before, h.segment_before)::text
        OR h.next IS NULL AND s.client_id IS NOT NULL AND (h.pnb_after, h.mire_after, h.segment_after) IS DISTINCT FROM (s.pnb_score, s.mire_score, s.segment)`,
  );
  return rows;
}
