import { beforeEach, describe, expect, it } from "vitest";
import { type DeliveryRequest, importDelivery, type ImportWatch } from "@/lib/jobs/import-delivery";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { scoreImport } from "@/lib/jobs/score-import";
import { testDatabase } from "@/tests/support/database";
import { DELIVERY_TODAY, type DeliveryFiles, deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";

const db = await testDatabase();
await inOwnerTransaction(db.ownerUrl, installReference);
const writeDelivery = deliveryWriter();
const BANK = SMALL_DELIVERY;
const TODAY = DELIVERY_TODAY;
const TABLES = [
  "bank", "branch", "product", "app_user", "supervised_branch", "client", "client_consent", "consent_change", "holding", "monthly_activity",
  "interaction", "satisfaction_answer", "audit_entry",
];

beforeEach(async () => {
  // Append-only tables refuse it from anyone whose triggers fire.
  await inOwnerTransaction(db.ownerUrl, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    await owner.query(`TRUNCATE ${TABLES.filter((table) => table !== "product").join(", ")}, client_score, score_history, next_action RESTART IDENTITY CASCADE`);
    await owner.query("DELETE FROM product WHERE code = 'PET'");
  });
});

describe("a whole delivery", () => {
  it("is imported, with what follows from it", async () => {
    const { outcome, problems } = await importFiles(BANK);
    expect(problems).toEqual([]);
    expect(outcome).toMatchObject({
      ok: true,
      changed: true,
      files: { clients: { created: 2, updated: 0, unchanged: 0, refused: 0 }, activity: { created: 4 }, interactions: { created: 5 } },
      consequences: { supervision: 2, consents: 1, satisfaction: 1, contacts: 2 },
    });
    expect(await rowsOf("SELECT external_ref, last_name, income_cents, last_contact_on::text, complaint_open_since::text FROM client ORDER BY 1")).toEqual([
      { external_ref: "00001", last_name: "Durand", income_cents: "3100050", last_contact_on: "2025-11-05", complaint_open_since: "2025-11-05" },
      { external_ref: "00002", last_name: "O'Brien; fils", income_cents: null, last_contact_on: "2025-10-04", complaint_open_since: null },
    ]);
    expect(await rowsOf("SELECT kind, score, answered_on::text AS on, verbatim FROM satisfaction_answer WHERE interaction_id IS NULL ORDER BY score")).toEqual([
      { kind: "CSAT", score: 4, on: "2025-12-02", verbatim: null },
      { kind: "NPS", score: 9, on: "2025-12-01", verbatim: "très bien" },
    ]);
    expect(await rowsOf("SELECT name, demo, last_closed_month::text AS month, pinned_today_on::text AS today FROM bank")).toEqual([
      { name: "Banque", demo: false, month: "2025-12-01", today: TODAY },
    ]);
  });

  it("changes nothing the second time, down to the last column", async () => {
    await importFiles(BANK);
    const before = await contents();
    const { outcome } = await importFiles(BANK);
    expect(outcome).toMatchObject({ ok: true, changed: false, files: { clients: { unchanged: 2 }, interactions: { unchanged: 5 }, activity: { unchanged: 4 } } });
    expect(await contents()).toEqual(before);
  });

  it("is scored once, empty profiles and all", async () => {
    await importFiles(BANK);
    expect(await scoreImport(db.ownerUrl)).toMatchObject({ clients: 2, written: 2 });
    expect(await scoreImport(db.ownerUrl)).toBeNull();
    expect(await rowsOf("SELECT history_months, mire_score FROM client_score ORDER BY client_id")).toMatchObject([{ history_months: 3 }, { mire_score: null }]);
  });

  it("gives interactions the same id in every database", async () => {
    await importFiles(BANK);
    const [row] = await rowsOf("SELECT i.id FROM interaction i JOIN client c ON c.id = i.client_id WHERE c.external_ref = '00001' AND i.external_ref = 'I1'");
    // sha256("00001\nI1"), cut to a UUID of version 8.
    expect(row?.id).toBe("1782bcff-c45b-81ec-a2c8-1bcb6187a1db");
  });
});

describe("a delivery with bad rows", () => {
  it("keeps the good ones and lists the others by line", async () => {
    const { outcome, problems } = await importFiles({
      ...BANK,
      clients: BANK.clients + "00003;B09;nobody@bank.example;A;B;2020-01-01;;;;;\n00004;B01;chloe@bank.example;A;B;2020-01-01;;;;;\n00001;B01;anne@bank.example;A;B;2020-01-01;;;;;\n00005;B01;anne@bank.example;A;B;01/01/2020;;12,345;;;\n",
      holdings: BANK.holdings + "00003;A4;DAV;2020-01-01;\n00001;A5;GOLD;2020-01-01;\n00001;A6;DAV;2020-01-01;\n",
    });
    expect(problems).toEqual([
      "clients 4 advisor_email unknownUser nobody@bank.example",
      "clients 4 branch_code unknownBranch B09",
      "clients 5 advisor_email notPortfolioHolder chloe@bank.example",
      "clients 6 client_ref duplicate 2",
      "clients 7 client_since_on day 01/01/2020",
      "clients 7 income amount 12,345",
      "holdings 5 client_ref unknownClient 00003",
      "holdings 6 product_code unknownProduct GOLD",
    ]);
    expect(outcome).toMatchObject({ files: { clients: { created: 2, refused: 4 }, holdings: { created: 4, refused: 2 } } });
  });

  it("never edits an interaction that is recorded", async () => {
    await importFiles(BANK);
    const { outcome, problems } = await importFiles({ ...BANK, interactions: BANK.interactions.replace("EMAIL;COMPLAINT_RECEIVED", "PHONE;COMPLAINT_RECEIVED") });
    expect(problems).toEqual(["interactions 5 - alreadyRecorded -"]);
    expect(outcome).toMatchObject({ ok: true, changed: false, files: { interactions: { unchanged: 4, refused: 1 } } });
  });
});

describe("a delivery that cannot be read", () => {
  it.each([
    ["a file is missing", { holdings: null }, { file: "holdings.csv", code: "missingFile" }],
    ["a file is empty", { holdings: "" }, { file: "holdings.csv", code: "emptyFile" }],
    ["a column is missing", { activity: BANK.activity.replace("pnb;", "pnx;") }, { file: "activity.csv", code: "missingColumns", columns: ["pnb"] }],
    ["a column is unknown", { clients: BANK.clients.replace("income", "revenu") }, { file: "clients.csv", code: "unknownColumns", columns: ["revenu"] }],
    ["the last file is UTF-8 but for a letter", { interactions: Buffer.concat([Buffer.from(BANK.interactions.replace("deux", "été été")), Buffer.from("00002;I9;2025-10-04;PHONE;DISCUSSED;;;\xe9\n", "latin1")]) }, { file: "interactions.csv", code: "unreadableLine", line: 8, detail: "UTF-8" }],
    ["a file is an archive", { holdings: Buffer.from("PK\x03\x04 and so on", "latin1") }, { file: "holdings.csv", code: "archive", detail: "ZIP" }],
    ["days can be read two ways", { holdings: "client_ref;contract_ref;product_code;opened_on;closed_on\n00001;A1;DAV;02/01/2015;\n" }, { file: "holdings.csv", code: "doubtfulDates", detail: "02/01/2015" }],
  ])("changes nothing when %s", async (_, replaced, problem) => {
    const before = await contents();
    const { outcome } = await importFiles({ ...BANK, ...replaced });
    expect(outcome).toMatchObject({ ok: false, reason: "FILES" });
    expect(outcome).toHaveProperty("problems", expect.arrayContaining([problem]));
    expect(await contents()).toEqual(before);
  });

});

describe("a later delivery", () => {
  it("updates what differs and keeps what it leaves out", async () => {
    await importFiles(BANK);
    await importFiles({
      ...BANK,
      // Without the optional columns, and without the second client.
      clients: "client_ref,branch_code,advisor_email,last_name,first_name,client_since_on\n00001,B02,bruno@bank.example,Durand,Zoé,2015-01-02\n",
      holdings: "client_ref;contract_ref;product_code;opened_on;closed_on\n00001;A2;PET;2019-01-02;2025-12-31\n",
    });
    expect(await rowsOf("SELECT c.external_ref, c.income_cents, c.zone, u.email FROM client c JOIN app_user u ON u.id = c.advisor_id ORDER BY 1")).toEqual([
      { external_ref: "00001", income_cents: "3100050", zone: "URBAN", email: "bruno@bank.example" },
      { external_ref: "00002", income_cents: null, zone: null, email: "bruno@bank.example" },
    ]);
    expect(await rowsOf("SELECT contract_ref, closed_on::text FROM holding ORDER BY 1")).toEqual([
      { contract_ref: "A1", closed_on: null },
      { contract_ref: "A2", closed_on: "2025-12-31" },
      { contract_ref: "A3", closed_on: "2025-01-01" },
    ]);
  });

  it("takes when a contract is to end, keeps it where the column is left out, and forgets it where it is empty", async () => {
    const withEnd = (end: string) => `client_ref;contract_ref;product_code;opened_on;closed_on;ends_on\n00001;A1;DAV;2015-01-02;;${end}\n`;
    const endOf = async () => (await rowsOf("SELECT ends_on::text FROM holding WHERE contract_ref = 'A1'"))[0];
    await importFiles({ ...BANK, holdings: withEnd("2031-06-30") });
    expect(await endOf()).toEqual({ ends_on: "2031-06-30" });
    await importFiles(BANK);
    expect(await endOf()).toEqual({ ends_on: "2031-06-30" });
    await importFiles({ ...BANK, holdings: withEnd("") });
    expect(await endOf()).toEqual({ ends_on: null });
  });

  it("never undoes a refusal that is later than its consents", async () => {
    await importFiles(BANK);
    await db.owner.query("UPDATE client_consent SET granted = false, recorded_on = '2025-06-01'");
    await importFiles(BANK);
    expect(await rowsOf("SELECT granted FROM client_consent")).toEqual([{ granted: false }]);
    await importFiles({ ...BANK, clients: BANK.clients.replace("yes;2020-01-01", "yes;2025-07-01") });
    expect(await rowsOf("SELECT granted FROM client_consent")).toEqual([{ granted: true }]);
    expect(await rowsOf("SELECT granted FROM consent_change")).toHaveLength(2);
  });

  it("confirms a sale of the workbench, and reverses one that it contradicts for thirty days", async () => {
    await importFiles(BANK);
    await db.owner.query(
      `INSERT INTO holding (client_id, contract_ref, product_code, opened_on, status) SELECT id, v.ref, v.product, v.opened::date, 'UNCONFIRMED' FROM client,
       (VALUES ('M-1', 'LDDS', '2026-01-10'), ('M-2', 'PEA', '2025-12-01'), ('M-3', 'PER', '2026-01-02')) v(ref, product, opened) WHERE external_ref = '00001'`,
    );
    const { outcome } = await importFiles({ ...BANK, holdings: `${BANK.holdings}00001;A9;LDDS;2026-01-12;\n` });
    expect(outcome).toMatchObject({ consequences: { salesConfirmed: 1, salesReversed: 1 } });
    expect(await rowsOf("SELECT kind, product_code, contract_ref, sold_on::text FROM holding_change ORDER BY 1")).toEqual([
      { kind: "CONFIRMED", product_code: "LDDS", contract_ref: "A9", sold_on: "2026-01-10" },
      { kind: "REVERSED", product_code: "PEA", contract_ref: "M-2", sold_on: "2025-12-01" },
    ]);
    expect(await rowsOf("SELECT contract_ref, status, opened_on::text FROM holding WHERE product_code IN ('LDDS', 'PEA', 'PER') ORDER BY 1")).toEqual([
      { contract_ref: "A9", status: "CONFIRMED", opened_on: "2026-01-12" },
      { contract_ref: "M-2", status: "REVERSED", opened_on: "2025-12-01" },
      { contract_ref: "M-3", status: "UNCONFIRMED", opened_on: "2026-01-02" },
    ]);
  });

  it("burns no numbers: a new client gets the next one after many runs", async () => {
    for (let run = 0; run < 3; run++) await importFiles(BANK);
    await importFiles({ ...BANK, clients: `${BANK.clients}00009;B01;anne@bank.example;A;B;2020-01-01;;;;;\n` });
    expect(await rowsOf("SELECT id FROM client WHERE external_ref = '00009'")).toEqual([{ id: 3 }]);
  });
});

it("is refused by the demo bank", async () => {
  await db.owner.query("INSERT INTO bank (id, name, demo) VALUES (1, 'Démo', true)");
  const before = await contents();
  expect((await importFiles(BANK)).outcome).toEqual({ ok: false, reason: "DEMO_BANK" });
  expect(await contents()).toEqual(before);
});

it("lets no second import run beside it", async () => {
  let beside: unknown;
  await inOwnerTransaction(db.ownerUrl, async (other) => {
    await other.query("SELECT pg_advisory_xact_lock(72707370)");
    beside = (await importFiles(BANK)).outcome;
  });
  expect(beside).toEqual({ ok: false, reason: "RUNNING" });
});

async function importFiles(files: DeliveryFiles, watch: ImportWatch = {}, over: Partial<DeliveryRequest> = {}) {
  const problems: string[] = [];
  const outcome = await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(files), over), {
    onRowProblem: ({ kind }, line, problem) => void problems.push([kind, line, problem.column ?? "-", problem.code, problem.value ?? "-"].join(" ")),
    ...watch,
  });
  return { outcome, problems: problems.sort() };
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  return (await db.owner.query<Record<string, unknown>>(sql)).rows;
}

async function contents(): Promise<Record<string, unknown>> {
  const tables = await Promise.all(TABLES.map(async (table) => [table, await rowsOf(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)]));
  return Object.fromEntries(tables) as Record<string, unknown>;
}
