import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { refreshFollowUp } from "@/lib/jobs/refresh-follow-up";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertStaff, userIdIn, type Staff } from "@/tests/support/viewers";

/** The database alone: what a statement of the web server's login finds, whatever the code above it forgot. */
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
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
    expect(await asUser(userIdIn(staff, who), "SELECT id FROM client ORDER BY id")).toEqual(clients().map((id) => ({ id })));
    for (const table of OWNED) {
      const rows = await asUser(userIdIn(staff, who), `SELECT DISTINCT client_id AS id FROM ${table} ORDER BY 1`);
      expect({ table, rows }).toEqual({ table, rows: clients().map((id) => ({ id })) });
    }
    for (const table of CONTROLLED) {
      const rows = await asUser(userIdIn(staff, who), `SELECT DISTINCT client_id AS id FROM ${table} ORDER BY 1`);
      expect({ table, rows }).toEqual({ table, rows: /supervisor/i.test(who) ? clients().map((id) => ({ id })) : [] });
    }
  });

  it("nobody at all: nothing, in every table", async () => {
    for (const table of ["client", ...OWNED, ...CONTROLLED, "control_campaign", "control_stratum", "control_grid", "audit_entry", "unusual_day_note"]) expect((await web.query(`SELECT * FROM ${table}`)).rows).toEqual([]);
  });

  it.each([...UNSEEN, "score_state"])("nobody reads %s", async (table) => {
    for (const who of ["advisor", "supervisor", "administrator"] as const) {
      await expect(asUser(userIdIn(staff, who), `SELECT * FROM ${table}`)).rejects.toThrow(/permission denied/);
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
    expect(await asUser(userIdIn(staff, who), all)).toEqual([{ id: staff[whose].userId }]);
  });

  it.each(["colleague", "relationshipManager", "analyst", "administrator"] as const)("%s finds none", async (who) => {
    expect(await asUser(userIdIn(staff, who), all)).toEqual([]);
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
      expect(await asUser(userIdIn(staff, who), "UPDATE next_action SET due_on = due_on", "SELECT id FROM follow_up_outdated")).toEqual([]);
    }
  });
});

describe("writing", () => {
  it("reaches only one's own portfolio, and a supervisor writes nowhere", async () => {
    const update = "UPDATE client SET first_name = 'Changed' RETURNING id";
    expect(await asUser(staff.advisor.userId, update)).toEqual([{ id: mine }]);
    for (const who of ["supervisor", "colleague", "relationshipManager", "analyst", "administrator"] as const) {
      expect(await asUser(userIdIn(staff, who), update)).toEqual([]);
    }
  });

  it("a client cannot be given away", async () => {
    const give = `UPDATE client SET advisor_id = ${staff.otherAdvisor.userId} WHERE id = ${mine}`;
    await expect(asUser(staff.advisor.userId, give)).rejects.toThrow(/row-level security/);
  });

  it.each(["otherAdvisor", "colleague", "supervisor", "administrator"] as const)("%s cannot add an interaction to someone else's client", async (who) => {
    await expect(asUser(userIdIn(staff, who), interactionBy(userIdIn(staff, who)))).rejects.toThrow(/row-level security/);
  });

  it("notes a written score only of one's own clients", async () => {
    const note = (clientId: number) => `INSERT INTO score_logged VALUES (${clientId}, gen_random_uuid())`;
    await expect(asUser(staff.advisor.userId, note(mine))).resolves.toEqual([]);
    for (const who of ["otherAdvisor", "colleague", "supervisor"] as const) await expect(asUser(userIdIn(staff, who), note(mine))).rejects.toThrow(/row-level security/);
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

describe("append-only tables refuse change, to the owner too", () => {
  it.each(APPEND_ONLY.flatMap((table) => [`UPDATE ${table} SET ${table === "audit_entry" ? "action = action" : "client_id = client_id"}`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]))("%s", async (statement) => {
    await expect(db.owner.query(statement)).rejects.toThrow(/append-only/);
  });
});

function interactionBy(userId: number): string {
  return `INSERT INTO interaction (client_id, id, user_id, occurred_at, channel, outcome) VALUES (${mine}, gen_random_uuid(), ${userId}, now(), 'PHONE', 'DISCUSSED')`;
}
