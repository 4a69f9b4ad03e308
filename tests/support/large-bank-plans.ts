import pg from "pg";
import { expect } from "vitest";
import type { Viewer } from "@/lib/data/viewer";
import type { TestDatabase } from "./database";
import { fillLargeBank, type LargeBank } from "./large-bank";
import { readings, readingsInside, statementsOf, type Sent } from "./plans";
import { viewer } from "./viewers";

type LargeBankPlans = {
  bank: LargeBank;
  advisor: Viewer;
  manager: Viewer;
  supervisor: Viewer;
  /** What `work` asks is answered by index, in so many statements; `count` null: as many as it takes. `more`: tables that are no client's. */
  expectIndexed: (looking: Viewer, count: number | null, work: () => Promise<unknown>, more?: readonly string[]) => Promise<void>;
  /** What these statements read from end to end, of the clients' tables or of others. */
  wholeReadingsOf: (looking: Viewer, sent: readonly Sent[], more?: readonly string[]) => Promise<string[]>;
  /** The same of every statement that runs inside `sql`, in functions and triggers too; and how many those are. */
  readingsWithin: (userId: number, sql: readonly string[]) => Promise<{ plans: number; whole: string[] }>;
  end: () => Promise<void>;
};

/** A large bank, and the check that whatever is asked of it is answered by index. */
export async function largeBankPlans(db: Pick<TestDatabase, "owner" | "appUrl" | "ownerUrl">): Promise<LargeBankPlans> {
  const bank = await fillLargeBank(db.owner);
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'client_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  const owned = ["client", ...rows.map(({ name }) => name)];
  const web = new pg.Client({ connectionString: db.appUrl });
  await web.connect();
  const wholeReadingsOf = async (looking: Viewer, sent: readonly Sent[], more: readonly string[] = []) => {
    const whole: string[] = [];
    for (const statement of sent) whole.push(...(await readings(web, looking.userId, statement, new Set([...owned, ...more]))));
    return whole;
  };
  return {
    bank,
    advisor: viewer("ADVISOR", { userId: bank.advisorId }),
    manager: viewer("RELATIONSHIP_MANAGER", { userId: bank.managerId }),
    supervisor: viewer("SUPERVISOR", { userId: bank.supervisorId, supervisedBranchIds: bank.branchIds }),
    expectIndexed: async (looking, count, work, more) => {
      const sent = await statementsOf(work);
      expect(sent.length).toBeGreaterThan(0);
      if (count !== null) expect(sent.map((statement) => statement.text)).toHaveLength(count);
      expect(await wholeReadingsOf(looking, sent, more)).toEqual([]);
    },
    wholeReadingsOf,
    readingsWithin: async (userId, sql) => {
      const owner = new pg.Client({ connectionString: db.ownerUrl });
      await owner.connect();
      return readingsInside(owner, userId, sql, new Set(owned)).finally(() => owner.end());
    },
    end: () => web.end(),
  };
}

/** The first client of an advisor; portfolios follow the ids. Of a supervisor: the first of all. */
export function firstClientOf({ userId, role }: Viewer): number {
  return role === "ADVISOR" ? userId - 1 : 1;
}
