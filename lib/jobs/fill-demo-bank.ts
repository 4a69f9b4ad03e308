import { setImmediate } from "node:timers/promises";
import type pg from "pg";
import { hashPassword } from "@/lib/auth/password";
import { demoBank, type DemoBank, type DemoBankOptions } from "@/lib/demo/bank";
import type { DemoClient } from "@/lib/demo/clients";
import { DEMO_PASSWORD } from "@/lib/demo/staff";
import type { Day } from "@/lib/domain/dates";
import { copyLine, copyRows } from "./copy-rows";
import { fillDemoLooks } from "./demo-looks";
import { DEMO_TABLES } from "./demo-tables";
import { installReference } from "./install-reference";
import { addOfferOutcomes, offerOutcomeRows, type OfferOutcomes } from "./offer-outcomes";
import { inOwnerTransaction } from "./owner-transaction";

/** Without `today`, the day is the database's own in Paris. */
export type FillOptions = Omit<DemoBankOptions, "today"> & { today?: Day };
export type FillResult = { filled: boolean; clients: number };
export type FillProgress = (done: number, total: number) => void;

/** Large enough for COPY to run at its pace, small enough for the memory of a small machine. */
const CLIENTS_A_BATCH = 500;
const CLIENTS_A_BREATH = 10;

/**
 * Fills an empty database with a demo bank. One transaction: killed in the middle, nothing was there, and the next call
 * starts anew. `filled: false` when the database holds a bank already. Connects as the owner of the tables.
 */
export async function fillDemoBank(ownerUrl: string, options: FillOptions, onProgress: FillProgress = () => undefined): Promise<FillResult> {
  const filled = await inOwnerTransaction(ownerUrl, async (db) => {
    // The server plans its check of foreign keys once, while the tables are small: it must not choose to read all of them,
    // or the time grows with the square of the clients.
    await db.query("SET LOCAL enable_seqscan = off");
    await installReference(db);
    const today = options.today ?? (await databaseDay(db));
    const bank = demoBank({ ...options, today });
    if (!(await claimBank(db, bank))) return false;
    await fillStaff(db, bank, await hashPassword(DEMO_PASSWORD));
    await fillEvents(db, bank);
    await fillClients(db, bank, options.clients, onProgress);
    await moveSequences(db);
    await fillDemoLooks(db, { seed: options.seed, today });
    return true;
  });
  if (filled) await analyze(ownerUrl);
  return { filled, clients: filled ? options.clients : 0 };
}

async function databaseDay(db: pg.ClientBase): Promise<Day> {
  const { rows } = await db.query<{ today: Day }>("SELECT bank_today()::text AS today");
  const [row] = rows;
  if (!row) throw new Error("the database does not tell the day");
  return row.today;
}

/** The bank's own row is the mark: it appears together with everything else. */
async function claimBank(db: pg.ClientBase, bank: DemoBank): Promise<boolean> {
  const { rowCount } = await db.query(
    "INSERT INTO bank (id, name, demo, last_closed_month) VALUES (1, 'Banque de démonstration', true, $1) ON CONFLICT (id) DO NOTHING",
    [bank.lastClosedMonth],
  );
  return rowCount === 1;
}

async function fillStaff(db: pg.ClientBase, bank: DemoBank, passwordHash: string): Promise<void> {
  const branches = bank.branches.map(({ id, code, name, commune, region }) => copyLine([id, code, name, commune, region]));
  const users = bank.users.map(({ id, email, name, role, branchId }) => copyLine([id, email, name, role, branchId, passwordHash]));
  const supervisions = bank.supervisions.map(({ userId, branchId }) => copyLine([userId, branchId]));
  await copyRows(db, { name: "branch", columns: ["id", "code", "name", "commune", "region"] }, branches);
  await copyRows(db, { name: "app_user", columns: ["id", "email", "name", "role", "branch_id", "password_hash"] }, users);
  await copyRows(db, { name: "supervised_branch", columns: ["user_id", "branch_id"] }, supervisions);
}

/** As an administrator wrote them. */
async function fillEvents(db: pg.ClientBase, bank: DemoBank): Promise<void> {
  const author = bank.users.find(({ role }) => role === "ADMINISTRATOR")?.id ?? null;
  const events = bank.events.map((event) => copyLine([
    event.id, event.kind, event.titleFr, event.titleEn, event.place, event.heldOn, event.places, event.minAge, event.maxAge,
    event.minWealthEuros === null ? null : event.minWealthEuros * 100, event.segments, author,
  ]));
  const columns = ["id", "kind", "title_fr", "title_en", "place", "held_on", "places", "min_age", "max_age", "min_wealth_cents", "segments", "updated_by"];
  await copyRows(db, { name: "bank_event", columns }, events);
}

/** While the server stores one batch the next is drawn; no more than these two are ever in memory. */
async function fillClients(db: pg.ClientBase, bank: DemoBank, clients: number, onProgress: FillProgress): Promise<void> {
  const outcomes: OfferOutcomes = new Map();
  let batch = await drawBatch(bank, 0, clients);
  for (let done = 0; done < clients; ) {
    done += batch.length;
    addOfferOutcomes(outcomes, batch);
    [batch] = await Promise.all([drawBatch(bank, done, clients), copyBatch(db, batch)]);
    onProgress(done, clients);
  }
  await copyRows(db, { name: "offer_outcome", columns: ["product_code", "segment", "accepted", "declined"] }, offerOutcomeRows(outcomes).map(copyLine));
}

async function drawBatch(bank: DemoBank, first: number, clients: number): Promise<DemoClient[]> {
  const batch: DemoClient[] = [];
  const end = Math.min(clients, first + CLIENTS_A_BATCH);
  for (let place = first; place < end; place++) {
    // Drawing would keep the connection from sending what the server waits for.
    if (place % CLIENTS_A_BREATH === 0) await setImmediate();
    batch.push(bank.clientAt(place));
  }
  return batch;
}

async function copyBatch(db: pg.ClientBase, batch: readonly DemoClient[]): Promise<void> {
  for (const table of DEMO_TABLES) await copyRows(db, table, batch.flatMap(table.linesOf));
}

/** The ids were given, not drawn: the next ones follow them. */
async function moveSequences(db: pg.ClientBase): Promise<void> {
  for (const table of ["branch", "app_user", "client"]) {
    await db.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`);
  }
}

/** So that the first scoring finds good plans, without waiting for the server's own statistics. */
async function analyze(ownerUrl: string): Promise<void> {
  await inOwnerTransaction(ownerUrl, (db) => db.query(`ANALYZE ${DEMO_TABLES.map(({ name }) => name).join(", ")}`));
}
