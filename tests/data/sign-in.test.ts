import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { hashPassword } from "@/lib/auth/password";
import { signIn } from "@/lib/auth/sign-in";
import { FAILURES_ALLOWED, limitSignIn, signInKeys } from "@/lib/auth/sign-in-limit";
import { proveSession } from "@/lib/auth/viewer";
import { WINDOW_MINUTES } from "@/lib/data/sign-in-attempts";
import { endAllSessions, findActiveUser, listDemoAccounts } from "@/lib/data/users";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertBranch, insertUser } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";

const PASSWORD = "correct horse";
const db = await testDatabase();
let passwordHash = "";
let userId = 0;
let email = "";

beforeAll(async () => {
  vi.stubEnv("APP_DATABASE_URL", db.appUrl);
  vi.stubEnv("NEXTAUTH_SECRET", "a secret for these tests and no other");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  passwordHash = await hashPassword(PASSWORD, { n: 1024, r: 8, p: 1 });
});

beforeEach(async () => {
  await db.owner.query("DELETE FROM sign_in_failure");
  email = `${crypto.randomUUID()}@bank.example`;
  userId = await insertUser(db.owner, { role: "ADVISOR", email, passwordHash });
});

it("the right password opens a session, which proves the user", async () => {
  const result = await signIn({ email, password: PASSWORD }, "203.0.113.1");
  expect(result).toEqual({ kind: "SIGNED_IN", session: { userId, sessionVersion: 1 } });
  expect((await proveSession({ userId, sessionVersion: 1 }))?.viewer).toMatchObject({ userId, role: "ADVISOR" });
  expect(await auditOf("session.start", { user_id: userId })).toBe(1);
});

it("a wrong password, an unknown address and a user who has left get the same answer", async () => {
  const left = `${crypto.randomUUID()}@bank.example`;
  const leftId = await insertUser(db.owner, { role: "ADVISOR", email: left, passwordHash, active: false });
  expect(await signIn({ email, password: "wrong" }, "203.0.113.2")).toEqual({ kind: "WRONG" });
  expect(await signIn({ email: "nobody@bank.example", password: PASSWORD }, "203.0.113.2")).toEqual({ kind: "WRONG" });
  expect(await signIn({ email: left, password: PASSWORD }, "203.0.113.2")).toEqual({ kind: "WRONG" });
  expect(await proveSession({ userId: leftId, sessionVersion: 1 })).toBeNull();
  expect(await refusalsOf(userId)).toEqual(["PASSWORD"]);
});

it("after five failures even the right password waits, and the address is told until when", async () => {
  for (let i = 0; i < FAILURES_ALLOWED.account; i++) expect((await signIn({ email, password: "wrong" }, `origin ${i}`)).kind).toBe("WRONG");
  const refused = await signIn({ email, password: PASSWORD }, "origin 9");
  if (refused.kind !== "LIMITED") throw new Error(refused.kind);
  const minutes = (refused.retryAt.getTime() - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(WINDOW_MINUTES - 1);
  expect(minutes).toBeLessThanOrEqual(WINDOW_MINUTES);
  expect((await refusalsOf(userId)).at(-1)).toBe("LIMITED");
});

it("an unknown address is limited like a known one", async () => {
  for (let i = 0; i < FAILURES_ALLOWED.account; i++) expect(await limitSignIn(signInKeys("ghost@bank.example", `origin ${i}`))).toBeNull();
  expect((await signIn({ email: "ghost@bank.example", password: "wrong" }, "origin 9")).kind).toBe("LIMITED");
});

it("forty attempts at once are forty attempts", async () => {
  const attempts = Array.from({ length: 40 }, (_, i) => signIn({ email, password: "wrong" }, `origin ${i}`));
  const kinds = (await Promise.all(attempts)).map((result) => result.kind);
  expect(kinds.filter((kind) => kind === "WRONG")).toHaveLength(FAILURES_ALLOWED.account);
});

it("one origin may not try account after account", async () => {
  for (let i = 0; i < FAILURES_ALLOWED.origin; i++) expect(await limitSignIn(signInKeys(`u${i}@bank.example`, "203.0.113.3"))).toBeNull();
  expect((await signIn({ email, password: PASSWORD }, "203.0.113.3")).kind).toBe("LIMITED");
  expect((await signIn({ email, password: PASSWORD }, "203.0.113.4")).kind).toBe("SIGNED_IN");
});

it("a success starts the account afresh and costs the origin nothing", async () => {
  for (let i = 0; i < 12; i++) {
    await signIn({ email, password: "wrong" }, "203.0.113.5");
    expect((await signIn({ email, password: PASSWORD }, "203.0.113.5")).kind).toBe("SIGNED_IN");
  }
  expect((await db.owner.query("SELECT failures FROM sign_in_failure")).rows).toEqual([{ failures: 12 }]);
});

it("a window that is over counts no more, and goes at the next success", async () => {
  for (let i = 0; i < 6; i++) await signIn({ email, password: "wrong" }, "203.0.113.6");
  await db.owner.query("UPDATE sign_in_failure SET window_started_at = now() - make_interval(mins => $1)", [WINDOW_MINUTES]);
  expect((await signIn({ email, password: "wrong" }, "203.0.113.7")).kind).toBe("WRONG");
  expect((await signIn({ email, password: PASSWORD }, "203.0.113.7")).kind).toBe("SIGNED_IN");
  expect((await db.owner.query("SELECT failures FROM sign_in_failure")).rows).toEqual([{ failures: 1 }]);
});

it("neither addresses nor origins are stored", async () => {
  await signIn({ email, password: "wrong" }, "203.0.113.8");
  const { rows } = await db.owner.query<{ key: string }>("SELECT key FROM sign_in_failure");
  expect(rows.every(({ key }) => /^[\w-]{43}$/.test(key))).toBe(true);
});

it("signing out everywhere ends every session of this user, of nobody else, and is in the trail", async () => {
  const otherId = await insertUser(db.owner, { role: "ADVISOR", passwordHash });
  const account = await proveSession({ userId, sessionVersion: 1 });
  if (!account) throw new Error("not proved");
  await endAllSessions(account.viewer);
  expect(await proveSession({ userId, sessionVersion: 1 })).toBeNull();
  expect(await proveSession({ userId, sessionVersion: 2 })).not.toBeNull();
  expect(await proveSession({ userId: otherId, sessionVersion: 1 })).not.toBeNull();
  expect(await auditOf("session.endAll", { user_id: userId })).toBe(1);
});

it("a supervisor is proved with the branches they supervise", async () => {
  const branches = [await insertBranch(db.owner), await insertBranch(db.owner)];
  const supervisorId = await insertUser(db.owner, { role: "SUPERVISOR" });
  for (const branchId of branches) await insertRow(db.owner, "supervised_branch", { userId: supervisorId, branchId });
  expect((await findActiveUser(supervisorId))?.supervisedBranchIds).toEqual(branches);
  expect((await findActiveUser(userId))?.supervisedBranchIds).toEqual([]);
});

it("the accounts to click are those of a demo bank only", async () => {
  await insertBank(db.owner, { demo: false });
  expect(await listDemoAccounts()).toEqual([]);
  await insertBank(db.owner, { demo: true });
  expect(await listDemoAccounts()).toContainEqual(expect.objectContaining({ role: "SUPERVISOR" }));
});

async function auditOf(action: string, { user_id }: { user_id: number }): Promise<number> {
  const { rowCount } = await db.owner.query("SELECT 1 FROM audit_entry WHERE action = $1 AND user_id = $2", [action, user_id]);
  return rowCount ?? 0;
}

async function refusalsOf(accountId: number): Promise<string[]> {
  const { rows } = await db.owner.query<{ reason: string }>(
    "SELECT details->>'reason' AS reason FROM audit_entry WHERE action = 'session.refused' AND user_id IS NULL AND (details->>'accountId')::int = $1 ORDER BY id",
    [accountId],
  );
  return rows.map(({ reason }) => reason);
}
