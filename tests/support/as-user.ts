import type pg from "pg";

/** Runs one statement of the web server's login as a user, and undoes it afterwards; returns its rows. */
export function asUserOf(web: pg.Pool): (userId: number, statement: string) => Promise<object[]> {
  return async (userId, statement) => (await sentAs(web, userId, statement)).rows;
}

/** As above; returns how many rows the statement changed. */
export function changesOf(web: pg.Pool): (userId: number, statement: string) => Promise<number> {
  return async (userId, statement) => (await sentAs(web, userId, statement)).rowCount ?? 0;
}

async function sentAs(web: pg.Pool, userId: number, statement: string): Promise<pg.QueryResult<object>> {
  const client = await web.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    return await client.query<object>(statement);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
