import { randomUUID } from "node:crypto";
import { beforeAll, expect, it } from "vitest";
import { closeCampaign, getCampaign, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign } from "@/lib/data/control-draw";
import { saveControlReview } from "@/lib/data/control-reviews";
import { countInbox } from "@/lib/data/inbox";
import type { Viewer } from "@/lib/data/viewer";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { refusalOf } from "@/tests/support/control";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertInteraction, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

/** Two reviewers differ about an entry whose client then leaves the branches: nobody of the campaign can settle it any more. */
const { owner } = await testDatabase();
let staff: Staff;
let second: Viewer;
let campaignId: string;
const clients: number[] = [];

beforeAll(async () => {
  staff = await insertStaff(owner);
  second = await insertViewer(owner, "SUPERVISOR", { supervisedBranchIds: [staff.branchId] });
  await insertBank(owner);
  for (let place = 0; place < 2; place++) {
    clients.push(await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId }));
    await insertInteraction(owner, { clientId: clients[place] ?? 0, userId: staff.advisor.userId });
  }
  const frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "All"), untilOn: TEST_TODAY, bySegment: false, byAdvisor: false, byKind: false, halfWidthPercent: 1, secondPercent: 100 };
  campaignId = (await drawCampaign(staff.supervisor, { id: randomUUID(), frame })).id;
  for (const { clientId, interactionId } of await listSample(second, campaignId)) {
    for (const [who, contact] of [[staff.supervisor, "YES"], [second, "NO"]] as const) {
      await saveControlReview(who, { campaignId, clientId, interactionId, remark: "", done: true, answers: { CONTACT: contact, ADVICE: "YES", CONSENT: "YES", NEXT_STEP: "YES", NOTES: "YES" } });
    }
  }
});

it("an entry that is there keeps the campaign open; one whose client is gone is in no figure of it and does not", async () => {
  for (const [gone, left] of [[clients[0], 1], [clients[1], 0]] as const) {
    expect(await refusalOf(closeCampaign(staff.supervisor, campaignId))).toBe("CONFLICT");
    await owner.query("UPDATE client SET advisor_id = $2, branch_id = $3 WHERE id = $1", [gone, staff.otherAdvisor.userId, staff.otherBranchId]);
    expect((await getCampaign(second, campaignId))?.progress).toMatchObject({ size: left, unsettled: left });
    expect((await countInbox(second)).all).toBe(left);
  }
  for (const who of ["otherSupervisor", "advisor", "relationshipManager", "analyst", "administrator"] as const) expect(await refusalOf(closeCampaign(staff[who], campaignId))).toBe("CONFLICT");
  await closeCampaign(staff.supervisor, campaignId);
  expect((await getCampaign(second, campaignId))?.campaign.closedAt).not.toBeNull();
});
