import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_RESOURCES, type ApiResource } from "@/lib/domain/api-key";
import { runApiBatches } from "@/lib/jobs/api/run-batches";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { sourceFiles } from "@/lib/jobs/import/source-files";
import { RESOURCE_FILES } from "@/lib/schemas/api-batch";
import { importColumns } from "@/lib/schemas/import";
import { insertApiKey, send } from "@/tests/support/api-door";
import { testDatabase } from "@/tests/support/database";
import { untilWaitedFor } from "@/tests/support/held-table";
import { insertUser } from "@/tests/support/factories";

/** No worker here: each test says when the batches are run, and by whom. */
const db = await testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "mireille-api-"));
const leaving = new AbortController();
let key: { id: string; token: string };

const HEADERS = Object.fromEntries(API_RESOURCES.map((resource) => [resource, Object.keys(importColumns(RESOURCE_FILES[resource]))])) as Record<ApiResource, string[]>;
const TABLES = ["client", "client_consent", "holding", "monthly_activity", "interaction", "satisfaction_answer"];

beforeAll(async () => {
  await importRows({}, { bankName: "Bank", today: "2026-11-20" });
  const administrator = await insertUser(db.owner, { role: "ADMINISTRATOR" });
  key = await insertApiKey(db.owner, administrator);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the same rows by file and by HTTP", () => {
  it("make the same bank, and the same rows are refused for the same reasons", async () => {
    const anyDelivery = fc.record({ CLIENTS: rowsOf("CLIENTS", 4), HOLDINGS: rowsOf("HOLDINGS", 5), ACTIVITY: rowsOf("ACTIVITY", 5), INTERACTIONS: rowsOf("INTERACTIONS", 5), SATISFACTION: rowsOf("SATISFACTION", 4) });
    await fc.assert(
      fc.asyncProperty(anyDelivery, async (delivery) => {
        await emptyBank();
        const refusedByFile = await importRows(delivery);
        const byFile = await contents();
        await emptyBank();
        const refusedByHttp = await sendRows(delivery);
        expect(await contents()).toEqual(byFile);
        expect(refusedByHttp).toEqual(refusedByFile);
      }),
      { numRuns: 10, endOnFailure: true },
    );
  });
});

describe("a worker killed in the middle of a batch", () => {
  it("leaves nothing of it, and the next one ends where an undisturbed run would", async () => {
    await emptyBank();
    const rows = Array.from({ length: 500 }, (_, n) => jsonOf("CLIENTS", { ...GOOD.CLIENTS, client_ref: `K${n}` }));
    // Whoever merges clients waits for this.
    const blocker = await db.owner.connect();
    await blocker.query("BEGIN; LOCK TABLE client IN SHARE ROW EXCLUSIVE MODE");
    const sent = await send("clients", { rows }, key);
    expect(sent.status).toBe(202);
    const worker = startWorkerProcess();
    await untilWaitedFor(db.owner, "client");
    worker.kill("SIGKILL");
    await blocker.query("ROLLBACK");
    blocker.release();
    // Its connection notices with the answer that nobody takes any more.
    await until("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND relation = 'client'::regclass AND pid <> pg_backend_pid())");
    expect(await count("client")).toBe(0);
    expect(await one("SELECT status::text, body IS NOT NULL AS kept FROM api_batch WHERE id = $1", sent.body.id)).toEqual({ status: "WAITING", kept: true });

    const next = startWorkerProcess();
    await until(`SELECT 1 FROM api_batch WHERE id = '${sent.body.id}' AND status = 'DONE'`);
    next.kill("SIGTERM");
    expect(await count("client")).toBe(500);
    expect(await one("SELECT count(*)::int AS n FROM audit_entry WHERE details->>'batchId' = $1", sent.body.id)).toEqual({ n: 1 });
    expect(await one("SELECT (result->>'created')::int AS created, body FROM api_batch WHERE id = $1", sent.body.id)).toEqual({ created: 500, body: null });
  });
});

type Row = Readonly<Record<string, string>>;
type Delivery = { [R in ApiResource]?: readonly Row[] };

const GOOD: Record<ApiResource, Row> = {
  CLIENTS: { client_ref: "1", branch_code: "B01", advisor_email: "anne@bank.example", last_name: "Durand", first_name: "Zoé", client_since_on: "2015-01-02" },
  HOLDINGS: { client_ref: "1", contract_ref: "A", product_code: "DAV", opened_on: "2015-01-02", closed_on: "" },
  ACTIVITY: { client_ref: "1", month: "2026-09", pnb: "1", dav_operations: "1", money_in: "1", income_in: "1", balance: "1", digital_sessions: "0" },
  INTERACTIONS: { client_ref: "1", interaction_ref: "I", occurred_at: "2026-10-03", channel: "PHONE", outcome: "DISCUSSED" },
  SATISFACTION: { client_ref: "1", answer_ref: "S", kind: "CSAT", score: "4", answered_on: "2026-10-03" },
};

/** What may stand in some columns; one in a few rows has something odd. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  client_ref: ["1", "2", "3", "gone"], last_name: ["Durand", "O'Brien; fils", "Ça \"va\"", " lost", "👩‍🚀"], birth_on: ["", "1980-02-29", "1981-02-29"], income: ["", "31000,50", "0.1", "1e3"],
  interests: ["", "a|b", "x||y"], consent_phone: ["", "yes", "no"], consents_on: ["", "2026-01-01"], consent_proof: ["", "GED 12", " GED", "x".repeat(201)], fragile: ["", "yes", "no"], profiling_objected_on: ["", "2026-01-02", "2027-01-02"], contract_ref: ["A", "B"], product_code: ["DAV", "LDDS", "NONE"], closed_on: ["", "2026-01-01", "2010-01-01"],
  month: ["2026-09", "2026-10", "2027-01"], pnb: ["-3,5", "12.50", "", "x"], balance: ["0", "999999999999.99"], interaction_ref: ["I", "J"], outcome: ["DISCUSSED", "COMPLAINT_RECEIVED", "COMPLAINT_RESOLVED", "NO_ANSWER"],
  notes: ["", "deux\nlignes\t", "=1+1"], satisfaction: ["", "1", "9"], products_sold: ["", "LDDS", "DAV|NONE"], answer_ref: ["S", "T"], kind: ["CSAT", "NPS"], score: ["0", "5", "11"], verbatim: ["", "« bien »"],
};

function rowsOf(resource: ApiResource, maxLength: number): fc.Arbitrary<Row[]> {
  const cells = HEADERS[resource].map((name) => [name, fc.constantFrom(...(VALUES[name] ?? [GOOD[resource][name] ?? ""]))] as const);
  return fc.array(fc.record(Object.fromEntries(cells)), { minLength: 1, maxLength });
}

/** Imports the rows as files, with the branch and the staff that they name. Answers what was refused. */
async function importRows(delivery: Delivery, options: { bankName?: string; today?: `${number}-${number}-${number}` } = {}): Promise<string[]> {
  writeFileSync(path.join(folder, "branches.csv"), "branch_code;name;commune\nB01;Centre;Lyon\n");
  writeFileSync(path.join(folder, "staff.csv"), "email;name;role;branch_code\nanne@bank.example;Anne;ADVISOR;B01\n");
  for (const resource of API_RESOURCES) {
    const rows = (delivery[resource] ?? []).map((row) => HEADERS[resource].map((name) => quoted(row[name] ?? "")).join(";"));
    writeFileSync(path.join(folder, `${RESOURCE_FILES[resource]}.csv`), `${[HEADERS[resource].join(";"), ...rows].join("\n")}\n`);
  }
  const refused: string[] = [];
  const started = new Map<string, number[]>();
  // JSON has one way of writing.
  const files = sourceFiles(folder);
  const choices = Object.fromEntries(files.map(({ name }) => [name, { dates: "YYYY-MM-DD", decimals: "EITHER" } as const]));
  const request = { id: randomUUID(), source: "COMMAND", files, choices, isComplete: true, name: "Bank", ...options } as const;
  const outcome = await importDelivery(db.ownerUrl, request, {
    onRowProblem: ({ kind }, line, { column, code }) => void refused.push(`${kind} ${placeOf(kind, line, delivery, started)} ${column} ${code}`),
  });
  expect(outcome).toMatchObject({ ok: true });
  return refused.filter((line) => !/^(branches|staff)/.test(line)).sort();
}

/** The place of the row that begins on this line: a cell may hold line breaks. */
function placeOf(file: string, line: number, delivery: Delivery, known: Map<string, number[]>): number {
  const resource = API_RESOURCES.find((one) => RESOURCE_FILES[one] === file);
  const rows = (resource && delivery[resource]) ?? [];
  const lines = known.get(file) ?? rows.reduce<number[]>((starts, row) => [...starts, (starts.at(-1) ?? 2) + Object.values(row).join("").split("\n").length - 1 + 1], [2]);
  known.set(file, lines);
  return lines.indexOf(line);
}

async function sendRows(delivery: Delivery): Promise<string[]> {
  const refused: string[] = [];
  for (const resource of API_RESOURCES) {
    const sending = send(RESOURCE_FILES[resource], { rows: (delivery[resource] ?? []).map((row) => jsonOf(resource, row)) }, key);
    await Promise.race([sending, until("SELECT 1 FROM api_batch WHERE status = 'WAITING'")]);
    await runApiBatches(db.ownerUrl, leaving.signal);
    const { body, status } = await sending;
    expect({ status, body }).toMatchObject({ status: 200 });
    refused.push(...(body.errors ?? []).map(({ row, column, code }) => `${body.resource} ${row} ${column} ${code}`));
  }
  return refused.sort();
}

function jsonOf(resource: ApiResource, row: Row): Record<string, unknown> {
  const columns = importColumns(RESOURCE_FILES[resource]);
  const value = (name: string, cell: string) => {
    if (cell === "") return null;
    const type = columns[name]?.kind.type;
    return type === "boolean" ? cell === "yes" : type === "text[]" ? cell.split("|") : cell;
  };
  return Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, value(name, cell)]));
}

function quoted(cell: string): string {
  return /[;"\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function emptyBank(): Promise<void> {
  const owner = await db.owner.connect();
  await owner.query("BEGIN; SET LOCAL session_replication_role = replica");
  await owner.query(`TRUNCATE ${TABLES.join(", ")}, consent_change, score_history, client_score, next_action, score_due RESTART IDENTITY CASCADE`);
  await owner.query("UPDATE bank SET last_closed_month = NULL");
  await owner.query("DELETE FROM api_key_use");
  await owner.query("COMMIT");
  owner.release();
}

/** All of the bank, by the refs of its clients; when rows were written does not count. */
async function contents(): Promise<Record<string, unknown>> {
  const read = async (table: string) => (await db.owner.query<{ rows: string[] }>(
    `SELECT array_agg((to_jsonb(t) - 'id' - 'created_at' - 'updated_at' - 'recorded_at' - 'client_id' || jsonb_build_object('ref', c.external_ref))::text ORDER BY 1) AS rows
     FROM ${table} t JOIN client c ON c.id = t.${table === "client" ? "id" : "client_id"}`)).rows[0]?.rows?.sort();
  return Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await read(table)] as const)));
}

function startWorkerProcess(): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "scripts/worker-process.ts"], { stdio: "ignore", env: { ...process.env, DATABASE_URL: db.ownerUrl } });
}

async function until(sql: string): Promise<void> {
  for (let look = 0; look < 1_200; look++) {
    if ((await db.owner.query(sql)).rows.length > 0) return;
    await pause(25);
  }
  throw new Error(`never: ${sql}`);
}

async function count(table: string): Promise<number> {
  return ((await one(`SELECT count(*)::int AS n FROM ${table}`)) as { n: number }).n;
}

async function one(sql: string, ...values: unknown[]): Promise<unknown> {
  return (await db.owner.query<object>(sql, values)).rows[0];
}
