import { randomUUID } from "node:crypto";
import { afterAll, describe, it } from "vitest";
import { applyBulkStep, planBulkStep } from "@/lib/data/bulk-steps";
import { undoBulkStep } from "@/lib/data/bulk-undo";
import { beginClientExport, clientsToExport } from "@/lib/data/client-export";
import { countSelected } from "@/lib/data/client-selection";
import { cancelInteraction } from "@/lib/data/interaction-cancel";
import { logInteraction } from "@/lib/data/interactions";
import { dismissNextAction, reopenNextAction, snoozeNextAction, takeNextAction } from "@/lib/data/next-action-changes";
import { listClientActions } from "@/lib/data/next-actions";
import type { BulkStep } from "@/lib/domain/bulk-step";
import { addDays } from "@/lib/domain/dates";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { firstClientOf, largeBankPlans } from "@/tests/support/large-bank-plans";

/** Whatever is changed in a large bank finds its rows by index. */
const { advisor, supervisor, expectIndexed, end } = await largeBankPlans(await testDatabase());
afterAll(end);

describe("what an advisor changes", () => {
  it("a logged sale, with all its consequences", async () => {
    const clientId = firstClientOf(advisor);
    const input = { id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "SOLD", productsSold: ["LDDS"], satisfaction: 4, nextStepOn: addDays(TEST_TODAY, 9), consents: { EMAIL: true } };
    await expectIndexed(advisor, null, () => logInteraction(advisor, logInteractionInput.parse(input)));
  });

  it("an action taken on, snoozed, dismissed and opened again", async () => {
    const clientId = firstClientOf(advisor);
    const [action] = await listClientActions(advisor, clientId);
    const key = { clientId, id: action?.id ?? "" };
    await expectIndexed(advisor, null, () => takeNextAction(advisor, { ...key, isTaken: true }));
    await expectIndexed(advisor, null, () => snoozeNextAction(advisor, { ...key, untilOn: addDays(TEST_TODAY, 2) }));
    await expectIndexed(advisor, null, () => dismissNextAction(advisor, { ...key, reason: "BAD_TIMING" }));
    await expectIndexed(advisor, null, () => reopenNextAction(advisor, key));
  });
});

describe("a step with many clients at once", () => {
  const whole = { filter: NO_FILTER, all: true, ids: [] };
  const steps: BulkStep[] = [{ kind: "REMIND", untilOn: addDays(TEST_TODAY, 20) }, { kind: "SNOOZE", untilOn: addDays(TEST_TODAY, 7) }, { kind: "DISMISS", reason: "NOT_INTERESTED" }];

  it.each([true, false])("who is in a selection: %s", async (all) => {
    for (const looking of [advisor, supervisor]) await expectIndexed(looking, 1, () => countSelected(looking, { ...whole, all, ids: [firstClientOf(looking)] }));
  });

  it.each(["advisor", "supervisor"] as const)("a list taken along as a file, by: %s", async (who) => {
    const [looking, list] = [who === "advisor" ? advisor : supervisor, { ...whole, filter: { ...NO_FILTER, sort: "name" as const } }];
    await expectIndexed(looking, null, () => Promise.all([beginClientExport(looking, list, "csv"), clientsToExport(looking, list).next()]));
  });

  it.each(steps)("planned, done and taken back: $kind", async (step) => {
    await expectIndexed(advisor, null, () => planBulkStep(advisor, whole, step));
    const { targets } = await planBulkStep(advisor, whole, step);
    const batch = { batchId: randomUUID(), step, targets: targets.slice(0, 100).map(([clientId, id]): [number, string | null] => [clientId, id]) };
    await expectIndexed(advisor, null, () => applyBulkStep(advisor, batch).then(() => undoBulkStep(advisor, { batchId: batch.batchId, clientIds: batch.targets.map(([clientId]) => clientId) })));
  });
});

it("an entry taken back", async () => {
  const clientId = firstClientOf(advisor);
  const id = randomUUID();
  await logInteraction(advisor, logInteractionInput.parse({ id, clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "SOLD", productsSold: ["PEL"] }));
  await expectIndexed(advisor, null, () => cancelInteraction(advisor, { id: randomUUID(), clientId, interactionId: id }));
});
