import type pg from "pg";

/** Notes clients whose scores may have changed; `clients` is a statement that gives their ids. Once each, however often. */
export async function markDue(db: pg.ClientBase, clients: string): Promise<void> {
  await db.query(`INSERT INTO score_due (client_id) ${clients} ON CONFLICT DO NOTHING`);
}

/** Whether the next scoring looks at every client anyway: the bank was never scored to the end. */
export async function isEverythingDue(db: pg.ClientBase): Promise<boolean> {
  const { rows } = await db.query<{ due: boolean }>("SELECT NOT EXISTS (SELECT 1 FROM score_state WHERE facts_key IS NOT NULL) AS due");
  return rows[0]?.due !== false;
}
