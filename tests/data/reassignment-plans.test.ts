import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { beginDifferencesExport, countDifferences, differencesToExport, listDifferences, planTakeOver } from "@/lib/data/advisor-differences";
import { countHandOvers, getHandOver, listDecidedClients, listReceived } from "@/lib/data/hand-over";
import { listHandedOver, listHandOverNotes } from "@/lib/data/hand-over-notes";
import { extendAbsence, giveBack, listReassignments, planGiveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment, listColleagues, planReassignment } from "@/lib/data/reassignments";
import { readWorkload } from "@/lib/data/workload";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { largeBankPlans } from "@/tests/support/large-bank-plans";

/** As page-plans.test.ts: whoever moves portfolios in a large bank reads them by index, and never a table from end to end. */
const { supervisor, advisor, expectIndexed, end } = await largeBankPlans(await testDatabase());
afterAll(end);

describe("who has which portfolio", () => {
  it("the load of each, and the decisions of a year", async () => {
    await expectIndexed(supervisor, 1, () => readWorkload(supervisor));
    await expectIndexed(supervisor, 1, () => listReassignments(supervisor));
    await expectIndexed(supervisor, 1, () => listColleagues(supervisor));
    await expectIndexed(advisor, 1, () => listReceived(advisor));
    await expectIndexed(advisor, 1, () => getHandOver(advisor, 6));
    await expectIndexed(advisor, 1, () => countHandOvers(advisor));
    await expectIndexed(advisor, 1, () => listHandOverNotes(advisor, 6));
    await expectIndexed(advisor, 1, () => listHandedOver(advisor));
  });

  it("whom the core bank gives to someone else", async () => {
    for (const standing of ["OPEN", "RETURNING"] as const) {
      const filter = { standing, advisorId: null, place: null };
      const { rows, next } = await listDifferences(supervisor, filter);
      expect(rows).toHaveLength(50);
      await expectIndexed(supervisor, 1, () => listDifferences(supervisor, filter));
      await expectIndexed(supervisor, 1, () => listDifferences(supervisor, { ...filter, advisorId: 2, place: next && { token: "", value: next } }));
      await expectIndexed(supervisor, null, () => beginDifferencesExport(supervisor, filter));
      await expectIndexed(supervisor, 1, () => differencesToExport(supervisor, filter).next());
    }
    await expectIndexed(supervisor, 1, () => countDifferences(supervisor));
    await expectIndexed(supervisor, 1, () => planTakeOver(supervisor, { clientId: null, advisorId: 2 }));
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
