import pg from "pg";
import { expect } from "vitest";
import type { Viewer } from "@/lib/data/viewer";
import type { TestDatabase } from "./database";
import { fillLargeBank } from "./large-bank";
import { readings, statementsOf } from "./plans";
import { viewer } from "./viewers";

type LargeBankPlans = {
  advisor: Viewer;
  supervisor: Viewer;
  /** What `work` asks is answered by index, in so many statements; `count` null: as many as it takes. `more`: tables that are no client's. */
  expectIndexed: (looking: Viewer, count: number | null, work: () => Promise<unknown>, more?: readonly string[]) => Promise<void>;
  end: () => Promise<void>;
};

/** A large bank, and the check that whatever is asked of it is answered by index. */
export async function largeBankPlans(db: Pick<TestDatabase, "owner" | "appUrl">): Promise<LargeBankPlans> {
  const bank = await fillLargeBank(db.owner);
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'client_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  const owned = ["client", ...rows.map(({ name }) => name)];
  const web = new pg.Client({ connectionString: db.appUrl });
  await web.connect();
  return {
    advisor: viewer("ADVISOR", { userId: bank.advisorId }),
    supervisor: viewer("SUPERVISOR", { userId: bank.supervisorId, supervisedBranchIds: bank.branchIds }),
    expectIndexed: async (looking, count, work, more = []) => {
      const sent = await statementsOf(work);
      expect(sent.length).toBeGreaterThan(0);
      if (count !== null) expect(sent.map((statement) => statement.text)).toHaveLength(count);
      const whole: string[] = [];
      for (const statement of sent) whole.push(...(await readings(web, looking.userId, statement, new Set([...owned, ...more]))));
      expect(whole).toEqual([]);
    },
    end: () => web.end(),
  };
}
