import { beforeAll, expect, it } from "vitest";
import { listOverviewGroups } from "@/lib/data/bank-overview";
import { inViewerScope } from "@/lib/data/database";
import { addDays } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, viewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;

/** Ten to be developed and nine to be built in one branch; ten new clients in the other. */
beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  const { branchId, otherBranchId, advisor, otherAdvisor } = staff;
  for (let i = 0; i < 10; i++) {
    const clientId = await insertClient(owner, { advisorId: advisor.userId, branchId, lastContactOn: addDays(TEST_TODAY, -86 - i) });
    await insertScore(owner, { clientId, modelId: 1, segment: "DEVELOP", pnbCents: 10_000 * (i + 1) });
  }
  for (let i = 0; i < 9; i++) await insertScore(owner, { clientId: await insertClient(owner, { advisorId: advisor.userId, branchId }), modelId: 1, segment: "BUILD" });
  await insertClient(owner, { advisorId: advisor.userId, branchId, status: "CLOSED" });
  for (let i = 0; i < 10; i++) await insertClient(owner, { advisorId: otherAdvisor.userId, branchId: otherBranchId });
});

it.each(["analyst", "administrator"] as const)("%s sees groups of ten and more; of smaller ones, not even their size", async (who) => {
  const groups = await listOverviewGroups(staff[who]);
  expect(groups).toHaveLength(2 * 5);
  const known = groups.filter((group) => group.clients !== null).map(({ branchId, segment, clients, pnbCents, contacted }) => [branchId, segment, clients, pnbCents, contacted]);
  expect(known).toEqual([
    [staff.branchId, "DEVELOP", 10, 550_000, 5],
    [staff.otherBranchId, null, 10, null, 0],
  ]);
  expect(groups.find((group) => group.branchId === staff.branchId && group.segment === "BUILD")).toMatchObject({ clients: null, pnbCents: null, contacted: null });
});

it.each(["advisor", "relationshipManager", "supervisor"] as const)("%s does not, by either wall", async (who) => {
  expect(await listOverviewGroups(staff[who])).toEqual([]);
  expect(await listOverviewGroups(viewer("ANALYST", { userId: staff[who].userId }))).toEqual([]);
});

it("an analyst who has left sees nothing", async () => {
  await owner.query("UPDATE app_user SET active = false WHERE id = $1", [staff.analyst.userId]);
  expect(await listOverviewGroups(staff.analyst)).toEqual([]);
  expect(await inViewerScope(staff.analyst, (db) => db.client.count())).toBe(0);
});
