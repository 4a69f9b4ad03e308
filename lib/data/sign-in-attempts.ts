import { Prisma } from "@/prisma/generated/client";
import { beforeSignIn } from "./database";

/** Attempts of one key in its window, the present one included; the window ends at `retryAt`. */
export type AttemptCount = { key: string; failures: number; retryAt: Date };

/** How long failed sign-ins count. */
export const WINDOW_MINUTES = 15;

const IS_OVER = Prisma.sql`f.window_started_at <= now() - make_interval(mins => ${WINDOW_MINUTES}::int)`;

/**
 * Counts one more attempt for each key and returns the counts. It counts before the password is checked, so that a
 * thousand attempts at once are a thousand, too; a success takes its own back (forgetAttempts).
 * Keys are keyed hashes (lib/auth/sign-in-limit.ts): no address is stored.
 */
export function countAttempt(keys: readonly string[]): Promise<AttemptCount[]> {
  // In one order for everyone, so that two sign-ins never wait for each other's row.
  const rows = Prisma.join([...keys].sort().map((key) => Prisma.sql`(${key}, now(), 1)`));
  return beforeSignIn((db) => db.$queryRaw<AttemptCount[]>(Prisma.sql`
    INSERT INTO sign_in_failure AS f (key, window_started_at, failures) VALUES ${rows}
    ON CONFLICT (key) DO UPDATE SET
      window_started_at = CASE WHEN ${IS_OVER} THEN excluded.window_started_at ELSE f.window_started_at END,
      failures = CASE WHEN ${IS_OVER} THEN 1 ELSE f.failures + 1 END
    RETURNING key, failures, window_started_at + make_interval(mins => ${WINDOW_MINUTES}::int) AS "retryAt"`));
}

/** After a success: the account starts afresh, the origin gets this attempt back, and windows that are over go. */
export function forgetAttempts(accountKey: string, originKey: string): Promise<void> {
  return beforeSignIn(async (db) => {
    await db.$executeRaw(Prisma.sql`UPDATE sign_in_failure SET failures = failures - 1 WHERE key = ${originKey} AND failures > 0`);
    await db.$executeRaw(Prisma.sql`DELETE FROM sign_in_failure f WHERE f.key = ${accountKey} OR ${IS_OVER}`);
  });
}
