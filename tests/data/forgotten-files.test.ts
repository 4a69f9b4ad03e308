import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createUpload } from "@/lib/data/uploads";
import { DELIVERY_KEPT_DAYS } from "@/lib/jobs/import/deliveries";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { deleteForgottenFiles } from "@/lib/jobs/uploads/forgotten-files";
import { testDatabase } from "@/tests/support/database";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner, ownerUrl } = await testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "mireille-uploads-"));
const DAY_MS = 86_400_000;
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(owner);
});
afterAll(() => rmSync(folder, { recursive: true }));

it("files that no upload names go once they are old; those of an upload, of today and of others stay", async () => {
  const [named, forgotten, recent, other] = [randomUUID(), randomUUID(), randomUUID(), "backup of the clerk"];
  await createUpload(staff.administrator, { id: named });
  for (const id of [named, forgotten, recent, other]) touch(id, id === recent ? DELIVERY_KEPT_DAYS - 1 : DELIVERY_KEPT_DAYS + 1);
  await inOwnerTransaction(ownerUrl, (db) => deleteForgottenFiles(db, folder));
  expect([named, forgotten, recent, other].map((id) => existsSync(path.join(folder, id)))).toEqual([true, false, true, true]);
});

it("a bank that never took an upload has no folder, and nothing to delete", async () => {
  await inOwnerTransaction(ownerUrl, (db) => deleteForgottenFiles(db, path.join(folder, "none")));
  expect(existsSync(path.join(folder, "none"))).toBe(false);
});

function touch(name: string, days: number): void {
  const place = path.join(folder, name);
  mkdirSync(place);
  writeFileSync(path.join(place, randomUUID()), "client_ref\n");
  const at = new Date(Date.now() - days * DAY_MS);
  utimesSync(place, at, at);
}
