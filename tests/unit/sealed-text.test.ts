import { beforeAll, describe, expect, it, vi } from "vitest";
import { openText, sealText } from "@/lib/auth/sealed-text";

beforeAll(() => {
  vi.stubEnv("APP_DATABASE_URL", "postgresql://nobody@localhost/nothing");
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
  vi.stubEnv("NEXTAUTH_SECRET", "a secret of the tests, thirty-two letters long");
});

describe("a sealed text", () => {
  it.each(["Lefèvre", "", "O’Connor 東京 ".repeat(20)])("opens to what it was: %j", (text) => {
    const token = sealText("portfolio.text", text);
    expect(openText("portfolio.text", token)).toBe(text);
    expect(token).toMatch(/^[\w-]+$/);
  });

  it("does not show what it holds, nor that it holds the same twice", () => {
    const [one, other] = [sealText("portfolio.text", "Lefèvre"), sealText("portfolio.text", "Lefèvre")];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, "base64url").toString("latin1")).not.toContain("Lef");
  });

  it("opens for nothing but what it was made for", () => {
    expect(openText("list.place", sealText("portfolio.text", "Lefèvre"))).toBeNull();
  });

  it.each([
    ["changed", (token: string) => (token.startsWith("A") ? "B" : "A") + token.slice(1)],
    ["cut", (token: string) => token.slice(0, -2)],
    ["shorter than its own mark", () => "abc"],
    ["empty", () => ""],
  ])("does not open when %s", (_, spoil) => {
    expect(openText("portfolio.text", spoil(sealText("portfolio.text", "Lefèvre")))).toBeNull();
  });
});
