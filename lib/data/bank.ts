import { dayOf, type Day } from "@/lib/domain/dates";
import { beforeSignIn } from "./database";

/** The bank as everyone may know it, before sign-in too. */
export type BankCard = {
  name: string;
  demo: boolean;
  /** The day at which the calendar of an archive is stopped; null: today is today. */
  pinnedTodayOn: Day | null;
};

/** Null before the first import or demo fill. */
export function getBank(): Promise<BankCard | null> {
  return beforeSignIn(async (db) => {
    const bank = await db.bank.findFirst({ select: { name: true, demo: true, pinnedTodayOn: true } });
    return bank && { name: bank.name, demo: bank.demo, pinnedTodayOn: bank.pinnedTodayOn && dayOf(bank.pinnedTodayOn) };
  });
}

/** Throws when the database does not answer. */
export function pingDatabase(): Promise<void> {
  return beforeSignIn(async (db) => void (await db.$queryRaw`SELECT 1`));
}
