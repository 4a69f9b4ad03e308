import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { getCampaign, getKeptDraw, listCampaigns, listSample } from "@/lib/data/control-campaigns";
import { drawCampaign, planCampaign } from "@/lib/data/control-draw";
import { getEntryToReview } from "@/lib/data/control-entry";
import { getReportMaterial } from "@/lib/data/control-report";
import { saveControlReview } from "@/lib/data/control-reviews";
import { countOpenTasks, listCampaignTasks, listOwnTasks } from "@/lib/data/control-tasks";
import type { Viewer } from "@/lib/data/viewer";
import { firstFrame } from "@/lib/schemas/control-campaign";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { fillLargeBank, type LargeBank } from "@/tests/support/large-bank";
import { readings, readingsInside, statementsOf } from "@/tests/support/plans";
import { viewer } from "@/tests/support/viewers";

/** Whatever campaigns of control ask of a large bank is answered by index. */
const db = await testDatabase();
const web = new pg.Client({ connectionString: db.appUrl });
let bank: LargeBank;
let advisor: Viewer;
let supervisor: Viewer;
let owned: Set<string>;
const CAMPAIGN = "00000000-0000-4000-8000-000000000001";

beforeAll(async () => {
  bank = await fillLargeBank(db.owner);
  advisor = viewer("ADVISOR", { userId: bank.advisorId });
  supervisor = viewer("SUPERVISOR", { userId: bank.supervisorId, supervisedBranchIds: bank.branchIds });
  const { rows } = await db.owner.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'client_id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`,
  );
  owned = new Set(["client", ...rows.map(({ name }) => name)]);
  await web.connect();
}, 180_000);
afterAll(() => web.end());

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
  const found = await inside([`SELECT * FROM control_progress('${CAMPAIGN}')`]);
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
  await expectIndexed(advisor, 2, () => Promise.all([listOwnTasks(advisor), countOpenTasks(advisor)]));
});

async function expectIndexed(looking: Viewer, count: number | null, work: () => Promise<unknown>): Promise<void> {
  const sent = await statementsOf(work);
  expect(sent.length).toBeGreaterThan(0);
  if (count !== null) expect(sent.map((statement) => statement.text)).toHaveLength(count);
  for (const statement of sent) expect(await readings(web, looking.userId, statement, owned)).toEqual([]);
}

async function inside(statements: readonly string[]) {
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  return readingsInside(owner, bank.supervisorId, statements, owned).finally(() => owner.end());
}
