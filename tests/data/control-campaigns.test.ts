import { execFileSync } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { closeCampaign, getCampaign, getKeptDraw, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign, planCampaign } from "@/lib/data/control-draw";
import type { Viewer } from "@/lib/data/viewer";
import type { CampaignFrame } from "@/lib/domain/control-campaign";
import { drawSample, populationListing, secondCount } from "@/lib/domain/sample-draw";
import { allocate, sampleSize } from "@/lib/domain/sample-size";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { refusalOf } from "@/tests/support/control";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertInteraction, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const db = await testDatabase();
let staff: Staff;
let frame: CampaignFrame & { branchIds: number[] };
const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
  frame = { ...firstFrame(TEST_TODAY, [staff.branchId], "November"), fromOn: "2026-08-20", untilOn: TEST_TODAY, halfWidthPercent: 10 };
  for (const [who, count] of [["advisor", 60], ["colleague", 30], ["otherAdvisor", 20]] as const) {
    const { userId, branchId } = staff[who];
    for (let place = 0; place < count; place++) {
      const clientId = await insertClient(db.owner, { advisorId: userId, branchId: branchId ?? 0 });
      if (place % 3 > 0) await insertScore(db.owner, { clientId, modelId: 1, segment: place % 3 === 1 ? "BUILD" : "MAINTAIN" });
      await insertInteraction(db.owner, { clientId, userId, commercial: place % 4 === 0 });
    }
  }
});

describe("which entries may be drawn", () => {
  const size = async (over: Partial<CampaignFrame> = {}, who: Viewer = staff.supervisor) => (await planCampaign(who, { ...frame, ...over })).population;
  const oneMore = async (entry: Partial<Parameters<typeof insertInteraction>[1]>, branch: "branchId" | "otherBranchId" = "branchId") => {
    const before = await size();
    const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff[branch] });
    const id = await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, ...entry });
    return { more: (await size()) - before, clientId, id };
  };

  it("those that people logged of the clients of the branch", async () => {
    expect(await size()).toBe(90);
    expect((await oneMore({})).more).toBe(1);
    expect((await oneMore({ userId: null })).more).toBe(0);
    expect((await oneMore({}, "otherBranchId")).more).toBe(0);
  });

  it.each([
    ["the first minute of the first day in Paris", "2026-08-19T22:00:00Z", 1],
    ["the minute before", "2026-08-19T21:59:00Z", 0],
    ["the last minute of the last day", "2026-11-20T22:59:00Z", 1],
    ["the next day", "2026-11-20T23:00:00Z", 0],
  ])("%s", async (_, occurredAt, more) => {
    expect((await oneMore({ occurredAt })).more).toBe(more);
  });

  it("a corrected entry is judged as corrected, and one taken back is not judged", async () => {
    const { clientId, id } = await oneMore({});
    const before = await size();
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, correctsId: id });
    expect(await size()).toBe(before);
    const taken = await oneMore({});
    await insertInteraction(db.owner, { clientId: taken.clientId, userId: staff.advisor.userId, correctsId: taken.id, cancels: true, outcome: "NO_ANSWER" });
    expect(await size()).toBe(before);
  });

  it("strata: by the segment of the client, who logged it, and the kind of the action answered, else of the entry", async () => {
    const clientId = await insertClient(db.owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
    const nextActionId = await insertNextAction(db.owner, { clientId, kind: "WELCOME" });
    await insertInteraction(db.owner, { clientId, userId: staff.colleague.userId, nextActionId, commercial: true });
    const { strata } = await planCampaign(staff.supervisor, frame);
    expect(strata.find(({ kind }) => kind === "WELCOME")).toMatchObject({ segment: "NEW", advisorId: staff.colleague.userId, population: 1, size: 1 });
    const merged = await planCampaign(staff.supervisor, { ...frame, bySegment: false, byAdvisor: false, byKind: false });
    expect(merged.strata).toMatchObject([{ key: "*|*|*", segment: null, advisorId: null, kind: null, population: merged.population }]);
  });

  it("sizes are those of the precision that was asked for, and of the strata", async () => {
    const plan = await planCampaign(staff.supervisor, frame);
    expect(plan.wantedSize).toBe(sampleSize(plan.population, { confidence: 95, expectedRate: 0.9, halfWidth: 0.1 }));
    expect(plan.strata.map((stratum) => stratum.size)).toEqual(allocate(plan.strata.map(({ population }) => population), plan.wantedSize, 1));
  });
});

describe("a draw", () => {
  it("is the one that the rule gives from seed, population and sizes", async () => {
    const { campaign, kept } = await drawn();
    const sizes = new Map(campaign.strata.map(({ key, size }) => [key, size]));
    expect(drawSample(kept.population, { seed: campaign.seed, sizes, secondPercent: campaign.secondPercent }, sha256)).toEqual(kept.sample);
    expect(sha256(populationListing(kept.population))).toBe(campaign.populationDigest);
    expect(kept.population).toHaveLength(campaign.population);
    expect(kept.sample).toHaveLength(campaign.size);
    expect(kept.sample.filter(({ second }) => second)).toHaveLength(secondCount(campaign.size, 20));
  });

  it("is followed again with the tools of any system: sort, sha256sum", async () => {
    const { campaign, kept } = await drawn();
    const listing = kept.population.map(({ id, stratum }) => `${stratum}\t${id}`).join("\n");
    const digest = execFileSync("bash", ["-c", "LC_ALL=C sort | sha256sum"], { input: `${listing}\n` }).toString().slice(0, 64);
    expect(digest).toBe(campaign.populationDigest);
    const stratum = campaign.strata[0];
    const own = kept.population.filter((entry) => entry.stratum === stratum?.key).map(({ id }) => id);
    const ranks = execFileSync("bash", ["-c", `while read -r id; do printf '%s ' "$(printf %s '${campaign.seed}':draw:$id | sha256sum | cut -c1-64)"; echo $id; done | LC_ALL=C sort | cut -d' ' -f2`], { input: `${own.join("\n")}\n` });
    const first = ranks.toString().trim().split("\n").slice(0, stratum?.size);
    expect(first.sort()).toEqual(kept.sample.filter((entry) => entry.stratum === stratum?.key).map(({ id }) => id).sort());
  });

  it("another draw of the same entries has another seed and another sample", async () => {
    const [one, other] = [await drawn(), await drawn()];
    expect(one.campaign.populationDigest).toBe(other.campaign.populationDigest);
    expect(one.campaign.seed).not.toBe(other.campaign.seed);
    expect(one.kept.sample.map(({ id }) => id)).not.toEqual(other.kept.sample.map(({ id }) => id));
  });

  it("sent twice is one, and is in the trail", async () => {
    const id = randomUUID();
    await Promise.all([drawCampaign(staff.supervisor, { id, frame }), drawCampaign(staff.supervisor, { id, frame })]);
    const { rows } = await db.owner.query("SELECT details FROM audit_entry WHERE action = 'control.run' AND details->>'campaignId' = $1", [id]);
    expect(rows).toHaveLength(1);
  });

  it("of nothing is refused, and leaves nothing", async () => {
    const id = randomUUID();
    expect(await refusalOf(drawCampaign(staff.supervisor, { id, frame: { ...frame, fromOn: "2020-01-01", untilOn: "2020-01-31" } }))).toBe("CONFLICT");
    expect((await db.owner.query("SELECT 1 FROM control_campaign WHERE id = $1", [id])).rows).toEqual([]);
  });

  it.each(["advisor", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("is refused to: %s", async (who) => {
    expect(await refusalOf(planCampaign(staff[who], frame))).toBe("FORBIDDEN");
    expect(await refusalOf(drawCampaign(staff[who], { id: randomUUID(), frame }))).toBe("FORBIDDEN");
  });

  it("is seen by who supervises all its branches, and by nobody else", async () => {
    const { id } = await drawn();
    for (const who of ["advisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const) {
      expect(await getCampaign(staff[who], id)).toBeNull();
      expect(await getKeptDraw(staff[who], id)).toBeNull();
      expect(await listSample(staff[who], id)).toEqual([]);
      expect(await listCampaigns(staff[who])).toEqual([]);
      expect(await refusalOf(closeCampaign(staff[who], id))).toBe("CONFLICT");
    }
    expect((await listCampaigns(staff.supervisor)).map((campaign) => campaign.id)).toContain(id);
  });
});

describe("once drawn, for everyone and for the owner of the tables too", () => {
  it.each([
    "UPDATE control_campaign SET seed = 'another' WHERE id = $1",
    "UPDATE control_campaign SET population = population + 1 WHERE id = $1",
    "UPDATE control_campaign SET until_on = until_on + 1 WHERE id = $1",
    "DELETE FROM control_campaign WHERE id = $1",
    "DELETE FROM control_population WHERE campaign_id = $1",
    "DELETE FROM control_sample WHERE campaign_id = $1",
    "UPDATE control_sample SET second = true WHERE campaign_id = $1",
    "UPDATE control_stratum SET size = population WHERE campaign_id = $1",
    "INSERT INTO control_sample SELECT client_id, campaign_id, interaction_id, stratum, 100000, false FROM control_population WHERE campaign_id = $1 LIMIT 1",
    "INSERT INTO control_population SELECT client_id, campaign_id, gen_random_uuid(), stratum FROM control_population WHERE campaign_id = $1 LIMIT 1",
  ])("%s", async (statement) => {
    const { id } = await drawn();
    await expect(db.owner.query(statement, [id])).rejects.toThrow(/frozen/);
  });

  it("nor are its tables emptied, nor a grid rewritten", async () => {
    for (const table of ["control_campaign CASCADE", "control_sample CASCADE", "control_grid CASCADE"]) await expect(db.owner.query(`TRUNCATE ${table}`)).rejects.toThrow(/append-only/);
    await expect(db.owner.query("UPDATE control_grid SET questions = '[]'")).rejects.toThrow(/append-only/);
  });

  it("it is closed once, and stays closed", async () => {
    const { id } = await drawn();
    await closeCampaign(staff.supervisor, id);
    expect((await getCampaign(staff.supervisor, id))?.campaign.closedBy).toBe(staff.supervisor.name);
    expect(await refusalOf(closeCampaign(staff.supervisor, id))).toBe("CONFLICT");
    await expect(db.owner.query("UPDATE control_campaign SET closed_at = NULL, closed_by = NULL WHERE id = $1", [id])).rejects.toThrow(/frozen/);
  });
});

async function drawn() {
  const { id } = await drawCampaign(staff.supervisor, { id: randomUUID(), frame });
  const [file, kept] = [await getCampaign(staff.supervisor, id), await getKeptDraw(staff.supervisor, id)];
  if (!file || !kept) throw new Error("the drawn campaign is not there");
  return { id, campaign: file.campaign, kept };
}
