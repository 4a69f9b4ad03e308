import { randomUUID } from "node:crypto";
import { afterAll, expect, it } from "vitest";
import { getCampaign, getKeptDraw, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign, planCampaign } from "@/lib/data/control-draw";
import { getEntryToReview } from "@/lib/data/control-entry";
import { getReportMaterial } from "@/lib/data/control-report";
import { saveControlReview } from "@/lib/data/control-reviews";
import { listCampaignTasks, listOwnTasks } from "@/lib/data/control-tasks";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { largeBankPlans } from "@/tests/support/large-bank-plans";

/** Whatever campaigns of control ask of a large bank is answered by index. */
const { advisor, supervisor, expectIndexed, readingsWithin, end } = await largeBankPlans(await testDatabase());
const CAMPAIGN = "00000000-0000-4000-8000-000000000001";
afterAll(end);

it("their list, one of them, its sample, what it was drawn from, and what it found", async () => {
  await expectIndexed(supervisor, 1, () => listCampaigns(supervisor));
  await expectIndexed(supervisor, 1, () => getCampaign(supervisor, CAMPAIGN));
  await expectIndexed(supervisor, 1, () => listSample(supervisor, CAMPAIGN));
  await expectIndexed(supervisor, 1, () => getKeptDraw(supervisor, CAMPAIGN));
  await expectIndexed(supervisor, 1, () => getReportMaterial(supervisor, CAMPAIGN));
  await expectIndexed(supervisor, 1, () => listCampaignTasks(supervisor, CAMPAIGN));
  expect((await listSample(supervisor, CAMPAIGN)).length).toBeGreaterThan(200);
});

it("how far one is, inside the function that tells it", async () => {
  const found = await readingsWithin(supervisor.userId, [`SELECT * FROM control_progress('${CAMPAIGN}')`]);
  expect(found.plans).toBeGreaterThan(0);
  expect(found.whole).toEqual([]);
});

it("a sample planned and drawn, an entry read and looked at", async () => {
  const frame = { ...firstFrame(TEST_TODAY, [1, 2], "Plan"), untilOn: TEST_TODAY };
  await expectIndexed(supervisor, 1, () => planCampaign(supervisor, frame));
  const id = randomUUID();
  await expectIndexed(supervisor, null, () => drawCampaign(supervisor, { id, frame }));
  await expectIndexed(supervisor, null, () => getEntryToReview(supervisor, { campaignId: id, place: 1 }));
  const [entry] = await listSample(supervisor, id);
  if (!entry) throw new Error("an entry was drawn");
  const key = { campaignId: id, clientId: entry.clientId, interactionId: entry.interactionId };
  await expectIndexed(supervisor, null, () => saveControlReview(supervisor, { ...key, answers: {}, remark: "", done: false }));
});

it("what an advisor is asked to put right", async () => {
  await expectIndexed(advisor, 1, () => listOwnTasks(advisor));
});
