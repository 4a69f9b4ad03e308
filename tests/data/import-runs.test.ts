import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { logInteraction } from "@/lib/data/interactions";
import type { Viewer } from "@/lib/data/viewer";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { scoreImport } from "@/lib/jobs/score-import";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { exitOf } from "@/scripts/child-guard";
import { testDatabase } from "@/tests/support/database";
import { bankContents, DELIVERY_TODAY, deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";
import { viewer } from "@/tests/support/viewers";

/** How an import runs: killed, stopped, begun again, beside people at work. */
const db = await testDatabase();
const undisturbed = await testDatabase(false);
const writeDelivery = deliveryWriter();

const CLIENTS = 2_000;
/** Large enough to be killed in the middle. */
const LARGE = {
  ...SMALL_DELIVERY,
  clients: ["client_ref;branch_code;advisor_email;last_name;first_name;client_since_on", ...rowsFor((ref) => [`${ref};B01;anne@bank.example;Nom ${ref};P;2015-01-02`])].join("\n"),
  holdings: ["client_ref;contract_ref;product_code;opened_on;closed_on", ...rowsFor((ref) => [`${ref};A${ref};DAV;2015-01-02;`, `${ref};B${ref};NONE;2015-01-02;`])].join("\n"),
  activity: ["client_ref;month;pnb;dav_operations;money_in;income_in;balance;digital_sessions", ...rowsFor((ref) => ["2025-10", "2025-11", "2025-12"].map((month) => `${ref};${month};12,50;14;2000;1800;-35,20;4`))].join("\n"),
  interactions: ["client_ref;interaction_ref;occurred_at;channel;outcome", ...rowsFor((ref) => [`${ref};I1;2025-11-03;PHONE;DISCUSSED`])].join("\n"),
  satisfaction: null,
};

function rowsFor(rows: (ref: string) => string[]): string[] {
  return Array.from({ length: CLIENTS }, (_, n) => rows(`C${String(n).padStart(5, "0")}`)).flat();
}

async function emptyBank(): Promise<void> {
  // Append-only tables refuse it from anyone whose triggers fire.
  await inOwnerTransaction(db.ownerUrl, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    await owner.query("TRUNCATE bank, branch, app_user, client, import_delivery, audit_entry RESTART IDENTITY CASCADE");
  });
}

describe("kill -9", () => {
  const folder = writeDelivery(LARGE);

  beforeAll(async () => {
    await importDelivery(undisturbed.ownerUrl, deliveryRequest(folder));
  });
  beforeEach(emptyBank);

  it.each([
    ["clients", "client"],
    ["holdings", "holding"],
    ["activity", "monthly_activity"],
    ["interactions", "interaction"],
  ])("while %s are written, then the same again: the bank is as if nothing had happened", async (_, table) => {
    const blocker = await hold(`LOCK TABLE ${table} IN EXCLUSIVE MODE`);
    const child = importInProcess(folder);
    await untilWaiting("");
    child.kill("SIGKILL");
    await exitOf(child);
    await blocker.release();
    const half = await bankContents(db.owner);
    expect(half).not.toEqual(await bankContents(undisturbed.owner));
    expect(await importAgain(folder)).toMatchObject({ ok: true, changed: true });
    expect(await bankContents(db.owner)).toEqual(await bankContents(undisturbed.owner));
    expect(await importAgain(folder)).toMatchObject({ ok: true, changed: false });
  });

  it("at any moment at all", async () => {
    for (const after of [350, 700, 1_100, 1_600]) {
      await emptyBank();
      const child = importInProcess(folder);
      await pause(after);
      child.kill("SIGKILL");
      await exitOf(child);
      await importAgain(folder);
      expect(await bankContents(db.owner)).toEqual(await bankContents(undisturbed.owner));
    }
  }, 240_000);
});

describe("a delivery that stops half-way", () => {
  beforeEach(emptyBank);

  it("has its first files whole and the others not at all, and goes on where it was", async () => {
    const stop = new AbortController();
    const request = deliveryRequest(writeDelivery(LARGE));
    const stopped = importDelivery(db.ownerUrl, request, { signal: stop.signal, onFile: ({ kind }) => kind === "holdings" && stop.abort(new Error("stopped")) });
    await expect(stopped).rejects.toThrow("stopped");
    const { client, holding, activity } = await bankContents(db.owner);
    expect([client?.length, holding?.length, activity?.length]).toEqual([CLIENTS, CLIENTS, 0]);

    const outcome = await importDelivery(db.ownerUrl, request);
    // The counts are those of the whole delivery, though only the last files were read again.
    expect(outcome).toMatchObject({ ok: true, files: { clients: { created: CLIENTS }, holdings: { created: CLIENTS, refused: CLIENTS }, activity: { created: 3 * CLIENTS } } });
    expect(await bankContents(db.owner)).toEqual(await bankContents(undisturbed.owner));
    expect((await db.owner.query("SELECT status FROM import_delivery")).rows).toEqual([{ status: "IMPORTED" }]);
    expect((await db.owner.query("SELECT count(*)::int AS kept FROM import_refused_row")).rows).toEqual([{ kept: CLIENTS }]);
  });
});

describe("beside people at work", () => {
  let anne: Viewer;

  beforeAll(async () => {
    await emptyBank();
    await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(LARGE)));
    await scoreImport(db.ownerUrl);
    const { rows } = await db.owner.query<{ id: number; branch: number }>("SELECT id, (SELECT id FROM branch WHERE code = 'B01') AS branch FROM app_user WHERE email = 'anne@bank.example'");
    anne = viewer("ADVISOR", { userId: rows[0]?.id ?? 0, branchId: rows[0]?.branch ?? 0 });
  });

  it("nobody who logs waits for a large import of activity, or of clients and holdings that stay as they are", async () => {
    const november = LARGE.activity.replaceAll("2025-10", "2025-09");
    await whileUncommitted({ ...LARGE, activity: november }, "activity.csv", async () => {
      const { rows } = await db.owner.query<{ id: number }>("SELECT id FROM client ORDER BY id LIMIT 5");
      for (const { id } of rows) await logInTime(id);
    });
    expect((await db.owner.query("SELECT count(*)::int AS months FROM monthly_activity WHERE month = '2025-09-01'")).rows).toEqual([{ months: CLIENTS }]);
  });

  it("a logged interaction is there after the import that changes its client, and the import after it", async () => {
    const renamed = LARGE.clients.replace("C00000;B01;anne@bank.example;Nom C00000", "C00000;B01;anne@bank.example;Autre");
    const { rows } = await db.owner.query<{ id: number }>("SELECT id FROM client WHERE external_ref = 'C00000'");
    const id = rows[0]?.id ?? 0;
    let logged: Promise<unknown> | undefined;
    await whileUncommitted({ ...LARGE, clients: renamed }, "clients.csv", async () => {
      // The one client that changes waits for the commit; everyone else does not.
      logged = logFor(id);
      await logInTime(id + 1);
    });
    await logged;
    const found = await db.owner.query("SELECT last_name, last_contact_on::text AS contact FROM client WHERE id = $1", [id]);
    expect(found.rows).toEqual([{ last_name: "Autre", contact: DELIVERY_TODAY }]);
  });

  /** Logs while an import has merged this file, and cannot commit it yet. */
  async function whileUncommitted(files: typeof LARGE, name: string, work: () => Promise<void>): Promise<void> {
    const request = deliveryRequest(writeDelivery(files));
    const importing = importDelivery(db.ownerUrl, request);
    const row = `SELECT 1 FROM import_file WHERE delivery_id = '${request.id}' AND name = '${name}'`;
    while (!(await db.owner.query(row)).rowCount) await pause(5);
    const blocker = await hold(`${row} FOR NO KEY UPDATE`);
    await untilWaiting("UPDATE import_file");
    await work();
    await blocker.release();
    expect(await importing).toMatchObject({ ok: true, changed: true });
  }

  async function logInTime(clientId: number): Promise<void> {
    const outcome = await Promise.race([logFor(clientId).then(() => "logged"), pause(5_000, "waiting")]);
    expect(outcome).toBe("logged");
  }

  function logFor(clientId: number) {
    return logInteraction(anne, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: DELIVERY_TODAY, channel: "PHONE", outcome: "SOLD", productsSold: ["LDDS"], profile: { occupation: 3 } }));
  }
});

describe("memory", () => {
  beforeEach(emptyBank);

  it("stays under 300 MB, whatever the rows", async () => {
    const header = "client_ref;branch_code;advisor_email;last_name;first_name;client_since_on\n";
    const good = (ref: string) => `${ref};B01;anne@bank.example;Nom;P;2015-01-02\n`;
    const refused = Buffer.from(Array.from({ length: 30_000 }, (_, n) => `R${n};B09;${"x".repeat(500)};"a\n${"b".repeat(400)}";;never\n`).join(""));
    const line = Buffer.concat([Buffer.from("L;B01;"), Buffer.alloc(100_000_000, "x"), Buffer.from("\n")]);
    const clients = Buffer.concat([Buffer.from(header + good("A")), line, Buffer.from(`${"c;".repeat(1_000_000)}\n`), Buffer.from(`${"d;".repeat(90_000)}\n`), refused, Buffer.from(good("Z"))]);
    const nothing = (file: keyof typeof SMALL_DELIVERY) => `${SMALL_DELIVERY[file].split("\n")[0]}\n`;
    const folder = writeDelivery({ ...SMALL_DELIVERY, clients, holdings: nothing("holdings"), activity: nothing("activity"), interactions: nothing("interactions"), satisfaction: null });
    const child = importInProcess(folder);
    let said = "";
    child.stdout?.on("data", (part: Buffer) => (said += part.toString()));
    expect(await exitOf(child)).toBe(0);
    expect((await db.owner.query("SELECT external_ref FROM client ORDER BY 1")).rows).toEqual([{ external_ref: "A" }, { external_ref: "Z" }]);
    expect((await db.owner.query("SELECT count(*)::int AS kept FROM import_refused_row")).rows).toEqual([{ kept: 10_000 }]);
    expect(Number(said)).toBeGreaterThan(50_000);
    expect(Number(said)).toBeLessThan(300_000);
  });
});

/** Holds what this statement locks until released, at the end of the test at the latest. */
async function hold(statement: string): Promise<{ release: () => Promise<void> }> {
  const other = new pg.Client({ connectionString: db.ownerUrl });
  await other.connect();
  await other.query("BEGIN");
  await other.query(statement);
  let isHeld = true;
  const release = async () => {
    if (isHeld) await other.end();
    isHeld = false;
  };
  onTestFinished(release);
  return { release };
}

/** Until the import waits in the middle of such a statement. */
async function untilWaiting(statement: string): Promise<void> {
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE $1";
  for (const since = performance.now(); !(await db.owner.query(waiting, [`${statement}%`])).rowCount; await pause(20)) {
    if (performance.now() - since > 30_000) throw new Error(`no ${statement} waits`);
  }
}

function importAgain(folder: string) {
  return importDelivery(db.ownerUrl, deliveryRequest(folder));
}

const IMPORTING = `
  const { importDelivery } = await import("./lib/jobs/import-delivery.ts");
  const { sourceFiles } = await import("./lib/jobs/import/source-files.ts");
  const { ownerUrl, folder, ...request } = JSON.parse(process.env.TEST_IMPORT);
  await importDelivery(ownerUrl, { ...request, files: sourceFiles(folder) });
  const { readFileSync } = await import("node:fs");
  // What getrusage says begins with the memory of the process that started this one.
  const status = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const peakKb = Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  console.log(peakKb);
`;

function importInProcess(folder: string): ChildProcess {
  const { files: _, ...request } = deliveryRequest(folder);
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", IMPORTING], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, TEST_IMPORT: JSON.stringify({ ownerUrl: db.ownerUrl, folder, ...request }) },
  });
}
