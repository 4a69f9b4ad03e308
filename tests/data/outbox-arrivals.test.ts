import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listTimeline } from "@/lib/data/client-timeline";
import { logInteraction } from "@/lib/data/interactions";
import { addDays } from "@/lib/domain/dates";
import type { AppErrorCode } from "@/lib/errors";
import { logInteractionInput, type LogInteractionDraft } from "@/lib/schemas/interaction";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertNextAction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
});

beforeEach(async () => {
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId });
  await insertActivityMonths(owner, 12, { clientId });
  await insertScore(owner, { clientId, modelId: 1, pnbCents: 60_000, pnbScore: 3, mireScore: 2, combinedScore: 5, segment: "STIMULATE" });
});

function log(over: Partial<LogInteractionDraft> = {}) {
  return logInteraction(staff.advisor, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "PHONE", outcome: "DISCUSSED", ...over }));
}

function refusal(code: AppErrorCode, fields?: Record<string, string>) {
  return expect.objectContaining({ code, ...(fields && { fields }) }) as Error;
}

describe("an entry that waited for its connection", () => {
  const twoDaysAgo = `${addDays(TEST_TODAY, -2)}T16:05:00.000Z`;

  it("keeps when it took place, when it was written and when it came", async () => {
    await log({ occurredOn: addDays(TEST_TODAY, -3), writtenAt: twoDaysAgo });
    const [entry] = await rows("SELECT occurred_at::date::text AS on, written_at, recorded_at > now() - interval '1 minute' AS fresh FROM interaction WHERE client_id = $1");
    expect(entry).toEqual({ on: addDays(TEST_TODAY, -3), written_at: new Date(twoDaysAgo), fresh: true });
    const timeline = await listTimeline(staff.advisor, clientId, { at: "infinity", recordedAt: "infinity", id: "" });
    expect(timeline.entries.find(({ type }) => type === "INTERACTION")).toMatchObject({ waited: { writtenAt: expect.stringContaining(addDays(TEST_TODAY, -2)) as string } });
  });

  it("may have planned a day that is over by now: the step is due at once, and not lost", async () => {
    const id = randomUUID();
    await log({ id, occurredOn: addDays(TEST_TODAY, -2), writtenAt: twoDaysAgo, nextStepOn: addDays(TEST_TODAY, -1) });
    expect(await rows("SELECT origin, status, due_on::text FROM next_action WHERE client_id = $1 AND id = $2", id)).toEqual([{ origin: "PLANNED", status: "OPEN", due_on: addDays(TEST_TODAY, -1) }]);
  });

  it.each([
    ["the day of the contact without an hour", addDays(TEST_TODAY, -2)],
    ["a day before", addDays(TEST_TODAY, -3)],
  ])("cannot have planned %s", async (_, nextStepOn) => {
    await expect(log({ occurredOn: addDays(TEST_TODAY, -2), writtenAt: twoDaysAgo, nextStepOn })).rejects.toEqual(refusal("INVALID", { nextStepOn: "dayNotAfter" }));
  });

  it("from a device whose clock is ahead is written now at the latest, and neither gains a day nor loses one", async () => {
    await log({ writtenAt: "2099-01-01T00:00:00.000Z" });
    expect(await rows("SELECT written_at <= now() AS past FROM interaction WHERE client_id = $1")).toEqual([{ past: true }]);
    expect((await log({ writtenAt: "2099-01-01T00:00:00.000Z", nextStepOn: addDays(TEST_TODAY, 1) })).repeated).toBe(false);
    await expect(log({ writtenAt: "2099-01-01T00:00:00.000Z", nextStepOn: TEST_TODAY })).rejects.toEqual(refusal("INVALID", { nextStepOn: "dayNotAfter" }));
  });
});

describe("the action that it answers was closed before it came", () => {
  it.each([["DONE", "colleague"], ["DISMISSED", "colleague"], ["WITHDRAWN", null]] as const)("%s it stays so, and its writer is told by whom and when", async (status, who) => {
    const closedById = who && staff[who].userId;
    const nextActionId = await insertNextAction(owner, { clientId, status, closedAt: "2026-11-19T10:30:00Z", closedById });
    const input = { id: randomUUID(), nextActionId };
    const closedAction = { kind: "PERSONAL_FOLLOW_UP", status, closedAt: "2026-11-19T10:30:00.000Z", closedByName: who && staff[who].name };
    expect((await log(input)).closedAction).toEqual(closedAction);
    expect((await log(input)).closedAction).toEqual(closedAction);
    expect(await rows("SELECT status, closed_by_id, interaction_id FROM next_action WHERE client_id = $1 AND id = $2", nextActionId)).toEqual([{ status, closed_by_id: closedById, interaction_id: null }]);
    expect(await rows("SELECT 1 FROM interaction WHERE client_id = $1")).toHaveLength(1);
  });

  it("an action that this very entry closed was not closed meanwhile, however often it is sent", async () => {
    const input = { id: randomUUID(), nextActionId: await insertNextAction(owner, { clientId }) };
    expect((await log(input)).closedAction).toBeNull();
    expect(await log(input)).toMatchObject({ repeated: true, closedAction: null });
  });
});

async function rows(sql: string, ...values: readonly unknown[]): Promise<Record<string, unknown>[]> {
  return (await owner.query<Record<string, unknown>>(sql, [clientId, ...values])).rows;
}
