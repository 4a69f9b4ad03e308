import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** The second wall of the log: what a statement of the web server's login finds of its chains. */
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
let staff: Staff;
let mine: number;
let theirs: number;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  mine = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  theirs = await insertClient(db.owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId });
  for (const client of [mine, theirs]) await insertOwned(db.owner, client);
});
afterAll(() => web.end());

describe("the chains of the log", () => {
  const whose = { supervisor: () => staff.branchId, otherSupervisor: () => staff.otherBranchId };
  const both = () => `ARRAY[${staff.branchId}, ${staff.otherBranchId}]`;

  it.each(["supervisor", "otherSupervisor"] as const)("%s finds that of the branch, and no other", async (who) => {
    for (const table of ["proof_chain", "proof_link"]) expect(await asUser(staff[who].userId, `SELECT DISTINCT branch_id AS id FROM ${table}`)).toEqual([{ id: whose[who]() }]);
    const clients = await asUser(staff[who].userId, `SELECT DISTINCT client_id AS id FROM unnest(${both()}) b CROSS JOIN LATERAL proof_entries(b, 1, 1000, true) WHERE state = 'PRESENT'`);
    expect(clients).toEqual([{ id: who === "supervisor" ? mine : theirs }]);
  });

  it.each(["advisor", "colleague", "relationshipManager", "analyst", "administrator"] as const)("%s finds none", async (who) => {
    for (const table of ["proof_chain", "proof_link", "proof_signature"]) expect(await asUser(staff[who].userId, `SELECT 1 FROM ${table}`)).toEqual([]);
    expect(await asUser(staff[who].userId, `SELECT 1 FROM unnest(${both()}) b CROSS JOIN LATERAL proof_entries(b, 1, 1000, false)`)).toEqual([]);
    expect(await asUser(staff[who].userId, `SELECT 1 FROM unnest(${both()}) b CROSS JOIN LATERAL proof_strays(b)`)).toEqual([]);
  });

  it("of a client who has gone to another branch what was sealed here is proved without its content", async () => {
    await db.owner.query("UPDATE client SET branch_id = $2 WHERE id = $1", [mine, staff.otherBranchId]);
    const rows = await asUser(staff.supervisor.userId, `SELECT DISTINCT state, content, body FROM proof_entries(${staff.branchId}, 1, 1000, true)`);
    await db.owner.query("UPDATE client SET branch_id = $2 WHERE id = $1", [mine, staff.branchId]);
    expect(rows).toEqual([{ state: "WITHHELD", content: null, body: null }]);
  });

  it.each([
    "UPDATE proof_chain SET position = 0", "DELETE FROM proof_link", "INSERT INTO proof_turn (xact) VALUES (1)", "SELECT * FROM proof_secret", "SELECT * FROM proof_erased",
    "SELECT proof_attach('x', 'client', '{}')",
  ])("nobody does this: %s", async (statement) => {
    for (const who of ["advisor", "supervisor", "administrator"] as const) await expect(asUser(staff[who].userId, statement)).rejects.toThrow(/permission denied/);
  });

  it("the owner neither changes nor removes what was sealed", async () => {
    for (const statement of ["UPDATE proof_link SET hash = ''", "DELETE FROM proof_link", "TRUNCATE proof_link", "DELETE FROM proof_chain", "UPDATE proof_key SET public_key = ''"]) {
      await db.owner.query("INSERT INTO proof_key (id, public_key) VALUES ('k', '') ON CONFLICT DO NOTHING");
      await expect(db.owner.query(statement)).rejects.toThrow(/append-only/);
    }
  });
});
