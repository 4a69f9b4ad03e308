import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { logInteraction } from "@/lib/data/interactions";
import { dismissNextAction } from "@/lib/data/next-action-changes";
import { planActions } from "@/lib/jobs/plan-actions";
import { logInteractionInput } from "@/lib/schemas/interaction";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { holdTable, untilWaitedFor } from "@/tests/support/held-table";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner, ownerUrl } = await testDatabase();
let staff: Staff;
let first: number;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
});
/** Two clients À construire, planned; then their PNB changes, and with it what their suggestions are worth. */
beforeEach(async () => {
  [first, clientId] = [await newClient(), await newClient()];
  await planActions(ownerUrl);
  await owner.query("UPDATE client_score SET pnb_cents = pnb_cents + 100000 WHERE client_id = ANY ($1)", [[first, clientId]]);
});

it("planning changes nothing of a bank that is planned", async () => {
  expect(await planActions(ownerUrl)).toEqual({ added: 0, changed: 2, withdrawn: 0 });
  expect(await planActions(ownerUrl)).toEqual({ added: 0, changed: 0, withdrawn: 0 });
});

it("what is logged between its reading and its writing is planned from: the contact that was just made blocks the next", async () => {
  // The first of the batch is held by someone: the second has been read, and is not held yet.
  const hold = await owner.connect();
  await hold.query("BEGIN");
  await hold.query("SELECT 1 FROM client WHERE id = $1 FOR NO KEY UPDATE", [first]);
  const planned = planActions(ownerUrl);
  await untilSomeoneWaits();
  await logCommercial();
  await hold.query("ROLLBACK");
  hold.release();
  await planned;
  expect(await openActions()).toEqual([{ kind: "RE_ENGAGEMENT", blocked_by: "RECENT_COMMERCIAL_CONTACT" }]);
  expect(await planActions(ownerUrl)).toEqual({ added: 0, changed: 0, withdrawn: 0 });
});

it("what is dismissed between its reading and its writing stays dismissed", async () => {
  const hold = await owner.connect();
  await hold.query("BEGIN");
  await hold.query("SELECT 1 FROM client WHERE id = $1 FOR NO KEY UPDATE", [first]);
  const planned = planActions(ownerUrl);
  await untilSomeoneWaits();
  const { rows } = await owner.query<{ id: string }>("SELECT id FROM next_action WHERE client_id = $1 AND status = 'OPEN'", [clientId]);
  await dismissNextAction(staff.advisor, { clientId, id: rows[0]?.id ?? "", reason: "BAD_TIMING" });
  await hold.query("ROLLBACK");
  hold.release();
  await planned;
  expect(await openActions()).toEqual([]);
  expect(await planActions(ownerUrl)).toEqual({ added: 0, changed: 0, withdrawn: 0 });
});

it("what is logged while it writes comes after", async () => {
  const release = await holdTable(owner, "next_action", "SHARE");
  const planned = planActions(ownerUrl);
  await untilWaitedFor(owner, "next_action");
  const logged = logCommercial();
  await untilSomeoneWaits();
  await release();
  await Promise.all([planned, logged]);
  expect(await openActions()).toEqual([{ kind: "RE_ENGAGEMENT", blocked_by: "RECENT_COMMERCIAL_CONTACT" }]);
  expect(await planActions(ownerUrl)).toEqual({ added: 0, changed: 0, withdrawn: 0 });
});

async function newClient(): Promise<number> {
  const id = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, lastName: "Durand" });
  await insertActivityMonths(owner, 12, { clientId: id, pnbCents: 0, davOperations: 0 });
  await insertScore(owner, { clientId: id, modelId: 1, pnbScore: 1, mireScore: 1, combinedScore: 2, segment: "BUILD" });
  return id;
}

/** Products were discussed: the contact policy forbids the next commercial contact for a while. */
function logCommercial() {
  const draft = { id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED", productsDiscussed: ["LDDS"] };
  return logInteraction(staff.advisor, logInteractionInput.parse(draft));
}

async function openActions(): Promise<object[]> {
  const { rows } = await owner.query<object>("SELECT kind, blocked_by FROM next_action WHERE client_id = $1 AND status = 'OPEN'", [clientId]);
  return rows;
}

/** For a row that someone else holds. */
async function untilSomeoneWaits(): Promise<void> {
  await expect.poll(async () => (await owner.query("SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE datname = current_database() AND NOT granted AND locktype IN ('transactionid', 'tuple')")).rowCount, { timeout: 20_000 }).not.toBe(0);
}
