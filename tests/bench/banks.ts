import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { ensureAppLogin } from "@/lib/data/app-role";
import { migrateDatabase } from "@/lib/data/migrate";
import { DEFAULT_DEMO_SEED } from "@/lib/demo/bank";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@/scripts/embedded-postgres";
import { step } from "@/scripts/progress";
import { growBank } from "./grown-bank";

/** A scored bank of this run alone: `owner` is a pool of the owner's connections. */
export type Bank = { clients: number; ownerUrl: string; appUrl: string; owner: pg.Pool; close: () => Promise<void> };

/** Signs the sessions of servers that live for one run, on the loopback address. */
export const BENCH_SECRET = "the benchmarks hold no secret: demo";

/** The same bank every day and everywhere. */
const TODAY = "2026-11-20";

/** What a bank's rows come from: when one of these changes, the kept banks are drawn anew. */
const SOURCES = [
  "lib/demo",
  "lib/jobs/fill-demo-bank.ts",
  "lib/jobs/demo-tables.ts",
  "lib/jobs/install-reference.ts",
  "lib/jobs/offer-outcomes.ts",
  "prisma/catalogue.ts",
  "prisma/migrations",
  "tests/bench/grown-bank.ts",
];

/** A larger bank is drawn in this size and grown: drawing a million takes an hour. */
const DRAWN_CLIENTS = 10_000;

/** Starts the server of the benchmarks, with the settings that `npm start` gives its own: durable, autovacuum on. */
export async function startBenchServer(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dir: ".data/bench-postgres", database: "postgres" });
  if (server.attached) throw new Error("Another run of the benchmarks is using .data/bench-postgres.");
  return server;
}

/** A copy, for this run, of the kept bank of that size; scored and planned, which warms everything up. */
export async function openBank(server: EmbeddedPostgres, clients: number, fresh: boolean): Promise<Bank> {
  const kept = `bench_${clients}`;
  const copy = `${kept}_run`;
  await inDatabase(server.urlOf("postgres"), async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`);
    if (fresh || (await markOf(admin, kept)) !== digestOfSources()) await fillKeptBank(server, admin, { kept, clients });
    await step(`Copy of the bank of ${clients.toLocaleString("en")}`, () => admin.query(`CREATE DATABASE ${copy} TEMPLATE ${kept} STRATEGY file_copy`));
  });
  const ownerUrl = server.urlOf(copy);
  await step("Scores and next actions", (progress) => refreshBank(ownerUrl, "NIGHTLY", { progress: ({ done = 0 }) => progress(done) }));
  await settle(ownerUrl);
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 2 });
  const close = async () => {
    await owner.end();
    await inDatabase(server.urlOf("postgres"), (admin) => admin.query(`DROP DATABASE IF EXISTS ${copy} WITH (FORCE)`));
  };
  return { clients, ownerUrl, appUrl: await ensureAppLogin(ownerUrl, BENCH_SECRET), owner, close };
}

/** Statistics and visibility as an idle bank has them, and nothing left for the checkpointer to write meanwhile. */
export async function settle(ownerUrl: string): Promise<void> {
  await inDatabase(ownerUrl, async (owner) => {
    await owner.query("VACUUM (ANALYZE)");
    await owner.query("CHECKPOINT");
  });
}

async function fillKeptBank(server: EmbeddedPostgres, admin: pg.Client, { kept, clients }: { kept: string; clients: number }): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${kept} WITH (FORCE)`);
  await admin.query(`CREATE DATABASE ${kept}`);
  const url = server.urlOf(kept);
  await migrateDatabase(url);
  const factor = clients > DRAWN_CLIENTS && clients % DRAWN_CLIENTS === 0 ? clients / DRAWN_CLIENTS : 1;
  const drawn = { clients: clients / factor, seed: DEFAULT_DEMO_SEED, today: TODAY } as const;
  await step(`Bank of ${drawn.clients.toLocaleString("en")}`, (progress) => fillDemoBank(url, drawn, progress));
  if (factor > 1) await step(`Grown to ${clients.toLocaleString("en")}`, (progress) => growBank(url, factor, progress));
  await inDatabase(url, (owner) => owner.query("UPDATE bank SET pinned_today_on = $1", [TODAY]));
  await settle(url);
  // Last, so that a bank that was being drawn when the run was killed is not kept.
  await admin.query(`COMMENT ON DATABASE ${kept} IS ${pg.escapeLiteral(digestOfSources())}`);
}

async function markOf(admin: pg.Client, database: string): Promise<string | null> {
  const { rows } = await admin.query<{ mark: string | null }>("SELECT shobj_description(oid, 'pg_database') AS mark FROM pg_database WHERE datname = $1", [database]);
  return rows[0]?.mark ?? null;
}

function digestOfSources(): string {
  const digest = createHash("sha256");
  for (const file of SOURCES.flatMap(filesBelow)) digest.update(file).update(readFileSync(file));
  return digest.digest("hex");
}

function filesBelow(place: string): string[] {
  if (!existsSync(place)) throw new Error(`${place} is gone: what is a bank drawn from now?`);
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place).sort().flatMap((name) => filesBelow(path.join(place, name)));
}

/** On a connection of its own. */
export async function inDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
