import type pg from "pg";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";

/** How the copy number `k` of a table differs from its original `s`: SQL by column; the other columns are alike. */
type Copied = { table: string; over?: Readonly<Record<string, string>> };

/** What the ids of one copy are moved by: the largest of the original. */
type Steps = { clients: number; users: number; branches: number; households: number };

/**
 * Makes a bank `factor` times as large, in SQL: drawing a client takes a millisecond, copying one far less. Each copy has
 * branches, advisors and households of its own; ages, incomes and PNB vary a little, so that profiles are as many and
 * ties as few as in a bank that was drawn. What was scored before has to be scored again. Connects as a superuser:
 * foreign keys and triggers rest meanwhile. A bank of 10,000 becomes one of a million in a few minutes.
 */
export async function growBank(ownerUrl: string, factor: number, onProgress: (done: number, total: number) => void = () => undefined): Promise<void> {
  if (!Number.isInteger(factor) || factor < 1) throw new RangeError(`a bank cannot be made ${factor} times as large`);
  await inOwnerTransaction(ownerUrl, async (db) => {
    await db.query("SET LOCAL session_replication_role = replica");
    const tables = copiedTables(await readSteps(db));
    for (const [place, table] of tables.entries()) {
      await copyTable(db, table, factor);
      onProgress(place + 1, tables.length);
    }
    await moveSequences(db);
    await db.query("UPDATE score_state SET facts_key = NULL");
    await db.query(`ANALYZE ${tables.map(({ table }) => table).join(", ")}`);
  });
}

async function readSteps(db: pg.ClientBase): Promise<Steps> {
  const { rows } = await db.query<Steps>(
    `SELECT (SELECT coalesce(max(id), 0) FROM client)::int AS clients, (SELECT coalesce(max(id), 0) FROM app_user)::int AS users,
            (SELECT coalesce(max(id), 0) FROM branch)::int AS branches, (SELECT coalesce(max(household_id), 0) FROM client)::int AS households`,
  );
  const [steps] = rows;
  if (!steps || steps.clients === 0) throw new Error("there is no bank to grow");
  return steps;
}

function copiedTables({ clients, users, branches, households }: Steps): Copied[] {
  const user = (column: string) => `s.${column} + k * ${users}`;
  const branch = `s.branch_id + k * ${branches}`;
  const owned = { client_id: `s.client_id + k * ${clients}` };
  /** The same for all rows of a client: between 95 and 105 percent. */
  const varied = (column: string, client: string) => `s.${column} * (95 + (${client} * 31 + k * 17) % 11) / 100`;
  return [
    { table: "branch", over: { id: `s.id + k * ${branches}`, code: "s.code || '-' || k", name: "s.name || ' ' || k" } },
    { table: "app_user", over: { id: user("id"), email: "k || '.' || s.email", branch_id: branch } },
    { table: "supervised_branch", over: { user_id: user("user_id"), branch_id: branch } },
    {
      table: "client",
      over: {
        id: `s.id + k * ${clients}`,
        external_ref: "s.external_ref || '-' || k",
        advisor_id: user("advisor_id"),
        branch_id: branch,
        household_id: `s.household_id + k * ${households}`,
        birth_on: "s.birth_on - (s.id * 31 + k * 131) % 1200",
        income_cents: varied("income_cents", "s.id"),
      },
    },
    { table: "client_consent", over: owned },
    { table: "consent_change", over: { ...owned, user_id: user("user_id") } },
    { table: "holding", over: owned },
    { table: "monthly_activity", over: { ...owned, pnb_cents: varied("pnb_cents", "s.client_id") } },
    { table: "interaction", over: { ...owned, user_id: user("user_id") } },
    { table: "satisfaction_answer", over: owned },
    { table: "client_score", over: owned },
    { table: "score_history", over: owned },
    { table: "next_action", over: { ...owned, closed_by_id: user("closed_by_id") } },
  ];
}

/** In the order of the clients, so that the rows of one lie together, as in a bank that was filled. */
async function copyTable(db: pg.ClientBase, { table, over = {} }: Copied, factor: number): Promise<void> {
  const columns = await columnsOf(db, table);
  const values = columns.map(({ name, type }) => over[name] ?? (type === "uuid" ? ownUuid(name) : `s.${name}`));
  const [first] = columns;
  await db.query(`CREATE TEMP TABLE copied ON COMMIT DROP AS SELECT * FROM ${table} ORDER BY ${first?.name}`);
  const sql = `INSERT INTO ${table} (${columns.map(({ name }) => name).join(", ")}) SELECT ${values.join(", ")} FROM copied s, (SELECT $1::int AS k) k`;
  for (let k = 1; k < factor; k++) await db.query(sql, [k]);
  await db.query("DROP TABLE copied");
}

async function columnsOf(db: pg.ClientBase, table: string): Promise<{ name: string; type: string }[]> {
  const { rows } = await db.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`,
    [table],
  );
  return rows;
}

/** Another id in each copy, and the same one wherever the original was named. */
function ownUuid(column: string): string {
  return `(lpad(to_hex(k), 8, '0') || substr(s.${column}::text, 9))::uuid`;
}

async function moveSequences(db: pg.ClientBase): Promise<void> {
  for (const table of ["branch", "app_user", "client"]) {
    await db.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`);
  }
}
