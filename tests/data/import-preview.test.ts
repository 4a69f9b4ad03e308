import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { previewDelivery } from "@/lib/jobs/preview-delivery";
import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import { testDatabase } from "@/tests/support/database";
import { bankContents, type DeliveryFiles, deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";

/** A preview decides as the import does, and writes nothing. */
const db = await testDatabase();
const writeDelivery = deliveryWriter();

beforeEach(emptyBank);

async function emptyBank(): Promise<void> {
  await inOwnerTransaction(db.ownerUrl, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    await owner.query("TRUNCATE bank, branch, app_user, client, import_delivery, audit_entry RESTART IDENTITY CASCADE");
    await owner.query("DELETE FROM product WHERE code LIKE 'PET%'");
  });
}

describe("a preview", () => {
  it("of a first delivery counts rows that refer to rows of the same delivery", async () => {
    const outcome = await preview(SMALL_DELIVERY);
    expect(outcome).toMatchObject({ ok: true });
    expect(outcome.ok && outcome.files.map(({ kind, counts }) => [kind, counts.created, counts.refused])).toEqual([
      ["branches", 2, 0], ["products", 1, 0], ["staff", 3, 0], ["clients", 2, 0], ["holdings", 3, 0], ["activity", 4, 0], ["interactions", 5, 0], ["satisfaction", 2, 0],
    ]);
    expect((await bankContents(db.owner)).client).toEqual([]);
    expect((await db.owner.query("SELECT * FROM bank")).rows).toEqual([]);
  });

  it("shows what changes, from what to what, and what is refused and why", async () => {
    await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(SMALL_DELIVERY)));
    const outcome = await preview({
      ...SMALL_DELIVERY,
      staff: `${SMALL_DELIVERY.staff}dora@bank.example;Dora;ADVISOR;B02;\n`,
      clients: `${SMALL_DELIVERY.clients.replace("31000,50", "32000").replace("00002;B02;bruno", "00002;B02;dora")}00003;B09;anne@bank.example;A;B;2020-01-01;;;;;\n`,
    });
    const clients = outcome.ok ? outcome.files.find(({ kind }) => kind === "clients") : undefined;
    expect(clients).toEqual({
      name: "clients.csv",
      kind: "clients",
      counts: { created: 0, updated: 2, unchanged: 0, refused: 1 },
      created: [],
      changed: [
        { line: 2, key: { client_ref: "00001" }, changes: [{ column: "income", before: "31000.50", after: "32000.00" }] },
        { line: 3, key: { client_ref: "00002" }, changes: [{ column: "advisor_email", before: "bruno@bank.example", after: "dora@bank.example" }] },
      ],
      refused: [
        { line: 4, cells: ["00003", "B09", "anne@bank.example", "A", "B", "2020-01-01", "", "", "", "", ""], problems: [{ column: "branch_code", code: "unknownBranch", value: "B09" }] },
      ],
    });
  });

  it("names the rows that would be new", async () => {
    const outcome = await preview(SMALL_DELIVERY);
    const activity = outcome.ok ? outcome.files.find(({ kind }) => kind === "activity") : undefined;
    expect(activity?.created).toEqual([2, 3, 4].map((line) => ({ line, key: { client_ref: "00001", month: `2025-${line + 8}-01` } })).concat([{ line: 5, key: { client_ref: "00002", month: "2025-12-01" } }]));
  });

  it("of files that cannot be read says which", async () => {
    expect(await preview({ ...SMALL_DELIVERY, clients: "" })).toMatchObject({ ok: false, reason: "FILES", problems: [{ file: "clients.csv", code: "emptyFile" }] });
  });

  it("of any delivery counts what the import then counts, and changes nothing before it", async () => {
    const anyDelivery = fc.record({ branches: rowsOf("branches", 3), products: rowsOf("products", 3), staff: rowsOf("staff", 5), clients: rowsOf("clients", 6), holdings: rowsOf("holdings", 8), activity: rowsOf("activity", 8), interactions: rowsOf("interactions", 6), satisfaction: rowsOf("satisfaction", 5) });
    await fc.assert(
      fc.asyncProperty(anyDelivery, anyDelivery, async (first, second) => {
        await emptyBank();
        await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(SMALL_DELIVERY)));
        await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(first)));
        await sellInWorkbench();
        const before = await bankContents(db.owner);
        const previewed = await preview(second);
        expect(await bankContents(db.owner)).toEqual(before);
        const imported = await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(second)));
        if (!previewed.ok || !imported.ok) throw new Error("refused");
        expect(Object.fromEntries(previewed.files.map(({ kind, counts }) => [kind, counts]))).toEqual(imported.files);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});

function preview(files: DeliveryFiles) {
  return previewDelivery(db.ownerUrl, deliveryRequest(writeDelivery(files)));
}

/** Sales of every client that the next delivery may confirm, or contradict. */
async function sellInWorkbench(): Promise<void> {
  await db.owner.query(
    `INSERT INTO holding (client_id, contract_ref, product_code, opened_on, status)
     SELECT id, 'M-' || product, product, opened::date, 'UNCONFIRMED' FROM client, (VALUES ('DAV', '2026-01-10'), ('LDDS', '2025-11-01')) v(product, opened)`,
  );
}

/** Values of each column that meet one another: known, new, changed, wrong. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  branch_code: ["B01", "B02", "B03", "B09", ""], name: ["Un", "Deux"], commune: ["Lyon", "Lille"], region: ["", "Bretagne"],
  product_code: ["DAV", "LDDS", "PET", "PET2", "NONE"], universe: ["INSURANCE", "SAVINGS"], name_fr: ["A", "B"], name_en: ["A"], annual_value: ["10", "1,5"], prior_successes: ["1"], prior_failures: ["9"],
  email: ["anne@bank.example", "ANNE@bank.example", "bruno@bank.example", "dora@bank.example"], role: ["ADVISOR", "ANALYST"], supervised_branches: ["", "B01", "B01|B03"],
  advisor_email: ["anne@bank.example", "bruno@bank.example", "dora@bank.example", "nobody@bank.example"], client_ref: ["00001", "00002", "00003", "00004"], last_name: ["Durand", "Petit", ""], first_name: ["Zoé"],
  client_since_on: ["2015-01-02", "2018-05-06"], income: ["31000,50", "", "-1"], zone: ["URBAN", ""], consent_phone: ["", "yes", "no"], consents_on: ["", "2020-01-01", "2025-01-01"], interests: ["", "A|B"],
  contract_ref: ["A1", "A2", "A3", "A4"], opened_on: ["2015-01-02", "2019-01-02"], closed_on: ["", "2025-01-01", "2014-01-01"],
  month: ["2025-10", "2025-11", "2025-12-01", "2026-01"], pnb: ["12,50", "0"], balance: ["-35,20", "10"],
  interaction_ref: ["I1", "I2", "I9"], occurred_at: ["2025-11-03", "2025-10-01"], channel: ["PHONE", "BRANCH"], outcome: ["DISCUSSED", "COMPLAINT_RECEIVED"], user_email: ["", "anne@bank.example", "dora@bank.example"], notes: ["", "x"], satisfaction: ["", "2"], products_sold: ["", "DAV", "PET2"],
  answer_ref: ["S1", "S2"], kind: ["CSAT", "NPS"], score: ["4", "9"], answered_on: ["2025-12-01", "2025-12-02"], verbatim: ["", "très bien"],
};

function rowsOf(file: ImportFileName, maxLength: number): fc.Arbitrary<string> {
  const columns = Object.keys(importColumns(file)).filter((name) => importColumns(file)[name]?.presence !== "OPTIONAL" || name in VALUES);
  const isEmail = (name: string) => file === "clients" && name === "email";
  const cells = columns.map((name) => fc.constantFrom(...(isEmail(name) ? ["", "z@d.example"] : (VALUES[name] ?? ["1"]))));
  return fc.array(fc.tuple(...cells), { maxLength }).map((rows) => [columns, ...rows].map((row) => `${row.join(";")}\n`).join(""));
}
