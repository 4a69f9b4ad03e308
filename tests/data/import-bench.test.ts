import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { measureImport } from "@/tests/bench/import";
import { writeDelivery } from "@/tests/bench/import-files";
import { testDatabase } from "@/tests/support/database";
import { bankContents, deliveryRequest } from "@/tests/support/deliveries";

/** What the benchmark of the import measures is the whole bank, and nothing else. */
const demo = await testDatabase();
const copy = await testDatabase(false);
const folder = mkdtempSync(path.join(tmpdir(), "mireille-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

beforeAll(async () => {
  await fillDemoBank(demo.ownerUrl, { clients: 200, seed: 7 });
  await writeDelivery(demo.ownerUrl, folder);
});

describe("a bank written out as a delivery", () => {
  it("is the same bank once imported", async () => {
    const { today: _, ...request } = deliveryRequest(folder);
    expect(await importDelivery(copy.ownerUrl, request)).toMatchObject({ ok: true, files: { clients: { created: 200, refused: 0 } } });
    const [original, imported] = [await bankContents(demo.owner), await bankContents(copy.owner)];
    for (const table of ["branch", "activity"]) expect(imported[table]).toEqual(original[table]);
    expect(imported.holding).toHaveLength(original.holding?.length ?? 0);
    expect(imported.client?.map(withoutContacts)).toEqual(original.client?.map(withoutContacts));
  });

  it("is measured beside a plain copy", async () => {
    const urlOf = (name: string) => Object.assign(new URL(demo.ownerUrl), { pathname: `/${name}` }).href;
    const figures = await measureImport({ urlOf }, { folder, clients: 200 });
    expect(figures.map(({ unit }) => unit)).toEqual(["ms", "ms", "kB"]);
    for (const { value, floor } of figures) expect(Math.min(value, floor)).toBeGreaterThan(0);
    expect(figures[2]?.value).toBeLessThan(300_000);
  });
});

/** The delivery brings no contacts. */
function withoutContacts(client: unknown): unknown {
  const { rest, ...names } = client as { rest: Record<string, unknown> };
  const { last_contact_on: _, last_review_on: __, next_review_on: ____, complaint_open_since: ___, ...kept } = rest;
  return { ...names, rest: kept };
}
