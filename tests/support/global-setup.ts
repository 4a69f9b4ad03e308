import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "@/lib/data/migrate";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { startTestServer } from "./test-server";

declare module "vitest" {
  interface ProvidedContext {
    /** The owner's connection to the migrated database that each data suite gets a copy of. */
    templateUrl: string;
  }
}

const TEMPLATE = "mireille_template";

/** One server a run, one migrated template with the catalogue in it; tests/support/database.ts makes the copies. */
export default async function startDatabases(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestServer(".data/test-postgres");
  await createDatabase(server.urlOf("postgres"));
  await migrateDatabase(server.urlOf(TEMPLATE));
  await inOwnerTransaction(server.urlOf(TEMPLATE), installReference);
  project.provide("templateUrl", server.urlOf(TEMPLATE));
  return server.stop;
}

async function createDatabase(adminUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
}
