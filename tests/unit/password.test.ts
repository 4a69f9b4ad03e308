import { scrypt } from "node:crypto";
import { describe, expect, it, vi } from "vitest";
import { hashPassword, verifyNobody, verifyPassword } from "@/lib/auth/password";

vi.mock("node:crypto", async (original) => {
  const real = await original<typeof import("node:crypto")>();
  return { ...real, scrypt: vi.fn(real.scrypt) };
});

const CHEAP = { n: 1024, r: 8, p: 1 };

describe("passwords", () => {
  it("are stored as scrypt$N$r$p$salt$hash, with a new salt each time", async () => {
    const [one, other] = await Promise.all([hashPassword("correct horse", CHEAP), hashPassword("correct horse", CHEAP)]);
    expect(one).toMatch(/^scrypt\$1024\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
  });

  it("fit when they are the same, letter for letter", async () => {
    const stored = await hashPassword("Été à Nîmes", CHEAP);
    expect(await verifyPassword("Été à Nîmes", stored)).toBe(true);
    expect(await verifyPassword("été à Nîmes", stored)).toBe(false);
    expect(await verifyPassword("", stored)).toBe(false);
  });

  it("fit when the keyboard composes accents in the other way", async () => {
    expect(await verifyPassword("Été".normalize("NFD"), await hashPassword("Été".normalize("NFC"), CHEAP))).toBe(true);
  });

  it("are checked at the cost they were stored with", async () => {
    expect(await verifyPassword("x", await hashPassword("x", { n: 2048, r: 4, p: 2 }))).toBe(true);
  });

  it.each(["", "plain", "$2b$10$abcdefghijklmnopqrstuv", "scrypt$16$8$1$c2FsdA", "scrypt$16$8$1$c2FsdA$!"])("never fit a stored %j", async (stored) => {
    expect(await verifyPassword("plain", stored)).toBe(false);
  });

  it("of nobody never fit, and cost what a real check costs", async () => {
    const stored = await hashPassword("x");
    await verifyNobody("x");
    expect(await costOf(() => verifyNobody("y"))).toEqual(await costOf(() => verifyPassword("y", stored)));
    expect(await verifyNobody("x")).toBe(false);
  }, 30_000);
});

/** The derivations that `work` makes: bytes of salt and of key, N, r and p. The clock of a busy machine tells less. */
async function costOf(work: () => Promise<unknown>): Promise<unknown[]> {
  vi.mocked(scrypt).mockClear();
  await work();
  return vi.mocked(scrypt).mock.calls.map(([, salt, bytes, options]) => ({ salt: (salt as Buffer).length, bytes, options }));
}
