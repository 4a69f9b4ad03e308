import fs from "node:fs";
import pg from "pg";

/** Where the browser tests' server writes the address of its demo bank's database. */
export const DEMO_DATABASE_FILE = ".data/e2e-demo-database";

/** Runs one statement as the owner, for what happens at the bank while a journey goes on. */
export async function atTheBank(sql: string, values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: fs.readFileSync(DEMO_DATABASE_FILE, "utf8") });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
