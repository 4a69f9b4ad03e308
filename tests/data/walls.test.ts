import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refreshFollowUp } from "@/lib/jobs/refresh-follow-up";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** The database alone: what a statement of the web server's login finds, whatever the code above it forgot. */
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
let staff: Staff;
let mine: number;
let theirs: number;

/** The audit trail names clients but belongs to the bank; it has its own policy. */
const OWNED = [
  "assignment_change", "client_consent", "client_score", "consent_change", "control_task", "control_task_step",
  "entry_remark", "event_invitation", "handover_note", "holding", "holding_change", "interaction",
  "monthly_activity", "next_action", "portfolio_review", "satisfaction_answer", "score_history",
];
/** Of clients, but for the supervisors of a campaign of control alone; tasks are shown to who holds the client too. */
const CONTROLLED = ["control_population", "control_review", "control_sample"];
/** Of clients, but for the bank's own work: no login of the web server reads them. */
const UNSEEN = ["client_erasure", "proof_erased", "proof_secret", "score_due", "score_logged"];
const APPEND_ONLY = ["interaction", "consent_change", "satisfaction_answer", "score_history", "holding_change", "assignment_change", "audit_entry", "entry_remark", "handover_note"];

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  mine = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  theirs = await insertClient(db.owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId });
  for (const client of [mine, theirs]) await insertOwned(db.owner, client);
  await db.owner.query("INSERT INTO audit_entry (user_id, action) VALUES ($1, 'session.start')", [staff.advisor.userId]);
});
afterAll(() => web.end());

it("every table with a client's id is known to these tests, secured, and keyed by the client first", async () => {
  const { rows } = await db.owner.query<{ name: string; secured: boolean; first: string }>(
    `SELECT c.relname AS name, c.relrowsecurity AS secured,
            (SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] WHERE i.indrelid = c.oid AND i.indisprimary) AS first
     FROM pg_class c JOIN pg_attribute own ON own.attrelid = c.oid AND own.attname = 'client_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND c.relname <> 'audit_entry' ORDER BY 1`,
  );
  expect(rows).toEqual([...OWNED, ...CONTROLLED, ...UNSEEN].sort().map((name) => ({ name, secured: true, first: "client_id" })));
});

it("the web server's login owns nothing and cannot step over the policies", async () => {
  const { rows } = await web.query<{ login: string; superuser: boolean; bypass: boolean; owned: number }>(
    `SELECT current_user AS login, r.rolsuper AS superuser, r.rolbypassrls AS bypass,
            (SELECT count(*)::int FROM pg_class WHERE pg_has_role(current_user, relowner, 'MEMBER')) AS owned
     FROM pg_roles r WHERE r.rolname = current_user`,
  );
  expect(rows[0]).toMatchObject({ superuser: false, bypass: false, owned: 0 });
});

describe("what each role finds with SELECT * and no condition", () => {
  const sees: [keyof Staff, () => number[]][] = [
    ["advisor", () => [mine]],
    ["colleague", () => []],
    ["relationshipManager", () => []],
    ["supervisor", () => [mine]],
    ["otherAdvisor", () => [theirs]],
    ["otherSupervisor", () => [theirs]],
    ["analyst", () => []],
    ["administrator", () => []],
  ];
  it.each(sees)("%s", async (who, clients) => {
    expect(await asUser(userIdOf(who), "SELECT id FROM client ORDER BY id")).toEqual(clients().map((id) => ({ id })));
    for (const table of OWNED) {
      const rows = await asUser(userIdOf(who), `SELECT DISTINCT client_id AS id FROM ${table} ORDER BY 1`);
      expect({ table, rows }).toEqual({ table, rows: clients().map((id) => ({ id })) });
    }
    for (const table of CONTROLLED) {
      const rows = await asUser(userIdOf(who), `SELECT DISTINCT client_id AS id FROM ${table} ORDER BY 1`);
      expect({ table, rows }).toEqual({ table, rows: /supervisor/i.test(who) ? clients().map((id) => ({ id })) : [] });
    }
  });

  it("nobody at all: nothing, in every table", async () => {
    for (const table of ["client", ...OWNED, ...CONTROLLED, "control_campaign", "control_stratum", "control_grid", "audit_entry", "unusual_day_note"]) expect((await web.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
  });

  it.each([...UNSEEN, "score_state"])("nobody reads %s", async (table) => {
    for (const who of ["advisor", "supervisor", "administrator"] as const) {
      await expect(asUser(userIdOf(who), `SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
    }
  });

  it("a user who was deactivated finds nothing", async () => {
    await db.owner.query("UPDATE app_user SET active = false WHERE id = $1", [staff.advisor.userId]);
    expect(await asUser(staff.advisor.userId, "SELECT id FROM client")).toEqual([]);
    await db.owner.query("UPDATE app_user SET active = true WHERE id = $1", [staff.advisor.userId]);
  });
});

describe("the kept figures of a portfolio", () => {
  beforeAll(() => refreshFollowUp(db.ownerUrl));
  const all = "SELECT advisor_id AS id FROM follow_up_summary";

  it.each([["advisor", "advisor"], ["supervisor", "advisor"], ["otherAdvisor", "otherAdvisor"], ["otherSupervisor", "otherAdvisor"]] as const)("%s finds those of: %s", async (who, whose) => {
    expect(await asUser(userIdOf(who), all)).toEqual([{ id: staff[whose].userId }]);
  });

  it.each(["colleague", "relationshipManager", "analyst", "administrator"] as const)("%s finds none", async (who) => {
    expect(await asUser(userIdOf(who), all)).toEqual([]);
  });

  it.each([
    "UPDATE follow_up_summary SET clients = 0", "DELETE FROM follow_up_summary", "INSERT INTO follow_up_outdated DEFAULT VALUES",
    "DELETE FROM follow_up_outdated", "SELECT refresh_follow_up(ARRAY[1])",
  ])("nobody writes them by hand: %s", async (statement) => {
    await expect(asUser(staff.advisor.userId, statement)).rejects.toThrow(/permission denied/);
  });

  it("a change that the policies keep from happening outdates nothing", async () => {
    expect(await asUser(staff.advisor.userId, "UPDATE next_action SET due_on = due_on", "SELECT advisor_id AS id FROM follow_up_outdated")).toEqual([{ id: staff.advisor.userId }]);
    for (const who of ["supervisor", "analyst", "administrator"] as const) {
      expect(await asUser(userIdOf(who), "UPDATE next_action SET due_on = due_on", "SELECT id FROM follow_up_outdated")).toEqual([]);
    }
  });
});

describe("the private address of a calendar", () => {
  beforeAll(async () => {
    for (const who of ["advisor", "otherAdvisor"] as const) {
      await db.owner.query("INSERT INTO calendar_feed (user_id, secret_hash) VALUES ($1, sha256($2::bytea))", [userIdOf(who), who]);
    }
  });

  it.each([["advisor", 1], ["otherAdvisor", 1], ["colleague", 0], ["supervisor", 0], ["analyst", 0], ["administrator", 0]] as const)("%s finds %i, their own", async (who, count) => {
    expect(await asUser(userIdOf(who), "SELECT user_id AS id FROM calendar_feed")).toEqual(count ? [{ id: userIdOf(who) }] : []);
  });

  it("its hash is shown to nobody, and made for nobody else", async () => {
    await expect(asUser(staff.advisor.userId, "SELECT secret_hash FROM calendar_feed")).rejects.toThrow(/permission denied/);
    await expect(asUser(staff.advisor.userId, "UPDATE calendar_feed SET secret_hash = sha256('x')")).rejects.toThrow(/permission denied/);
    const made = (userId: number) => `INSERT INTO calendar_feed (user_id, secret_hash) VALUES (${userId}, sha256('y'))`;
    for (const who of ["advisor", "supervisor", "administrator"] as const) await expect(asUser(userIdOf(who), made(staff.colleague.userId))).rejects.toThrow(/row-level security/);
    for (const who of ["supervisor", "administrator"] as const) await expect(asUser(userIdOf(who), made(userIdOf(who)))).rejects.toThrow(/row-level security/);
  });
});

describe("writing", () => {
  it("reaches only one's own portfolio, and a supervisor writes nowhere", async () => {
    const update = "UPDATE client SET first_name = 'Changed' RETURNING id";
    expect(await asUser(staff.advisor.userId, update)).toEqual([{ id: mine }]);
    for (const who of ["supervisor", "colleague", "relationshipManager", "analyst", "administrator"] as const) {
      expect(await asUser(userIdOf(who), update)).toEqual([]);
    }
  });

  it("a client cannot be given away", async () => {
    const give = `UPDATE client SET advisor_id = ${staff.otherAdvisor.userId} WHERE id = ${mine}`;
    await expect(asUser(staff.advisor.userId, give)).rejects.toThrow(/row-level security/);
  });

  it.each(["otherAdvisor", "colleague", "supervisor", "administrator"] as const)("%s cannot add an interaction to someone else's client", async (who) => {
    await expect(asUser(userIdOf(who), interactionBy(userIdOf(who)))).rejects.toThrow(/row-level security/);
  });

  it("notes a written score only of one's own clients", async () => {
    const note = (clientId: number) => `INSERT INTO score_logged VALUES (${clientId}, gen_random_uuid())`;
    await expect(asUser(staff.advisor.userId, note(mine))).resolves.toEqual([]);
    for (const who of ["otherAdvisor", "colleague", "supervisor"] as const) await expect(asUser(userIdOf(who), note(mine))).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.advisor.userId, "INSERT INTO score_due VALUES (1)")).rejects.toThrow(/permission denied/);
  });

  it("nobody logs in another's name", async () => {
    await expect(asUser(staff.advisor.userId, interactionBy(staff.colleague.userId))).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.advisor.userId, interactionBy(staff.advisor.userId))).resolves.toEqual([]);
  });

  it("nobody writes the audit trail in another's name, or reads another's", async () => {
    const entry = `INSERT INTO audit_entry (user_id, action) VALUES (${staff.advisor.userId}, 'client.view')`;
    await expect(asUser(staff.otherAdvisor.userId, entry)).rejects.toThrow(/row-level security/);
    expect(await asUser(staff.otherAdvisor.userId, "SELECT id FROM audit_entry")).toEqual([]);
    expect((await asUser(staff.advisor.userId, "SELECT id FROM audit_entry")).length).toBeGreaterThan(0);
  });
});

describe("keys and batches of the HTTP door", () => {
  const KEY = "SELECT id, name FROM api_key";

  beforeAll(async () => {
    await db.owner.query("INSERT INTO api_key (id, secret_hash, name, scopes, created_by) VALUES ('walls', sha256('secret'), 'A key', '{CLIENTS}', $1)", [staff.administrator.userId]);
    await db.owner.query(
      `INSERT INTO api_batch (id, key_id, idempotency_hash, request_hash, resource, atomic, row_count, body)
       VALUES (gen_random_uuid(), 'walls', '', '', 'CLIENTS', false, 1, '{"rows":[{"last_name":"Secret"}]}')`,
    );
  });

  it("keys are seen by administrators alone, their hash by nobody", async () => {
    expect(await asUser(staff.administrator.userId, KEY)).toEqual([{ id: "walls", name: "A key" }]);
    for (const who of ["advisor", "supervisor", "analyst", "relationshipManager"] as const) expect(await asUser(userIdOf(who), KEY)).toEqual([]);
    expect((await web.query(KEY)).rows).toEqual([]);
    await expect(asUser(staff.administrator.userId, "SELECT secret_hash FROM api_key")).rejects.toThrow(/permission denied/);
  });

  it.each(["api_batch", "api_key_use"])("nobody reads or writes %s", async (table) => {
    for (const statement of [`SELECT * FROM ${table}`, `DELETE FROM ${table}`, `UPDATE ${table} SET key_id = key_id`]) {
      await expect(asUser(staff.administrator.userId, statement)).rejects.toThrow(/permission denied/);
    }
  });

  it("keys are made and revoked in one's own name, and come back for nobody", async () => {
    const add = (by: number) => `INSERT INTO api_key (id, secret_hash, name, scopes, created_by) VALUES ('other', sha256('x'), 'Other', '{CLIENTS}', ${by})`;
    await expect(asUser(staff.administrator.userId, add(staff.administrator.userId))).resolves.toEqual([]);
    await expect(asUser(staff.administrator.userId, add(staff.advisor.userId))).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.advisor.userId, add(staff.advisor.userId))).rejects.toThrow(/row-level security/);
    const revoke = (by: number) => `UPDATE api_key SET revoked_at = now(), revoked_by = ${by} RETURNING id`;
    expect(await asUser(staff.administrator.userId, revoke(staff.administrator.userId))).toEqual([{ id: "walls" }]);
    await expect(asUser(staff.administrator.userId, revoke(staff.analyst.userId))).rejects.toThrow(/row-level security/);
    expect(await asUser(staff.advisor.userId, revoke(staff.advisor.userId))).toEqual([]);
    await expect(asUser(staff.administrator.userId, "UPDATE api_key SET scopes = '{HOLDINGS}'")).rejects.toThrow(/permission denied/);
    await expect(asUser(staff.administrator.userId, "UPDATE api_key SET revoked_at = NULL, revoked_by = NULL")).rejects.toThrow(/row-level security/);
  });

  it("the functions of the door say nothing without the secret", async () => {
    const admit = (secret: string) => web.query<{ verdict: string }>("SELECT verdict FROM api_admit('walls', sha256($1::bytea), 'CLIENTS', 10)", [secret]);
    expect((await admit("wrong")).rows).toEqual([{ verdict: "UNKNOWN" }]);
    expect((await admit("secret")).rows).toEqual([{ verdict: "OK" }]);
    expect((await web.query("SELECT * FROM api_batch_answer('walls', sha256('wrong'), (SELECT gen_random_uuid()))")).rows).toEqual([]);
    await expect(web.query("SELECT api_key_verdict('walls', sha256('secret'))")).rejects.toThrow(/permission denied/);
  });
});

describe("views of lists", () => {
  const SEEN = "SELECT name FROM list_view ORDER BY name";
  const add = (owner: number, branch: number | null) => `INSERT INTO list_view (id, owner_id, branch_id, name, query) VALUES (gen_random_uuid(), ${owner}, ${branch ?? "NULL"}, gen_random_uuid(), '')`;

  beforeAll(async () => {
    const insert = (who: number, branch: number | null, name: string) => db.owner.query("INSERT INTO list_view (id, owner_id, branch_id, name, query) VALUES (gen_random_uuid(), $1, $2, $3, '')", [who, branch, name]);
    await insert(staff.advisor.userId, null, "the advisor's");
    await insert(staff.supervisor.userId, null, "the supervisor's");
    await insert(staff.supervisor.userId, staff.branchId, "the branch's");
    await insert(staff.otherSupervisor.userId, staff.branchId, "of one who supervises it no longer");
    await db.owner.query("INSERT INTO list_default SELECT id, 'moved' FROM app_user");
  });

  it.each([
    ["advisor", ["the advisor's", "the branch's"]], ["colleague", ["the branch's"]], ["relationshipManager", ["the branch's"]], ["supervisor", ["the branch's", "the supervisor's"]],
    ["otherAdvisor", []], ["otherSupervisor", ["of one who supervises it no longer"]], ["analyst", []], ["administrator", []],
  ] as const)("%s sees: %j", async (who, names) => {
    expect(await asUser(userIdOf(who), SEEN)).toEqual(names.map((name) => ({ name })));
    const reads = !["analyst", "administrator"].includes(who);
    expect(await asUser(userIdOf(who), "SELECT user_id FROM list_default")).toEqual(reads ? [{ user_id: userIdOf(who) }] : []);
  });

  it("nobody at all sees none", async () => {
    for (const table of ["list_view", "list_default"]) expect((await web.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
  });

  it("are added in one's own name, and shared by a supervisor with a branch that they supervise", async () => {
    await expect(asUser(staff.advisor.userId, add(staff.advisor.userId, null))).resolves.toEqual([]);
    await expect(asUser(staff.supervisor.userId, add(staff.supervisor.userId, staff.branchId))).resolves.toEqual([]);
    for (const [who, statement] of [
      [staff.advisor, add(staff.colleague.userId, null)], [staff.advisor, add(staff.advisor.userId, staff.branchId)], [staff.supervisor, add(staff.supervisor.userId, staff.otherBranchId)],
      [staff.analyst, add(staff.analyst.userId, null)], [staff.administrator, add(staff.administrator.userId, null)],
      [staff.advisor, `UPDATE list_view SET branch_id = ${staff.branchId} WHERE owner_id = ${staff.advisor.userId}`],
      [staff.advisor, `INSERT INTO list_default VALUES (${staff.administrator.userId}, 'moved')`],
    ] as const) await expect(asUser(who.userId, statement)).rejects.toThrow(/row-level security/);
  });

  it("are changed and removed by their owner alone, and never given away", async () => {
    for (const statement of ["UPDATE list_view SET name = name || '!' RETURNING name", "DELETE FROM list_view RETURNING name"]) {
      expect(await asUser(staff.colleague.userId, statement)).toEqual([]);
      expect(await asUser(staff.advisor.userId, statement)).toHaveLength(1);
    }
    await expect(asUser(staff.advisor.userId, `UPDATE list_view SET owner_id = ${staff.colleague.userId}`)).rejects.toThrow(/permission denied/);
  });

  it.each(["q=Dupont", "zone=RURAL&q=x", "at=x", "view=x"])("never hold whom one searched for, nor a place: %s", async (query) => {
    await expect(asUser(staff.advisor.userId, `UPDATE list_view SET query = '${query}'`)).rejects.toThrow(/list_view_texts/);
  });
});

describe("deliveries of the core bank", () => {
  const DELIVERY = ["import_delivery", "import_file", "import_refused_row", "import_mapping"];

  beforeAll(async () => {
    await db.owner.query("INSERT INTO import_delivery (id, source) VALUES (gen_random_uuid(), 'COMMAND')");
    await db.owner.query("INSERT INTO import_file (delivery_id, name, bytes, inspection) SELECT id, 'clients.csv', 1, '{}' FROM import_delivery");
    await db.owner.query("INSERT INTO import_refused_row SELECT delivery_id, name, 2, '[\"Durand\"]', '[]' FROM import_file");
    await db.owner.query("INSERT INTO import_mapping (kind, headers, columns) VALUES ('clients', 'nom', '{}')");
  });

  it.each(DELIVERY)("%s is seen by administrators alone", async (table) => {
    expect(await asUser(staff.administrator.userId, `SELECT * FROM ${table}`)).toHaveLength(1);
    for (const who of ["advisor", "supervisor", "analyst", "relationshipManager"] as const) expect(await asUser(userIdOf(who), `SELECT * FROM ${table}`)).toEqual([]);
    expect((await web.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
  });

  it("are opened in one's own name, and what was read of them is written by the worker alone", async () => {
    const open = (by: number) => `INSERT INTO import_delivery (id, source, created_by) VALUES (gen_random_uuid(), 'UPLOAD', ${by})`;
    await expect(asUser(staff.administrator.userId, open(staff.administrator.userId))).resolves.toEqual([]);
    await expect(asUser(staff.administrator.userId, open(staff.advisor.userId))).rejects.toThrow(/row-level security/);
    await expect(asUser(staff.advisor.userId, open(staff.advisor.userId))).rejects.toThrow(/row-level security/);
    for (const statement of ["UPDATE import_file SET counts = '{}'", "DELETE FROM import_refused_row", "UPDATE import_delivery SET status = 'IMPORTED'"]) {
      await expect(asUser(staff.administrator.userId, statement)).rejects.toThrow(/permission denied/);
    }
    expect(await asUser(staff.advisor.userId, "DELETE FROM import_delivery RETURNING id")).toEqual([]);
    expect(await asUser(staff.administrator.userId, "DELETE FROM import_delivery RETURNING id")).toHaveLength(1);
  });
});

describe("append-only tables refuse change, to the owner too", () => {
  it.each(APPEND_ONLY.flatMap((table) => [`UPDATE ${table} SET ${table === "audit_entry" ? "action = action" : "client_id = client_id"}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]))("%s", async (statement) => {
    await expect(db.owner.query(statement)).rejects.toThrow(/append-only/);
  });
});

function userIdOf(who: keyof Staff): number {
  const one = staff[who];
  if (typeof one === "number") throw new Error(`${who} is not a person`);
  return one.userId;
}

function interactionBy(userId: number): string {
  return `INSERT INTO interaction (client_id, id, user_id, occurred_at, channel, outcome) VALUES (${mine}, gen_random_uuid(), ${userId}, now(), 'PHONE', 'DISCUSSED')`;
}

/** Some statements as this user, undone afterwards; the rows of the last. */
async function asUser(userId: number, ...statements: string[]): Promise<object[]> {
  const client = await web.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.user_id', $1, true)", [String(userId)]);
    let rows: object[] = [];
    for (const statement of statements) rows = (await client.query<object>(statement)).rows;
    return rows;
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}
