import type pg from "pg";

/** Runs some statements of the web server's login as a user, and undoes them afterwards; returns the rows of the last. */
export function asUserOf(web: pg.Pool): (userId: number, ...statements: string[]) => Promise<object[]> {
  return async (userId, ...statements) => (await sentAs(web, userId, statements)).rows;
}

/** As above, one; returns how many rows it changed. */
export function changesOf(web: pg.Pool): (userId: number, statement: string) => Promise<number> {
  return async (userId, statement) => (await sentAs(web, userId, [statement])).rowCount ?? 0;
}

async function sentAs(web: pg.Pool, userId: number, statements: readonly string[]): Promise<Pick<pg.QueryResult<object>, "rows" | "rowCount">> {
  const client = await web.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    let answer: Pick<pg.QueryResult<object>, "rows" | "rowCount"> = { rows: [], rowCount: 0 };
    for (const statement of statements) answer = await client.query<object>(statement);
    return answer;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
