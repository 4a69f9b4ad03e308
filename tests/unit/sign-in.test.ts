import { describe, expect, it } from "vitest";
import { isCurrent } from "@/components/shell/navigation";
import { safeCallbackUrl, signInPath } from "@/lib/auth/callback-url";
import { refusalOf } from "@/lib/auth/sign-in-answer";

describe("after sign-in one goes", () => {
  it.each(["/portfolio?segment=BUILD&sort=name", "/clients/12#timeline", "/"])("back to %s", (path) => {
    expect(safeCallbackUrl(path)).toBe(path);
  });

  it.each([
    "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https:evil.example",
    "javascript:alert(1)", "portfolio", "", "/\t/evil.example", "/\n//evil.example", "/sign-in?callbackUrl=/sign-in",
  ])("to the start page instead of %j", (path) => {
    expect(safeCallbackUrl(path)).toBe("/");
  });

  it("nowhere that dots lead out to", () => {
    const path = safeCallbackUrl("/.//evil.example");
    expect(new URL(path, "https://mireille.example").origin).toBe("https://mireille.example");
    expect(path.startsWith("//")).toBe(false);
  });

  it("to the start page when several or no addresses are given", () => {
    expect([safeCallbackUrl(["/a", "/b"]), safeCallbackUrl(undefined), safeCallbackUrl(null)]).toEqual(["/", "/", "/"]);
  });

  it("through a sign-in page that knows the way back", () => {
    expect(signInPath("/clients/12?from=today")).toBe("/sign-in?callbackUrl=%2Fclients%2F12%3Ffrom%3Dtoday");
    expect(signInPath(null)).toBe("/sign-in");
  });
});

it.each([
  ["CredentialsSignin", { kind: "WRONG" }],
  ["LIMITED:2026-03-02T10:15:00.000Z", { kind: "LIMITED", retryAt: new Date("2026-03-02T10:15:00.000Z") }],
  ["LIMITED:soon", { kind: "FAILED" }],
  ["anything else", { kind: "FAILED" }],
])("the answer %s is understood", (error, refusal) => {
  expect(refusalOf(error)).toEqual(refusal);
});

it.each([
  ["/", "/", true],
  ["/", "/portfolio", false],
  ["/portfolio", "/portfolio", true],
  ["/portfolio", "/clients/12", true],
  ["/portfolio", "/portfolios", false],
  ["/supervision", "/supervision/advisors/3", true],
] as const)("the entry %s is marked on %s: %s", (href, pathname, marked) => {
  expect(isCurrent(href, pathname)).toBe(marked);
});
