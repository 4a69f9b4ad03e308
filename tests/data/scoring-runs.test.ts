import fc from "fast-check";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { scoreBank } from "@/lib/jobs/score-bank";
import { anyNight, brokenChains, insertVariedClient, makeChange } from "@/tests/support/changed-bank";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertHolding } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** The statements that a run has asked for: `score-due` is asked for by one that gathers the facts of a few. */
const asked = vi.hoisted(() => ({ names: [] as string[] }));
vi.mock("@/lib/data/statement", async (original) => {
  const real = await original<typeof import("@/lib/data/statement")>();
  const statement = (name: string) => {
    asked.names.push(name);
    return real.statement(name);
  };
  return { ...real, statement };
});

const db = await testDatabase();
let staff: Staff;

const NOTHING = { written: 0, history: 0, departed: 0 };
const CLIENTS = 60;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  await db.owner.query("UPDATE scoring_model SET min_peers = 10");
  for (let i = 0; i < CLIENTS; i++) await insertVariedClient(db.owner, staff, i);
  await scoreBank(db.ownerUrl, { cause: "IMPORT" });
});
beforeEach(() => {
  asked.names = [];
});

it("gathers facts of whom an import marked, and of nobody else", async () => {
  const [marked, unmarked] = [await insertVariedClient(db.owner, staff, 1), await insertVariedClient(db.owner, staff, 1)];
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  await db.owner.query("UPDATE client SET region = 'Corse' WHERE id = ANY ($1)", [[marked, unmarked]]);
  await db.owner.query("INSERT INTO score_due VALUES ($1)", [marked]);
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  expect(await regionsOf([marked, unmarked])).toEqual(["Corse", "Auvergne-Rhône-Alpes"]);
  await scoreFromNothing();
  expect(await regionsOf([marked, unmarked])).toEqual(["Corse", "Corse"]);
});

it.each([20_000, -1])("history says who moved and why, whether rows are rewritten or the table is exchanged (%s)", async (largestInPlace) => {
  const clientId = await insertVariedClient(db.owner, staff, 0);
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace });
  for (const productCode of ["DAV", "LIVRET_A", "LDDS", "HOME_INSURANCE", "MORTGAGE", "ALERTS"]) await insertHolding(db.owner, { clientId, productCode });
  await db.owner.query("INSERT INTO score_due VALUES ($1)", [clientId]);
  expect(await scoreBank(db.ownerUrl, { cause: "IMPORT", largestInPlace })).toEqual({ clients: expect.any(Number), written: 1, history: 1, departed: 0 });
  const { rows } = await db.owner.query("SELECT cause, mire_before, mire_after FROM score_history WHERE client_id = $1 ORDER BY id", [clientId]);
  expect(rows).toEqual([{ cause: "FIRST", mire_before: null, mire_after: 1 }, { cause: "IMPORT", mire_before: 1, mire_after: 3 }]);
});

it("who has left the bank keeps no score, and counts as nobody's peer", async () => {
  const clientId = await insertVariedClient(db.owner, staff, 0);
  const before = await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  await db.owner.query("UPDATE client SET status = 'CLOSED' WHERE id = $1", [clientId]);
  await db.owner.query("INSERT INTO score_due VALUES ($1)", [clientId]);
  expect(await scoreBank(db.ownerUrl, { cause: "NIGHTLY" })).toMatchObject({ clients: before.clients - 1, departed: 1 });
  expect(await scoreFromNothing()).toMatchObject(NOTHING);
});

it.each([1, 2, 3, 4])("a run that gathers the facts of a few ends where one that gathers those of everyone would: eight nights of anything, %s", async (seed) => {
  const nights = fc.sample(fc.tuple(anyNight, fc.boolean()), { numRuns: 8, seed });
  let ofFew = 0;
  for (const [changes, exchanges] of nights) {
    for (const change of changes) await makeChange(db.owner, staff, change);
    asked.names = [];
    await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace: exchanges ? -1 : undefined });
    ofFew += Number(asked.names.includes("score-due"));
    const benchmarks = await benchmarkRows();
    expect({ changes, ...(await scoreFromNothing()) }).toMatchObject({ changes, ...NOTHING });
    expect(await benchmarkRows()).toEqual(benchmarks);
  }
  // Else the test would compare a thing with itself.
  expect(ofFew).toBeGreaterThan(2);
  expect(await brokenChains(db.owner)).toEqual([]);
}, 180_000);

/** As if no fact were stored. */
async function scoreFromNothing() {
  await db.owner.query("UPDATE score_state SET facts_key = NULL");
  return scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
}

async function benchmarkRows() {
  return (await db.owner.query("SELECT * FROM peer_benchmark ORDER BY model_id, cell")).rows;
}

async function regionsOf(clientIds: readonly number[]): Promise<(string | undefined)[]> {
  const { rows } = await db.owner.query<{ profile: string }>("SELECT profile FROM client_score WHERE client_id = ANY ($1) ORDER BY client_id", [clientIds]);
  return rows.map(({ profile }) => profile.split("|").at(-1));
}
