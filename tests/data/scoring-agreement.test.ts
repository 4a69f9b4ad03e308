import fc from "fast-check";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { activityTrend } from "@/lib/domain/churn-watch";
import { addMonths, type Day } from "@/lib/domain/dates";
import { cellsOf, type PeerBenchmark } from "@/lib/domain/peers";
import { scoreClient, type ClientScores } from "@/lib/domain/scoring";
import { planningFrame, runnerOfPool, scoredRows, scoringFactsOf } from "@/tests/support/scoring";
import { insertStaff } from "@/tests/support/viewers";
import { insertBank, TEST_CLOSED_MONTH, TEST_TODAY } from "@/tests/support/factories";
import { testDatabase } from "@/tests/support/database";
import { scoreBank } from "@/lib/jobs/score-bank";

/** What a test does to a statement before it runs; nothing, unless it wants to see the agreement break. */
const broken = vi.hoisted(() => ({ rewrite: (sql: string): string => sql }));
vi.mock("@/lib/data/statement", async (original) => {
  const real = await original<typeof import("@/lib/data/statement")>();
  return { ...real, statement: (name: string) => broken.rewrite(real.statement(name)) };
});

const db = await testDatabase();
const run = runnerOfPool(db.owner);

const PRODUCTS = ["DAV", "LIVRET_A", "LDDS", "CARD_CLASSIC", "HOME_INSURANCE", "LIFE_INSURANCE", "MORTGAGE", "ALERTS"];

const anyHolding = fc.record({
  productCode: fc.constantFrom(...PRODUCTS),
  openedOn: fc.constantFrom<Day>("2015-06-01", "2026-11-20", "2026-11-21"),
  closedOn: fc.constantFrom<Day | null>(null, null, null, "2026-11-20", "2026-11-21", "2024-01-01"),
  status: fc.constantFrom("CONFIRMED", "CONFIRMED", "UNCONFIRMED", "REVERSED"),
});

const anyMonth = fc.record({
  // Few values, many ties: quartiles are edges for someone.
  pnbCents: fc.oneof(fc.constantFrom(0, -500, 1_000, 2_000, 5_000), fc.integer({ min: -2_000, max: 20_000 })),
  davOperations: fc.constantFrom(0, 1, 2, 3, 9, 10, 11, 24, 25, 30),
  incomeInCents: fc.constantFrom(0, 180_000),
  moneyInCents: fc.integer({ min: 0, max: 500_000 }),
  balanceCents: fc.integer({ min: -50_000, max: 900_000 }),
  digitalSessions: fc.integer({ min: 0, max: 20 }),
});

const anyProfile = fc.record({
  birthOn: fc.constantFrom<Day | null>(null, "2008-11-20", "2008-11-21", "2001-02-28", "1991-11-20", "1991-11-21", "1986-05-17", "1951-11-20", "1940-02-29"),
  incomeCents: fc.constantFrom(null, 0, 1_199_999, 1_200_000, 2_999_999, 3_000_000, 9_000_000),
  occupation: fc.constantFrom(null, 3, 5),
  zone: fc.constantFrom(null, "URBAN", "RURAL"),
  maritalStatus: fc.constantFrom(null, "SINGLE", "COUPLE"),
  region: fc.constantFrom(null, "Bretagne", "Occitanie"),
});
/** Many clients are alike but for one field or two, so that cells of every level have enough of them. */
const alike = { birthOn: "1986-05-17" as Day, incomeCents: 3_000_000, occupation: 5, zone: "URBAN", maritalStatus: "COUPLE", region: "Bretagne" };
const almostAlike = fc.record({
  birthOn: fc.constantFrom<Day>("1986-05-17", "1986-05-17", "1951-11-20"),
  occupation: fc.constantFrom(5, 5, 3),
  zone: fc.constantFrom("URBAN", "URBAN", "RURAL"),
  maritalStatus: fc.constantFrom("COUPLE", "COUPLE", null),
  region: fc.constantFrom("Bretagne", "Bretagne", "Occitanie"),
});

const anyRecord = fc.record({
  profile: fc.oneof(anyProfile, almostAlike.map((some) => ({ ...alike, ...some }))),
  status: fc.constantFrom("ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "ACTIVE", "DECEASED", "CLOSED"),
  holdings: fc.array(anyHolding, { maxLength: 9 }),
  // Months of history: none, too few, annualised, whole, with a month missing.
  months: fc.oneof(fc.constantFrom(0, 1, 2, 3, 11, 12), fc.integer({ min: 0, max: 24 })).chain((count) => fc.array(anyMonth, { minLength: count, maxLength: count })),
  // The last of those that count, too: whether there were older ones is asked only then.
  missingMonth: fc.constantFrom(-1, 0, 1, 5, 11),
  account: fc.constantFrom("AS_DRAWN", "LIVED_ON", "WITHOUT_INCOME"),
});
/** Some live on their account: chance alone would hardly make a level 4 of anyone. */
const anyClient = anyRecord.map(({ account, profile, ...client }) => {
  if (account === "AS_DRAWN") return { ...client, ...profile };
  const incomeInCents = account === "LIVED_ON" ? 180_000 : 0;
  const months = client.months.map((month, back) => (back < 3 ? { ...month, davOperations: 30, incomeInCents } : month));
  const held = PRODUCTS.slice(0, 6).map((productCode) => ({ productCode, openedOn: "2015-06-01", closedOn: null, status: "CONFIRMED" }));
  return { ...client, ...profile, months, holdings: [...client.holdings, ...held] };
});
type AnyClient = typeof anyClient extends fc.Arbitrary<infer T> ? T : never;

beforeAll(async () => {
  const staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  await db.owner.query("UPDATE scoring_model SET min_peers = 12");
  await insertClients(fc.sample(anyClient, { numRuns: 600, seed: 20261120 }), staff.advisor.userId, staff.branchId);
});
beforeEach(() => {
  broken.rewrite = (sql) => sql;
});

it("the statement for the bank and the function for one client agree on 600 clients at the edges", async () => {
  await scoreBank(db.ownerUrl, { cause: "IMPORT" });
  expect(await disagreements()).toEqual([]);
});

it("the stored benchmarks are the percentiles of the clients that the pure rules put in each cell", async () => {
  await scoreBank(db.ownerUrl, { cause: "IMPORT" });
  const frame = await planningFrame(run);
  const facts = await scoringFactsOf(run);
  const scores = [...facts.values()].map((client) => scoreClient(client, { ...frame, benchmarkOf: () => undefined }));
  const expected = benchmarksOf(scores.filter((s) => s.historyMonths >= frame.parameters.minHistoryMonths), 12);
  expect([...(await storedBenchmarks()).values()].sort(byCell)).toEqual(expected.sort(byCell));
});

it("every segment and every level of the lattice stands in the sample, so that the agreement means something", async () => {
  await scoreBank(db.ownerUrl, { cause: "IMPORT" });
  const rows = [...(await scoredRows(run)).values()];
  expect(new Set(rows.map((row) => row.segment))).toEqual(new Set(["MAINTAIN", "DEVELOP", "STIMULATE", "BUILD", null]));
  expect(new Set(rows.map((row) => row.peerLevel)).size).toBeGreaterThan(4);
});

it("scoring twice changes nothing, and history holds only changes", async () => {
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  const second = await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  expect(second).toMatchObject({ written: 0, history: 0, departed: 0 });
  const { rows } = await db.owner.query("SELECT client_id FROM score_history GROUP BY client_id HAVING count(*) > 1");
  expect(rows).toEqual([]);
});

it.each([
  ["quartiles passed when equal", "score-changes", "pnb_score(pnb_cents, q25_cents, q50_cents", "pnb_score(pnb_cents, q25_cents, q50_cents - 1"],
  ["a level-4 account without a regular income", "score-changes", " AND k.regular_income)::int END", ")::int END"],
  ["no annualisation", "score-facts", "floor((24 * coalesce(pnb_sum, 0) + history_months)::numeric / (2 * nullif(history_months, 0)))::bigint", "pnb_sum"],
  ["reversed sales counted", "score-facts", "h.status <> 'REVERSED'", "true"],
  ["a window of thirteen months", "score-facts", "month > ($2::date - interval '12 months')::date", "month > ($2::date - interval '13 months')::date"],
  ["a history that begins with the window", "score-facts", "LIMIT 1) THEN 12", "LIMIT 1) THEN 11"],
  ["two universes in one", "score-products", "array_position(enum_range(NULL::universe), universe)", "1"],
])("the agreement fails when the statement is broken: %s", async (_, name, rule, wrong) => {
  broken.rewrite = (sql) => sql.replace(rule, wrong);
  const { statement } = await vi.importActual<typeof import("@/lib/data/statement")>("@/lib/data/statement");
  expect(broken.rewrite(statement(name))).not.toBe(statement(name));
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  expect((await disagreements()).length).toBeGreaterThan(0);
});

it("the agreement fails when the function is broken", async () => {
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  expect(await disagreements()).toEqual([]);
  expect((await disagreements({ productThresholds: [2, 4, 7] })).length).toBeGreaterThan(0);
  expect((await disagreements({ davWeight: 2 })).length).toBeGreaterThan(0);
});

it("the trend of the statement for suggestions is the trend of the function", async () => {
  const facts = await scoringFactsOf(run);
  const { statement } = await vi.importActual<typeof import("@/lib/data/statement")>("@/lib/data/statement");
  const rows = await run<{ clientId: number }>(statement("action-facts"), [[...facts.keys()], TEST_TODAY, TEST_CLOSED_MONTH]);
  expect(rows).toHaveLength(facts.size);
  for (const row of rows) {
    const { historyMonths: _, ...expected } = activityTrend(facts.get(row.clientId)?.activity ?? [], TEST_CLOSED_MONTH, 24);
    expect(row).toMatchObject(expected);
  }
});

/** Clients on whom the stored row and the pure function differ. */
async function disagreements(changed: Partial<Awaited<ReturnType<typeof planningFrame>>["parameters"]> = {}): Promise<unknown[]> {
  const frame = await planningFrame(run);
  const benchmarks = await storedBenchmarks();
  const stored = await scoredRows(run);
  const facts = await scoringFactsOf(run);
  expect([...stored.keys()]).toEqual([...facts.keys()]);
  return [...facts].flatMap(([clientId, client]) => {
    const context = { ...frame, parameters: { ...frame.parameters, ...changed }, benchmarkOf: (cell: string) => benchmarks.get(cell) };
    const expected = scoreClient(client, context);
    const found = stored.get(clientId);
    return JSON.stringify(sorted(found)) === JSON.stringify(sorted(expected)) ? [] : [{ clientId, expected, found }];
  });
}

function sorted(row: object | undefined): [string, unknown][] {
  return Object.entries(row ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

async function storedBenchmarks(): Promise<Map<string, PeerBenchmark>> {
  const rows = await run<PeerBenchmark>(
    `SELECT cell, level, n, q10_cents::float8 AS "q10Cents", q25_cents::float8 AS "q25Cents", q50_cents::float8 AS "q50Cents",
            q75_cents::float8 AS "q75Cents", q90_cents::float8 AS "q90Cents" FROM peer_benchmark`,
    [],
  );
  return new Map(rows.map((row) => [row.cell, row]));
}

function benchmarksOf(scores: readonly ClientScores[], minPeers: number): PeerBenchmark[] {
  const members = new Map<string, number[]>();
  for (const { profile, pnbCents } of scores) for (const cell of cellsOf(profile)) members.set(cell, [...(members.get(cell) ?? []), pnbCents]);
  return [...members].flatMap(([cell, values]) => {
    if (values.length < minPeers && cell !== "") return [];
    const ordered = values.sort((a, b) => a - b);
    const at = (share: number) => ordered[Math.max(0, Math.ceil(share * ordered.length - 1e-9) - 1)] ?? 0;
    const level = 6 - (cell === "" ? 0 : cell.split("|").length);
    return [{ cell, level, n: values.length, q10Cents: at(0.1), q25Cents: at(0.25), q50Cents: at(0.5), q75Cents: at(0.75), q90Cents: at(0.9) }];
  });
}

function byCell(a: PeerBenchmark, b: PeerBenchmark): number {
  return a.cell < b.cell ? -1 : 1;
}

async function insertClients(clients: readonly AnyClient[], advisorId: number, branchId: number): Promise<void> {
  const rows = clients.map(({ holdings: _h, months: _m, missingMonth: _x, ...client }, i) => ({ ...client, id: i + 1 }));
  await db.owner.query(
    `INSERT INTO client (id, external_ref, advisor_id, branch_id, first_name, last_name, birth_on, marital_status, occupation, income_cents, zone, region, status, client_since_on)
     SELECT id, 'C' || id, $2, $3, 'Claude', 'Martin', "birthOn", "maritalStatus", occupation, "incomeCents", zone, region, status, '2014-01-01'
     FROM jsonb_to_recordset($1::jsonb) AS c(id int, "birthOn" date, "maritalStatus" marital_status, occupation smallint, "incomeCents" bigint, zone zone, region text, status client_status)`,
    [JSON.stringify(rows), advisorId, branchId],
  );
  const holdings = clients.flatMap((client, i) => client.holdings.map((holding, j) => ({ ...holding, clientId: i + 1, contractRef: `H${i}-${j}` })));
  await db.owner.query(
    `INSERT INTO holding (client_id, contract_ref, product_code, opened_on, closed_on, status)
     SELECT "clientId", "contractRef", "productCode", "openedOn", "closedOn", status
     FROM jsonb_to_recordset($1::jsonb) AS h("clientId" int, "contractRef" text, "productCode" text, "openedOn" date, "closedOn" date, status holding_status)`,
    [JSON.stringify(holdings)],
  );
  const activity = clients.flatMap((client, i) =>
    client.months.map((month, back) => ({ ...month, clientId: i + 1, month: addMonths(TEST_CLOSED_MONTH, -back), back })).filter((row) => row.back !== client.missingMonth),
  );
  await db.owner.query(
    `INSERT INTO monthly_activity (client_id, month, pnb_cents, dav_operations, money_in_cents, income_in_cents, balance_cents, digital_sessions)
     SELECT "clientId", month, "pnbCents", "davOperations", "moneyInCents", "incomeInCents", "balanceCents", "digitalSessions"
     FROM jsonb_to_recordset($1::jsonb) AS a("clientId" int, month date, "pnbCents" int, "davOperations" int, "moneyInCents" bigint, "incomeInCents" bigint, "balanceCents" bigint, "digitalSessions" int)`,
    [JSON.stringify(activity)],
  );
}
