import { execFile } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import { from as copyFrom } from "pg-copy-streams";
import { migrateDatabase } from "@/lib/data/migrate";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import type { EmbeddedPostgres } from "@/scripts/embedded-postgres";
import { inDatabase, settle, type Bank } from "./banks";
import { durationOf } from "./durations";
import { barAtScale, type Figure } from "./figures";
import { dumpTables, MEASURED_TABLES, writeDelivery } from "./import-files";
import { WORKER_MOST_KB } from "./memory";

/** The import of this very bank, as the delivery that would bring it. */
export async function measureImportOf(server: Pick<EmbeddedPostgres, "urlOf">, { clients, ownerUrl }: Bank): Promise<Figure[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "mireille-delivery-"));
  try {
    await writeDelivery(ownerUrl, folder);
    return await measureImport(server, { folder, clients });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * The import of a delivery (import-files.ts) into an empty database, and of the same delivery again, beside a plain COPY
 * of the rows it makes into tables with the same keys, foreign keys and indexes; and the memory of the process that
 * imports, beside that of one that only begins to.
 */
export async function measureImport(server: Pick<EmbeddedPostgres, "urlOf">, delivery: { folder: string; clients: number }): Promise<Figure[]> {
  const work = mkdtempSync(path.join(tmpdir(), "mireille-bench-"));
  try {
    const importing = await freshDatabase(server, "bench_import");
    const first = await importInProcess(importing, delivery.folder);
    await settle(importing);
    const again = await importInProcess(importing, delivery.folder);
    await dumpTables(importing, work);
    const floor = await copyPlainly(await freshDatabase(server, "bench_import_floor"), work);
    const idle = await importInProcess(importing, null);
    const beside = { clients: delivery.clients, floorIs: `COPY of ${floor.rows.toLocaleString("en")} rows` };
    return [
      { what: "Import of clients, holdings and activity", unit: "ms", value: first.ms, floor: floor.ms, ...barAtScale(delivery.clients, { ratio: 2.5 }), ...beside },
      { what: "Import of the same files again", unit: "ms", value: again.ms, floor: floor.ms, ...beside },
      { what: "Memory of the importing process, at most", unit: "kB", value: first.peakKb, floor: idle.peakKb, clients: delivery.clients, floorIs: "the process before it begins", bar: { value: WORKER_MOST_KB } },
    ];
  } finally {
    rmSync(work, { recursive: true });
    for (const name of ["bench_import", "bench_import_floor"]) await inDatabase(server.urlOf("postgres"), (admin) => admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  }
}

async function freshDatabase(server: Pick<EmbeddedPostgres, "urlOf">, name: string): Promise<string> {
  await inDatabase(server.urlOf("postgres"), async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(`CREATE DATABASE ${name}`);
  });
  const url = server.urlOf(name);
  await migrateDatabase(url);
  await inOwnerTransaction(url, installReference);
  await settle(url);
  return url;
}

/** Run by a process of its own, whose memory is nobody else's. */
const IMPORTING = `
  const { importDelivery } = await import("./lib/jobs/import-delivery.ts");
  const { sourceFiles } = await import("./lib/jobs/import/source-files.ts");
  const { randomUUID } = await import("node:crypto");
  const [ownerUrl, folder] = JSON.parse(process.env.BENCH_IMPORT);
  const from = performance.now();
  if (folder !== null) {
    const outcome = await importDelivery(ownerUrl, { id: randomUUID(), source: "COMMAND", files: sourceFiles(folder), isComplete: true, name: "Bench" });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  }
  const ms = performance.now() - from;
  const { readFileSync } = await import("node:fs");
  // What getrusage says begins with the memory of the process that started this one.
  const status = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const peakKb = Number(/VmHWM:\\s+(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
  console.log(JSON.stringify({ ms, peakKb }));
`;

async function importInProcess(ownerUrl: string, folder: string | null): Promise<{ ms: number; peakKb: number }> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", IMPORTING], {
    env: { ...process.env, BENCH_IMPORT: JSON.stringify([ownerUrl, folder]) },
  });
  return JSON.parse(stdout) as { ms: number; peakKb: number };
}

/** Each table in a transaction of its own, as the import does it. */
async function copyPlainly(ownerUrl: string, folder: string): Promise<{ ms: number; rows: number }> {
  return inDatabase(ownerUrl, async (db) => {
    const copy = async (table: string) => {
      const into = db.query(copyFrom(`COPY ${table} FROM STDIN`));
      await pipeline(createReadStream(path.join(folder, table), { highWaterMark: 256 * 1024 }), into);
      return into.rowCount;
    };
    for (const table of ["branch", "app_user"]) await copy(table);
    await settle(ownerUrl);
    let rows = 0;
    const ms = await durationOf(async () => {
      for (const table of MEASURED_TABLES) rows += await copy(table);
    });
    return { ms, rows };
  });
}
