import "server-only";
import { createHmac } from "node:crypto";
import { countAttempt } from "@/lib/data/sign-in-attempts";
import { webEnv } from "@/lib/env";

/** Failures in one window after which no more passwords are tried. An origin can be a branch with everyone behind it. */
export const FAILURES_ALLOWED = { account: 5, origin: 30 } as const;

export type SignInKeys = Readonly<Record<keyof typeof FAILURES_ALLOWED, string>>;

/** Keyed hashes: the table of failures tells nobody which addresses were tried. */
export function signInKeys(email: string, origin: string): SignInKeys {
  return { account: keyedHash(`account:${email}`), origin: keyedHash(`origin:${origin}`) };
}

/** Counts this attempt. Returns the instant from which one may try again, or null: go on. */
export async function limitSignIn(keys: SignInKeys): Promise<Date | null> {
  const counts = await countAttempt([keys.account, keys.origin]);
  const over = counts.filter(({ key, failures }) => failures > (key === keys.account ? FAILURES_ALLOWED.account : FAILURES_ALLOWED.origin));
  return over.length === 0 ? null : new Date(Math.max(...over.map(({ retryAt }) => retryAt.getTime())));
}

/** Counts a private address that opened nothing. Returns the instant from which its sender may try again, or null: not too often. */
export async function limitGuesses(forwardedFor: string | null): Promise<Date | null> {
  // The nearest proxy writes last; what stands before it is the sender's own claim.
  const origin = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  const [count] = await countAttempt([keyedHash(`guess:${origin}`)]);
  return count && count.failures > FAILURES_ALLOWED.origin ? count.retryAt : null;
}

function keyedHash(value: string): string {
  return createHmac("sha256", webEnv().NEXTAUTH_SECRET).update(value).digest("base64url");
}
