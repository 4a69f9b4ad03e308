import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank } from "@/tests/support/factories";
import { insertStaff, userIdIn, type Staff } from "@/tests/support/viewers";

/** As walls.test.ts, of what belongs to nobody's clients: addresses of calendars, keys, views, deliveries. */
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
});
afterAll(() => web.end());

describe("the private address of a calendar", () => {
  beforeAll(async () => {
    for (const who of ["advisor", "otherAdvisor"] as const) {
      await db.owner.query("INSERT INTO calendar_feed (user_id, secret_hash) VALUES ($1, sha256($2::bytea))", [userIdIn(staff, who), who]);
    }
  });

  it.each([["advisor", 1], ["otherAdvisor", 1], ["colleague", 0], ["supervisor", 0], ["analyst", 0], ["administrator", 0]] as const)("%s finds %i, their own", async (who, count) => {
    expect(await asUser(userIdIn(staff, who), "SELECT user_id AS id FROM calendar_feed")).toEqual(count ? [{ id: userIdIn(staff, who) }] : []);
  });

  it("its hash is shown to nobody, and made for nobody else", async () => {
    await expect(asUser(staff.advisor.userId, "SELECT secret_hash FROM calendar_feed")).rejects.toThrow(/permission denied/);
    await expect(asUser(staff.advisor.userId, "UPDATE calendar_feed SET secret_hash = sha256('x')")).rejects.toThrow(/permission denied/);
    const made = (userId: number) => `INSERT INTO calendar_feed (user_id, secret_hash) VALUES (${userId}, sha256('y'))`;
    for (const who of ["advisor", "supervisor", "administrator"] as const) await expect(asUser(userIdIn(staff, who), made(staff.colleague.userId))).rejects.toThrow(/row-level security/);
    for (const who of ["supervisor", "administrator"] as const) await expect(asUser(userIdIn(staff, who), made(userIdIn(staff, who)))).rejects.toThrow(/row-level security/);
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
    for (const who of ["advisor", "supervisor", "analyst", "relationshipManager"] as const) expect(await asUser(userIdIn(staff, who), KEY)).toEqual([]);
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
    expect(await asUser(userIdIn(staff, who), SEEN)).toEqual(names.map((name) => ({ name })));
    const reads = !["analyst", "administrator"].includes(who);
    expect(await asUser(userIdIn(staff, who), "SELECT user_id FROM list_default")).toEqual(reads ? [{ user_id: userIdIn(staff, who) }] : []);
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
    for (const who of ["advisor", "supervisor", "analyst", "relationshipManager"] as const) expect(await asUser(userIdIn(staff, who), `SELECT * FROM ${table}`)).toEqual([]);
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
