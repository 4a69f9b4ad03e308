import { createHash } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { newApiToken, readApiToken } from "@/lib/auth/api-token";
import { createApiKey, listApiKeys, revokeApiKey } from "@/lib/data/api-keys";
import { apiKeyState } from "@/lib/domain/api-key";
import { createApiKeyInput } from "@/lib/schemas/api-key";
import { testDatabase } from "@/tests/support/database";
import { insertBank } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
let staff: Staff;

const OTHERS = ["advisor", "relationshipManager", "supervisor", "otherAdvisor", "otherSupervisor", "analyst"] as const;
const INPUT = { name: "Core banking", scopes: ["CLIENTS", "HOLDINGS"], expiresOn: null } as const;

beforeAll(async () => {
  await insertBank(db.owner);
  staff = await insertStaff(db.owner);
});
beforeEach(() => db.owner.query("DELETE FROM api_key"));

describe("a key", () => {
  it("is 256 bits of chance, of which the database keeps the SHA-256 alone", async () => {
    const { token, ...hashed } = newApiToken();
    const secret = token.slice(`mir_${hashed.id}_`.length);
    expect(token).toMatch(/^mir_[0-9a-z]{12}_[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    await createApiKey(staff.administrator, hashed, { ...INPUT, scopes: [...INPUT.scopes] });
    const { rows } = await db.owner.query<{ row: string; hash: Buffer }>("SELECT k::text AS row, secret_hash AS hash FROM api_key k");
    expect(rows[0]?.hash.equals(createHash("sha256").update(secret).digest())).toBe(true);
    expect(rows[0]?.row).not.toContain(secret);
    expect(await logged()).not.toContain(secret);
  });

  it("is read from the header as it was made, and from nothing else", () => {
    const { token, id, secretHash } = newApiToken();
    expect(readApiToken(`Bearer ${token}`)).toEqual({ id, secretHash });
    for (const header of [null, "", token, `Basic ${token}`, `Bearer ${token}x`, `Bearer ${token.slice(0, -1)}`, "Bearer mir__", `Bearer ${token} ${token}`]) {
      expect(readApiToken(header), String(header)).toBeNull();
    }
  });

  it("no two are alike", () => {
    expect(new Set(Array.from({ length: 500 }, () => newApiToken().token)).size).toBe(500);
  });
});

describe("administrators", () => {
  it("see who made a key, for what, and that it was never used", async () => {
    const { id } = await newKey();
    expect(await listApiKeys(staff.administrator)).toMatchObject([
      { id, name: "Core banking", scopes: ["CLIENTS", "HOLDINGS"], createdBy: staff.administrator.name, lastUsedAt: null, revokedAt: null, expiresAt: null },
    ]);
    expect(await logged()).toContain(id);
  });

  it("give it a last day, which it outlives by no minute of Paris", async () => {
    const { id } = await newKey({ expiresOn: "2099-07-14" });
    const [card] = await listApiKeys(staff.administrator);
    expect(card?.expiresAt?.toISOString()).toBe("2099-07-14T22:00:00.000Z");
    expect(apiKeyState({ revokedAt: null, expiresAt: card?.expiresAt ?? null }, new Date("2099-07-14T21:59:59Z"))).toBe("ACTIVE");
    expect(apiKeyState({ revokedAt: null, expiresAt: card?.expiresAt ?? null }, new Date("2099-07-14T22:00:00Z"))).toBe("EXPIRED");
    expect(id).toHaveLength(12);
    await expect(newKey({ expiresOn: "2020-01-01" })).rejects.toMatchObject({ code: "INVALID", fields: { expiresOn: "dateInPast" } });
  });

  it("revoke it once, and its row stays", async () => {
    const { id } = await newKey();
    await revokeApiKey(staff.administrator, { id });
    expect(await listApiKeys(staff.administrator)).toMatchObject([{ id, revokedBy: staff.administrator.name, revokedAt: expect.any(Date) as Date }]);
    await expect(revokeApiKey(staff.administrator, { id })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(revokeApiKey(staff.administrator, { id: "000000000000" })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("find those that work before those that do not", async () => {
    const [first, second, third] = [await newKey(), await newKey(), await newKey()];
    await revokeApiKey(staff.administrator, { id: second.id });
    expect((await listApiKeys(staff.administrator)).map(({ id }) => id)).toEqual([third.id, first.id, second.id]);
  });
});

describe.each(OTHERS)("%s", (who) => {
  it("finds no key, makes none and revokes none", async () => {
    const { id } = await newKey();
    expect(await listApiKeys(staff[who])).toEqual([]);
    const { token: _, ...hashed } = newApiToken();
    expect(() => createApiKey(staff[who], hashed, { ...INPUT, scopes: [...INPUT.scopes] })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }) as Error);
    expect(() => revokeApiKey(staff[who], { id })).toThrow(expect.objectContaining({ code: "FORBIDDEN" }) as Error);
    expect(await listApiKeys(staff.administrator)).toMatchObject([{ id, revokedAt: null }]);
  });
});

describe("the name of a key", () => {
  it.each(["", "   ", "a\nb", "a\u0000b", "right\u202eleft", "lone \ud800", "x".repeat(81)])("%j is refused", (name) => {
    expect(createApiKeyInput.safeParse({ ...INPUT, name }).success).toBe(false);
  });
  it.each(["=HYPERLINK(1)", "<script>alert(1)</script>", "Cœur bancaire · 核心", "O'Brien"])("%j is a name like another", (name) => {
    expect(createApiKeyInput.safeParse({ ...INPUT, name }).success).toBe(true);
  });
  it("comes with at least one scope, each once", () => {
    expect(createApiKeyInput.safeParse({ ...INPUT, scopes: [] }).success).toBe(false);
    expect(createApiKeyInput.safeParse({ ...INPUT, scopes: ["EVERYTHING"] }).success).toBe(false);
    expect(createApiKeyInput.parse({ ...INPUT, scopes: ["CLIENTS", "CLIENTS"] }).scopes).toEqual(["CLIENTS"]);
  });
});

async function newKey(over: { expiresOn?: `${number}-${number}-${number}` } = {}) {
  const { token: _, ...hashed } = newApiToken();
  await createApiKey(staff.administrator, hashed, { ...INPUT, scopes: [...INPUT.scopes], expiresOn: over.expiresOn ?? null });
  return hashed;
}

async function logged(): Promise<string> {
  const { rows } = await db.owner.query<{ details: string }>("SELECT string_agg(details::text, ' ') AS details FROM audit_entry WHERE action = 'apiKeys.manage'");
  return rows[0]?.details ?? "";
}
