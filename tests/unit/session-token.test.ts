import { encode, type GetTokenParams } from "next-auth/jwt";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { readSessionToken } from "@/lib/auth/session-token";

const SECRET = "a secret of the tests, thirty-two letters long";
const HOUR = 3_600;

beforeAll(() => {
  vi.stubEnv("NEXTAUTH_SECRET", SECRET);
  vi.stubEnv("NEXTAUTH_URL", "http://localhost:3000");
});
afterEach(() => vi.useRealTimers());

describe("the cookie of a session", () => {
  it("says whose it is, at each reading", async () => {
    const cookie = await encode({ token: { userId: 7, sessionVersion: 1 }, secret: SECRET, maxAge: HOUR });
    for (let reading = 0; reading < 3; reading++) expect(await readSessionToken(requestWith(cookie))).toMatchObject({ userId: 7, sessionVersion: 1 });
  });

  it("says nothing once it is over, though it was read before", async () => {
    vi.useFakeTimers({ now: Date.now(), toFake: ["Date"] });
    const cookie = await encode({ token: { userId: 7 }, secret: SECRET, maxAge: HOUR });
    expect(await readSessionToken(requestWith(cookie))).not.toBeNull();
    vi.setSystemTime(Date.now() + (HOUR + 60) * 1_000);
    expect(await readSessionToken(requestWith(cookie))).toBeNull();
  });

  it("says nothing when it is another's with one letter changed, whatever was read before", async () => {
    const cookie = await encode({ token: { userId: 7 }, secret: SECRET, maxAge: HOUR });
    expect(await readSessionToken(requestWith(cookie))).not.toBeNull();
    expect(await readSessionToken(requestWith(withAnother(cookie, cookie.length - 9)))).toBeNull();
    expect(await readSessionToken(requestWith(`${cookie}A`))).toBeNull();
    expect(await readSessionToken(requestWith(""))).toBeNull();
  });

  it("says nothing when another secret signed it", async () => {
    expect(await readSessionToken(requestWith(await encode({ token: { userId: 7 }, secret: `${SECRET}!`, maxAge: HOUR })))).toBeNull();
  });

  it("is told from every other one", async () => {
    const users = Array.from({ length: 30 }, (_, userId) => userId);
    const cookies = await Promise.all(users.map((userId) => encode({ token: { userId }, secret: SECRET, maxAge: HOUR })));
    const read = await Promise.all([...cookies, ...cookies].map((cookie) => readSessionToken(requestWith(cookie))));
    expect(read.map((token) => token?.userId)).toEqual([...users, ...users]);
  });
});

/** The same text with another letter at that place. */
function withAnother(text: string, at: number): string {
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

/** As a server component hands it over: a jar of cookies, and headers. */
function requestWith(cookie: string): GetTokenParams["req"] {
  return { cookies: new Map([["next-auth.session-token", cookie]]), headers: new Headers() } as unknown as GetTokenParams["req"];
}
