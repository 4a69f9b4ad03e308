import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { drawCampaign } from "@/lib/data/control-draw";
import { getEntryToReview } from "@/lib/data/control-entry";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertInteraction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff } from "@/tests/support/viewers";

const { owner } = await testDatabase();

it.each([false, true])("the segment of an entry's client is told for the day of the entry and for that of the draw, as far back as the history of scores goes; strata by segment: %s", async (bySegment) => {
  const staff = await insertStaff(owner);
  if (!bySegment) await insertBank(owner);
  const clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  await insertScore(owner, { clientId, modelId: 1, segment: "STIMULATE" });
  await insertInteraction(owner, { clientId, userId: staff.advisor.userId, occurredAt: "2026-11-19T10:00:00Z" });
  const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "One"), untilOn: TEST_TODAY, bySegment };
  const { id: campaignId } = await drawCampaign(staff.supervisor, { id: randomUUID(), frame });
  const segments = async () => {
    const { segmentThen, segmentDrawn } = (await getEntryToReview(staff.supervisor, { campaignId, place: 1 }))?.entry ?? {};
    return [segmentThen, segmentDrawn];
  };
  const moveTo = (segmentAfter: string | null, changedAt: string) => insertRow(owner, "score_history", { clientId, changedAt, cause: "NIGHTLY", modelId: 1, segmentAfter });
  // A stratum says it by itself.
  expect(await segments()).toEqual([null, bySegment ? "STIMULATE" : null]);
  await moveTo("DEVELOP", "2026-11-20T08:00:00Z");
  expect(await segments()).toEqual([null, bySegment ? "STIMULATE" : "DEVELOP"]);
  await moveTo(null, "2026-11-19T08:00:00Z");
  await moveTo("BUILD", "2100-01-01T00:00:00Z");
  expect(await segments()).toEqual(["NEW", bySegment ? "STIMULATE" : "DEVELOP"]);
});
