import pg from "pg";

/** Runs `work` in one transaction as the owner of the tables: jobs alone do; row-level security does not apply. */
export async function inOwnerTransaction<T>(ownerUrl: string, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  // A connection lost while idle is an event: without a listener it ends the process. The next statement says it too.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    await client.end();
  }
}
