import { beforeEach, describe, expect, it } from "vitest";
import type { FileInspection } from "@/lib/import/inspection";
import { refusedCsv } from "@/lib/import/refused-csv";
import { forgetDeliveries } from "@/lib/jobs/import/deliveries";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { testDatabase } from "@/tests/support/database";
import { deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";

/** What is refused is kept, sent back, and gone after a while; what was said of columns is remembered. */
const db = await testDatabase();
const writeDelivery = deliveryWriter();

beforeEach(() => inOwnerTransaction(db.ownerUrl, async (owner) => {
  await owner.query("SET session_replication_role = replica");
  await owner.query("TRUNCATE bank, branch, app_user, client, import_delivery, import_mapping, audit_entry RESTART IDENTITY CASCADE");
}));

/** A bank's own way of writing, with a column that it is told to leave aside. */
const FRENCH = "N° client;Code agence;Conseiller;Nom;Prénom;Client depuis;Sexe\r\n" +
  "00003;B01;anne@bank.example;Crétin;Zoé;31/12/2001;F\r\n00004;B09;anne@bank.example;=1+1;Léo;01/02/2003;M\r\n00005;B01;anne@bank.example;Œuf;Noé;x;M\r\n";
const CHOICES = { "clients.csv": { columns: { Sexe: null } } };

describe("refused rows", () => {
  it("are kept as they were delivered, by line, with every reason", async () => {
    const request = deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, clients: Buffer.from(FRENCH.replace("Œ", "O"), "latin1") }), { choices: CHOICES });
    expect(await importDelivery(db.ownerUrl, request)).toMatchObject({ ok: true, files: { clients: { created: 1, refused: 2 } } });
    expect(await keptRows(request.id, "clients.csv")).toEqual([
      { line: 3, cells: ["00004", "B09", "anne@bank.example", "=1+1", "Léo", "01/02/2003", "M"], problems: [{ column: "branch_code", code: "unknownBranch", value: "B09" }] },
      { line: 4, cells: ["00005", "B01", "anne@bank.example", "Ouf", "Noé", "x", "M"], problems: [{ column: "client_since_on", code: "day", value: "x", detail: "DD/MM/YYYY" }] },
    ]);
  });

  it("come back corrected in the layout of their file, without a word about how to read it", async () => {
    const request = deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, clients: FRENCH }), { choices: CHOICES });
    await importDelivery(db.ownerUrl, request);
    const inspection = await keptInspection(request.id);
    const csv = refusedCsv(inspection, "fr");
    const rows = (await keptRows(request.id, "clients.csv")).map(({ cells, problems }) => csv.row(cells, problems));
    const file = Buffer.concat([csv.header(), ...rows]).toString().replace("B09", "B02").replace(";x;", ";29/02/2004;");
    expect(file).toContain(";'=1+1;");

    const returned = deliveryRequest(writeDelivery({ "clients.csv": file }), { isComplete: false });
    expect(await importDelivery(db.ownerUrl, returned)).toMatchObject({ ok: true, files: { clients: { created: 2, refused: 0 } } });
    expect((await db.owner.query("SELECT last_name, client_since_on::text AS since FROM client WHERE external_ref IN ('00004', '00005') ORDER BY external_ref")).rows).toEqual([
      { last_name: "=1+1", since: "2003-02-01" },
      { last_name: "Œuf", since: "2004-02-29" },
    ]);
  });

  it("with characters that no database keeps as text are kept all the same", async () => {
    const request = deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, branches: `${SMALL_DELIVERY.branches}B03;a\u0000b;Lyon\nB04;"never closed;Lyon\n` }));
    await importDelivery(db.ownerUrl, request);
    expect(await keptRows(request.id, "branches.csv")).toEqual([
      { line: 4, cells: ["B03", "a\u0000b", "Lyon"], problems: [{ column: "name", code: "control", value: "a\uFFFDb" }] },
      { line: 5, cells: ['B04;"never closed;Lyon'], problems: [{ column: null, code: "quotes" }] },
    ]);
  });

  it("are deleted with their delivery after thirty days, and not before", async () => {
    const request = deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, branches: `${SMALL_DELIVERY.branches}B03;;Lyon\n` }));
    await importDelivery(db.ownerUrl, request);
    await inOwnerTransaction(db.ownerUrl, forgetDeliveries);
    expect(await keptRows(request.id, "branches.csv")).toHaveLength(1);
    await db.owner.query("UPDATE import_delivery SET created_at = now() - interval '31 days'");
    await inOwnerTransaction(db.ownerUrl, forgetDeliveries);
    expect(await keptRows(request.id, "branches.csv")).toEqual([]);
  });
});

it("what was said of columns is remembered, once an import has confirmed it", async () => {
  const odd = SMALL_DELIVERY.branches.replace("commune", "Lieu");
  const choices = { "branches.csv": { columns: { Lieu: "commune" } } };
  expect(await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, branches: odd })))).toMatchObject({ ok: false, reason: "FILES" });
  expect(await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, branches: odd }), { choices }))).toMatchObject({ ok: true });
  expect(await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, branches: odd })))).toMatchObject({ ok: true, changed: false });
});

async function keptRows(id: string, file: string): Promise<{ line: number; cells: string[]; problems: RowProblem[] }[]> {
  const { rows } = await db.owner.query<{ line: number; cells: string[]; problems: RowProblem[] }>("SELECT line, cells, problems FROM import_refused_row WHERE delivery_id = $1 AND file_name = $2 ORDER BY line", [id, file]);
  return rows;
}

async function keptInspection(id: string) {
  const { rows } = await db.owner.query<{ inspection: FileInspection }>("SELECT inspection FROM import_file WHERE delivery_id = $1 AND kind = 'clients'", [id]);
  const { settings, columns } = rows[0]?.inspection ?? { settings: null, columns: [] };
  if (settings === null) throw new Error("nothing was kept of the file");
  return { settings, columns };
}
