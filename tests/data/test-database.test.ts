import { expect, it } from "vitest";
import { inViewerScope } from "@/lib/data/database";
import type { Viewer } from "@/lib/data/viewer";
import { testDatabase } from "@/tests/support/database";
import * as factories from "@/tests/support/factories";
import { insertStaff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
const clientsSeenBy = (viewer: Viewer) => inViewerScope(viewer, (db) => db.client.count());

it("row-level security binds the login that lib/data uses in the tests", async () => {
  const staff = await insertStaff(owner);
  await factories.insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });

  expect(await clientsSeenBy(staff.advisor)).toBe(1);
  expect(await clientsSeenBy(staff.supervisor)).toBe(1);
  expect(await clientsSeenBy(staff.colleague)).toBe(0);
  expect(await clientsSeenBy(staff.otherAdvisor)).toBe(0);
  expect(await clientsSeenBy(staff.otherSupervisor)).toBe(0);
  expect(await clientsSeenBy(staff.administrator)).toBe(0);
});

it("each factory inserts a row that the schema accepts", async () => {
  const { advisor, branchId } = await insertStaff(owner);
  await factories.insertBank(owner);
  const clientId = await factories.insertClient(owner, { advisorId: advisor.userId, branchId });
  await factories.insertHolding(owner, { clientId });
  await factories.insertActivityMonths(owner, 24, { clientId });
  await factories.insertInteraction(owner, { clientId, userId: advisor.userId });
  await factories.insertNextAction(owner, { clientId });
  await factories.insertConsent(owner, { clientId, channel: "PHONE", granted: false });
  await factories.insertSatisfaction(owner, { clientId, score: 4 });
  await factories.insertScore(owner, { clientId, modelId: 1 });

  const months = await inViewerScope(advisor, (db) => db.monthlyActivity.findMany({ where: { clientId }, orderBy: { month: "asc" } }));
  expect(months).toHaveLength(24);
  expect(months[0]?.month).toEqual(new Date("2024-11-01T00:00:00Z"));
});
