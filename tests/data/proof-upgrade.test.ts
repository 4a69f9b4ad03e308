import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { expect, inject, it } from "vitest";
import { migrateDatabase } from "@/lib/data/migrate";
import { exportedLog, newKey, verified } from "@/tests/support/exported-log";

/** A bank that was there before the log was sealed. */
it("what was written before the upgrade is the beginning of its branch's chain", async () => {
  const name = `upgrade_${process.pid}`;
  const admin = new pg.Client({ connectionString: urlOf("postgres") });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const owner = new pg.Pool({ connectionString: urlOf(name), max: 2 });
  try {
    await migrateDatabase(urlOf(name), foldersBefore("20261122001700"));
    await owner.query(`
      INSERT INTO branch (code, name, commune) VALUES ('A1', 'Centre', 'Lyon'), ('A2', 'Nord', 'Lille');
      INSERT INTO app_user (email, name, role, branch_id, password_hash) VALUES ('a@b.example', 'A', 'ADVISOR', 1, 'x');
      INSERT INTO client (external_ref, advisor_id, branch_id, first_name, last_name, client_since_on) SELECT 'c' || n, 1, 1 + n % 2, 'P', 'N', '2020-01-01' FROM generate_series(1, 40) n;
      INSERT INTO interaction (client_id, id, occurred_at, channel, outcome, notes) SELECT 1 + n % 40, gen_random_uuid(), now(), 'PHONE', 'DISCUSSED', 'note ' || n FROM generate_series(1, 4400) n`);
    await migrateDatabase(urlOf(name));
    await owner.query("INSERT INTO interaction (client_id, id, occurred_at, channel, outcome) VALUES (2, gen_random_uuid(), now(), 'PHONE', 'SOLD')");
    const key = newKey();
    expect(await verified(await exportedLog(owner, 1, key), key)).toMatchObject({ sound: true, log: { links: 4, entries: 2201, texts: 2200 } });
    await owner.query("ALTER TABLE interaction DISABLE TRIGGER append_only; UPDATE interaction SET notes = 'autre' WHERE ctid = (SELECT min(ctid) FROM interaction WHERE client_id = 4)");
    expect(await verified(await exportedLog(owner, 1, key), key)).toMatchObject({ sound: false, fault: { code: "ENTRY_CHANGED", client: 4 } });
  } finally {
    await owner.end();
    await admin.query(`DROP DATABASE ${name}`);
    await admin.end();
  }
});

function urlOf(name: string): string {
  const url = new URL(inject("templateUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

/** The migrations as they were before one of them. */
function foldersBefore(first: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mireille-migrations-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  cpSync("prisma/migrations", folder, { recursive: true, filter: (file) => (/^\d{14}/.exec(path.basename(file))?.[0] ?? "") < first });
  return folder;
}
