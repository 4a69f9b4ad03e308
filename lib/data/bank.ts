import type { Day } from "@/lib/domain/dates";
import { Prisma } from "@/prisma/generated/client";
import { readBeforeSignIn } from "./database";

/** The bank as everyone may know it, before sign-in too. */
export type BankCard = {
  name: string;
  demo: boolean;
  /** The day at which the calendar of an archive is stopped; null: today is today. */
  pinnedTodayOn: Day | null;
};

/** Null before the first import or demo fill. */
export async function getBank(): Promise<BankCard | null> {
  const [bank] = await readBeforeSignIn<BankCard>(Prisma.sql`SELECT name, demo, pinned_today_on::text AS "pinnedTodayOn" FROM bank WHERE id = 1`);
  return bank ?? null;
}

/** Throws when the database does not answer. */
export async function pingDatabase(): Promise<void> {
  await readBeforeSignIn(Prisma.sql`SELECT 1`);
}
