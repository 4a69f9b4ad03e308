import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { logInteraction } from "@/lib/data/interactions";
import { BankBusy } from "@/lib/jobs/bank-lock";
import { scoreBank } from "@/lib/jobs/score-bank";
import { type LogInteractionDraft, logInteractionInput } from "@/lib/schemas/interaction";
import { exitOf, guardChild } from "@/scripts/child-guard";
import { brokenChains, insertVariedClient } from "@/tests/support/changed-bank";
import { testDatabase, type TestDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertClient, TEST_TODAY } from "@/tests/support/factories";
import { holdTable, untilWaitedFor } from "@/tests/support/held-table";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** One is disturbed; in the other the same happens, undisturbed. */
const db = await testDatabase();
const undisturbed = await testDatabase(false);
const { owner } = db;
let staff: Staff;

const CLIENTS = 30;
/** How the changed rows are written: where they stand, or beside the table, which is then exchanged. */
const WAYS: [string, number][] = [["rewriting rows", 20_000], ["exchanging the table", -1]];

beforeAll(async () => {
  for (const { owner } of [db, undisturbed]) {
    staff = await insertStaff(owner);
    await insertBank(owner);
    await owner.query("UPDATE scoring_model SET min_peers = 6");
    for (let i = 0; i < CLIENTS; i++) await insertVariedClient(owner, staff, i);
  }
});
/** The month before is scored; the last one is closed, and changes every row. */
beforeEach(async () => {
  for (const bank of [db, undisturbed]) {
    await bank.owner.query("SET session_replication_role = replica; TRUNCATE client_score, score_history, peer_benchmark, interaction, audit_entry, next_action; SET session_replication_role = origin");
    await bank.owner.query(`UPDATE client SET status = 'CLOSED' WHERE id > ${CLIENTS}`);
    await bank.owner.query("DELETE FROM holding WHERE status = 'UNCONFIRMED'; UPDATE score_state SET facts_key = NULL; UPDATE bank SET last_closed_month = '2026-09-01'");
    await scoreBank(bank.ownerUrl, { cause: "IMPORT" });
    await bank.owner.query("UPDATE bank SET last_closed_month = '2026-10-01'");
  }
});

describe.each(WAYS)("what is logged while the bank is scored, %s", (_, largestInPlace) => {
  const score = () => scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace });

  it("between its reading and its writing, is kept, and measured as if it had come before", async () => {
    const release = await holdTable(owner, "peer_benchmark", "SHARE");
    const scored = score();
    await untilWaitedFor(owner, "peer_benchmark");
    const logged = await logSale(2);
    await release();
    await scored;
    await expectKept(2, logged);
  });

  it("in the last moment before its writing, is kept too, and does not wait for it", async () => {
    // A reader keeps the table: the exchange is tried again and again, rewriting waits for whoever is logging.
    const release = await holdTable(owner, "client_score", largestInPlace < 0 ? "ACCESS SHARE" : "ROW SHARE");
    const scored = score();
    await untilWaitedFor(owner, "client_score");
    const startedAt = performance.now();
    const logged = await logSale(3);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    await release();
    await scored;
    await expectKept(3, logged);
  });

  it("begun before its writing and saved after it, is measured against the new benchmarks", async () => {
    const release = await holdTable(owner, "audit_entry", "SHARE");
    const logging = logSale(2);
    await untilWaitedFor(owner, "audit_entry");
    const scored = score();
    await pause(700);
    await release();
    await scored;
    await expectKept(2, await logging);
  });

  it("after it, is measured like everyone", async () => {
    await score();
    await expectKept(2, await logSale(2));
  });
});

it.each([
  ["before it writes its scores", "score_logged", "SHARE"],
  ["after it has written its scores", "next_action", "ACCESS EXCLUSIVE"],
] as const)("an interaction that moves its client to other peers, and is overtaken %s, finds their new benchmarks", async (_, table, mode) => {
  const rich = await peersOf(3, 9_000);
  const [clientId = 0] = await peersOf(5, 1_000);
  await scoreBank(db.ownerUrl, { cause: "IMPORT" });
  await owner.query("UPDATE monthly_activity SET pnb_cents = 100 WHERE client_id = ANY ($1)", [rich]);
  await owner.query("INSERT INTO score_due SELECT unnest($1::int[])", [rich]);
  const publish = await holdTable(owner, "peer_benchmark", "SHARE");
  const scored = scoreBank(db.ownerUrl, { cause: "IMPORT" });
  await untilWaitedFor(owner, "peer_benchmark");
  const save = await holdTable(owner, table, mode);
  const logging = log(clientId, { outcome: "DISCUSSED", profile: { occupation: 3 } });
  await untilWaitedFor(owner, table);
  await publish();
  await pause(700);
  await save();
  const [logged] = await Promise.all([logging, scored]);
  expect(logged.after.pnbScore).toBe(1);
  const { rows } = await owner.query("SELECT pnb_score FROM client_score WHERE client_id = $1", [clientId]);
  expect(rows).toEqual([{ pnb_score: 4 }]);
  expect(await brokenChains(owner)).toEqual([]);
});

it.each(WAYS)("who reads meanwhile finds the scores of one month, all of them; %s", async (_, largestInPlace) => {
  const months = new Set<string>();
  let isOver = false;
  const reader = (async () => {
    while (!isOver) {
      const { rows } = await owner.query<{ months: string; clients: number }>("SELECT string_agg(DISTINCT closed_month::text, ' ') AS months, count(*)::int AS clients FROM client_score");
      months.add(`${rows[0]?.clients} of ${rows[0]?.months}`);
    }
  })();
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace });
  await pause(50);
  isOver = true;
  await reader;
  expect([...months]).toEqual([`${CLIENTS} of 2026-09-01`, `${CLIENTS} of 2026-10-01`]);
});

it("someone who reads the scores for long keeps nobody else from them, and the exchange waits", async () => {
  const release = await holdTable(owner, "client_score", "ACCESS SHARE");
  const scored = scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace: -1 });
  await untilWaitedFor(owner, "client_score");
  const waits: number[] = [];
  for (const since = performance.now(); performance.now() - since < 1_500; ) {
    const startedAt = performance.now();
    await owner.query("SELECT count(*) FROM client_score");
    waits.push(performance.now() - startedAt);
  }
  await release();
  await scored;
  expect(Math.max(...waits)).toBeLessThan(700);
});

describe("a run that ends before its time", () => {
  const [rewriting, exchanging] = [20_000, -1];
  const places: [string, number, Parameters<typeof holdTable>[1], Parameters<typeof holdTable>[2]][] = [
    ["while it reads, before rewriting", rewriting, "monthly_activity", "ACCESS EXCLUSIVE"],
    ["while it reads, before an exchange", exchanging, "monthly_activity", "ACCESS EXCLUSIVE"],
    ["while it rewrites", rewriting, "peer_benchmark", "SHARE"],
    ["after it has rewritten", rewriting, "client_score", "ROW SHARE"],
    ["with the next table filled", exchanging, "peer_benchmark", "SHARE"],
    ["about to exchange", exchanging, "client_score", "ACCESS SHARE"],
    ["with the table exchanged, and the history not yet written", exchanging, "score_history", "SHARE"],
    ["with the table exchanged, and the old one still there", exchanging, "client", "ACCESS SHARE"],
  ];

  it.each(places)("killed %s: the next one ends as if nothing had happened", async (_, largestInPlace, table, mode) => {
    const release = await holdTable(owner, table, mode);
    const { child, ended } = startScoring(largestInPlace);
    await untilWaitedFor(owner, table);
    child.kill("SIGKILL");
    await ended;
    expect(await wholeMonths()).toEqual(1);
    await release();
    await scoreWhenFree(largestInPlace);
    await scoreBank(undisturbed.ownerUrl, { cause: "NIGHTLY" });
    expect(await contentsOf(db)).toEqual(await contentsOf(undisturbed));
    expect(await leftovers()).toEqual([]);
  });

  it.each(places.slice(0, 6))("cancelled %s: the scores of before stand, or all of the new ones", async (_, largestInPlace, table, mode) => {
    const release = await holdTable(owner, table, mode);
    const cancel = new AbortController();
    const scored = scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace, signal: cancel.signal });
    const refused = expect(scored).rejects.toThrow("no longer wanted");
    await untilWaitedFor(owner, table);
    cancel.abort(new Error("no longer wanted"));
    await refused;
    expect(await wholeMonths()).toEqual(1);
    await release();
    await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace });
    await scoreBank(undisturbed.ownerUrl, { cause: "NIGHTLY" });
    expect(await contentsOf(db)).toEqual(await contentsOf(undisturbed));
    expect(await leftovers()).toEqual([]);
  });
});

it("a month that is closed while the bank is scored is scored in the same run", async () => {
  await owner.query("UPDATE bank SET last_closed_month = '2026-08-01'");
  const release = await holdTable(owner, "peer_benchmark", "SHARE");
  const scored = scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  await untilWaitedFor(owner, "peer_benchmark");
  await release();
  await owner.query("UPDATE bank SET last_closed_month = '2026-10-01'");
  await scored;
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY" });
  await scoreBank(undisturbed.ownerUrl, { cause: "NIGHTLY" });
  expect((await contentsOf(db)).client_score).toEqual((await contentsOf(undisturbed)).client_score);
});

it("the table that takes its place has all that the one before had", async () => {
  await owner.query(`CREATE FUNCTION looked_at() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER looked_at AFTER UPDATE OF segment ON client_score FOR EACH ROW EXECUTE FUNCTION looked_at();
    CREATE INDEX client_score_some_idx ON client_score (segment, lower(cell)) WHERE segment IS NOT NULL;
    CREATE POLICY narrower ON client_score AS RESTRICTIVE FOR SELECT TO PUBLIC USING (client_score.client_id > 0);
    GRANT SELECT (client_id, segment) ON client_score TO pg_monitor WITH GRANT OPTION;
    ALTER TABLE client_score ADD CONSTRAINT positive CHECK (client_id > 0), SET (autovacuum_vacuum_scale_factor = 0.05)`);
  const before = await signature();
  expect(before.length).toBeGreaterThan(40);
  const { rows: tables } = await owner.query("SELECT 'client_score'::regclass::oid AS oid");
  await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace: -1 });
  expect((await owner.query("SELECT 'client_score'::regclass::oid AS oid")).rows).not.toEqual(tables);
  expect(await signature()).toEqual(before);
  await owner.query("DROP FUNCTION looked_at CASCADE; DROP INDEX client_score_some_idx; DROP POLICY narrower ON client_score; REVOKE SELECT (client_id, segment) ON client_score FROM pg_monitor; ALTER TABLE client_score DROP CONSTRAINT positive");
});

function log(clientId: number, draft: Partial<LogInteractionDraft>) {
  return logInteraction(staff.advisor, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED", ...draft }));
}

const SOLD = ["LDDS", "MORTGAGE", "ALERTS", "LIFE_INSURANCE", "CARD_CLASSIC"];

async function logSale(place: number) {
  return log(await clientAt(place), { outcome: "SOLD", productsSold: SOLD });
}

/** What was sold counts, the scores are those of a run that finds it all there, and the history leads to them. */
async function expectKept(place: number, logged: Awaited<ReturnType<typeof logSale>>): Promise<void> {
  expect(logged.repeated).toBe(false);
  const clientId = await clientAt(place);
  const { rows } = await owner.query<{ active_products: number; closed_month: string }>("SELECT active_products, closed_month::text FROM client_score WHERE client_id = $1", [clientId]);
  expect(rows).toEqual([{ active_products: SOLD.length + (place % 4), closed_month: "2026-10-01" }]);
  expect(await brokenChains(owner)).toEqual([]);
  const { rows: causes } = await owner.query("SELECT 1 FROM score_history WHERE client_id = $1 AND cause = 'INTERACTION'", [clientId]);
  expect(causes).toHaveLength(1);
  await owner.query("UPDATE score_state SET facts_key = NULL");
  expect(await scoreBank(db.ownerUrl, { cause: "NIGHTLY" })).toMatchObject({ written: 0, history: 0 });
}

async function clientAt(place: number): Promise<number> {
  return (await owner.query<{ id: number }>("SELECT id FROM client ORDER BY id OFFSET $1 LIMIT 1", [place])).rows[0]?.id ?? 0;
}

/** Ten clients of one occupation, who bring as much a month, and a little more each. */
async function peersOf(occupation: number, pnbCents: number): Promise<number[]> {
  const ids: number[] = [];
  for (let i = 0; i < 10; i++) {
    const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, occupation, incomeCents: 8_000_000, birthOn: "1970-01-01" });
    await insertActivityMonths(owner, 12, { clientId, pnbCents: pnbCents + i });
    ids.push(clientId);
  }
  return ids;
}

/** A run in a process of its own, which can be killed. */
function startScoring(largestInPlace: number) {
  const code = `import { scoreBank } from "./lib/jobs/score-bank.ts"; await scoreBank(process.env.DATABASE_URL, { cause: "NIGHTLY", largestInPlace: ${largestInPlace} });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, DATABASE_URL: db.ownerUrl } });
  guardChild(child.pid, "TERM");
  return { child, ended: exitOf(child) };
}

/** The server notices within a second or two that the killed process is gone. */
async function scoreWhenFree(largestInPlace: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await scoreBank(db.ownerUrl, { cause: "NIGHTLY", largestInPlace });
      return;
    } catch (error) {
      if (!(error instanceof BankBusy) || attempt > 100) throw error;
      await pause(100);
    }
  }
}

/** How many months the stored scores are of, while every client has one. */
async function wholeMonths(): Promise<number> {
  const { rows } = await owner.query<{ months: number; clients: number }>("SELECT count(DISTINCT closed_month)::int AS months, count(*)::int AS clients FROM client_score");
  expect(rows[0]?.clients).toBe(CLIENTS);
  return rows[0]?.months ?? 0;
}

async function leftovers(): Promise<object[]> {
  const { rows } = await owner.query<object>(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname ~ '^(score_run|client_score_(next|old)|score_history_next|(next|old)_client_score)'",
  );
  const { rows: due } = await owner.query<object>("SELECT 1 FROM score_state WHERE facts_key IS NULL");
  return [...rows, ...due];
}

/** What a run writes, without the instants and ids that each draws anew. */
async function contentsOf({ owner: reader }: TestDatabase): Promise<Record<string, unknown[]>> {
  const read = async (sql: string) => (await reader.query<object>(sql)).rows;
  return {
    client_score: await read("SELECT to_jsonb(s) - 'scored_at' AS row FROM client_score s ORDER BY client_id"),
    score_history: await read("SELECT to_jsonb(h) - 'id' - 'changed_at' AS row FROM score_history h ORDER BY client_id, id"),
    peer_benchmark: await read("SELECT * FROM peer_benchmark ORDER BY cell"),
  };
}

/** All that the catalogue knows of the table of scores, by name. */
async function signature(): Promise<string[]> {
  const { rows } = await owner.query<{ fact: string }>(
    `WITH t AS (SELECT 'client_score'::regclass AS oid)
     SELECT 'column ' || attname || ' ' || attnum || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') || ' ' || coalesce(attacl::text, '') AS fact
       FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     UNION ALL SELECT 'constraint ' || conname || ' ' || contype::text || ' ' || pg_get_constraintdef(c.oid) || ' ' || convalidated FROM t JOIN pg_constraint c ON c.conrelid = t.oid
     UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || indisprimary || ' ' || indisvalid FROM t JOIN pg_index ON indrelid = t.oid
     UNION ALL SELECT 'policy ' || polname || ' ' || polcmd::text || ' ' || polpermissive || ' ' || polroles::text || ' ' || coalesce(pg_get_expr(polqual, polrelid), '') || ' ' || coalesce(pg_get_expr(polwithcheck, polrelid), '')
       FROM t JOIN pg_policy ON polrelid = t.oid
     UNION ALL SELECT 'trigger ' || pg_get_triggerdef(g.oid) || ' ' || tgenabled::text FROM t JOIN pg_trigger g ON tgrelid = t.oid AND NOT tgisinternal
     UNION ALL SELECT 'table ' || relowner::regrole || ' ' || relrowsecurity || ' ' || relforcerowsecurity || ' ' || relpersistence::text || ' ' || relkind::text || ' ' || relreplident::text || ' ' || coalesce(reloptions::text, '')
       FROM t JOIN pg_class c ON c.oid = t.oid
     UNION ALL SELECT 'grant ' || (aclexplode(relacl))::text FROM t JOIN pg_class c ON c.oid = t.oid
     ORDER BY 1`,
  );
  return rows.map((row) => row.fact);
}
