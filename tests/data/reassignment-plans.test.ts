import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getHandOver, listDecidedClients, listReceived } from "@/lib/data/hand-over";
import { extendAbsence, giveBack, listReassignments, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment, listColleagues, planReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { readWorkload } from "@/lib/data/workload";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { fillLargeBank } from "@/tests/support/large-bank";
import { readings, statementsOf } from "@/tests/support/plans";
import { viewer } from "@/tests/support/viewers";

/** As page-plans.test.ts: whoever moves portfolios in a large bank reads them by index, and never a table from end to end. */
const db = await testDatabase();
const web = new pg.Client({ connectionString: db.appUrl });
let supervisor: Viewer;
let owned: Set<string>;

beforeAll(async () => {
  const bank = await fillLargeBank(db.owner);
  supervisor = viewer("SUPERVISOR", { userId: bank.supervisorId, supervisedBranchIds: bank.branchIds });
  const { rows } = await db.owner.query<{ name: string }>("SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'client_id' AND table_schema = 'public'");
  owned = new Set(["client", ...rows.map(({ name }) => name)]);
  await web.connect();
}, 180_000);
afterAll(() => web.end());

describe("who has which portfolio", () => {
  it("the load of each, and the decisions of a year", async () => {
    await expectIndexed(supervisor, 1, () => readWorkload(supervisor));
    await expectIndexed(supervisor, 1, () => listReassignments(supervisor));
    await expectIndexed(supervisor, 1, () => listColleagues(supervisor));
    const advisor = viewer("ADVISOR", { userId: 7 });
    await expectIndexed(advisor, 1, () => listReceived(advisor));
    await expectIndexed(advisor, 1, () => getHandOver(advisor, 6));
  });

  it("clients handed over, and taken back", async () => {
    const whole = { of: "PORTFOLIO" as const, advisorId: 4 };
    await expectIndexed(supervisor, null, () => planReassignment(supervisor, { whom: whole, toAdvisorIds: [5, 6] }));
    const { targets } = await planReassignment(supervisor, { whom: whole, toAdvisorIds: [5, 6] });
    const id = randomUUID();
    const part = targets.slice(0, 100).map(([clientId, from, to]): [number, number, number] => [clientId, from, to]);
    await expectIndexed(supervisor, null, () => applyReassignment(supervisor, { id, kind: "ABSENCE", untilOn: TEST_TODAY, note: "", absentId: null, targets: part }));
    await expectIndexed(supervisor, null, () => planGiveBack(supervisor, { id }));
    await expectIndexed(supervisor, 1, () => listDecidedClients(supervisor, id));
    await expectIndexed(supervisor, null, () => extendAbsence(supervisor, { id, untilOn: addDays(TEST_TODAY, 3) }));
    await expectIndexed(supervisor, null, () => giveBack(supervisor, { id, clientIds: part.map(([clientId]) => clientId) }));
  });
});

/** `count` null: as many statements as it takes. */
async function expectIndexed(looking: Viewer, count: number | null, work: () => Promise<unknown>): Promise<void> {
  const sent = await statementsOf(work);
  expect(sent.length).toBeGreaterThan(0);
  if (count !== null) expect(sent.map((statement) => statement.text)).toHaveLength(count);
  const whole: string[] = [];
  for (const statement of sent) whole.push(...(await readings(web, looking.userId, statement, owned)));
  expect(whole).toEqual([]);
}
