import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { testDatabase } from "@/tests/support/database";
import { deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";

const db = await testDatabase();
const writeDelivery = deliveryWriter();
const NAUGHTY = path.resolve("../shared/data/csv_corpora/naughty-strings/blns.json");

/** Skipped where the strings are not. */
describe.skipIf(!existsSync(NAUGHTY))("naughty strings as the names of clients", () => {
  it("are in the bank as they were delivered, or refused and kept as they were; never altered", async () => {
    const strings = JSON.parse(readFileSync(NAUGHTY, "utf8")) as string[];
    const rows = strings.map((name, n) => `N${n};B01;anne@bank.example;"${name.replaceAll('"', '""')}";P;2015-01-02`);
    const clients = ["client_ref;branch_code;advisor_email;last_name;first_name;client_since_on", ...rows].join("\n");
    const nothingElse = Object.fromEntries(["holdings", "activity", "interactions", "satisfaction"].map((file) => [file, `${SMALL_DELIVERY[file as "holdings"].split("\n")[0]}\n`]));
    expect(await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, ...nothingElse, clients })))).toMatchObject({ ok: true });

    const kept = await db.owner.query<{ ref: string; name: string }>("SELECT external_ref AS ref, last_name AS name FROM client");
    const refused = await db.owner.query<{ cells: string[]; problems: { column: string; code: string }[] }>("SELECT cells, problems FROM import_refused_row");
    const found = new Map([...kept.rows.map(({ ref, name }) => [ref, name] as const), ...refused.rows.map(({ cells }) => [cells[0] ?? "", cells[3] ?? ""] as const)]);
    expect(strings.map((_, n) => found.get(`N${n}`))).toEqual(strings);
    expect(kept.rows.length + refused.rows.length).toBe(strings.length);
    expect(kept.rows.length).toBeGreaterThan(400);
    expect(new Set(refused.rows.flatMap(({ problems }) => problems.map(({ column }) => column)))).toEqual(new Set(["last_name"]));
  });
});
