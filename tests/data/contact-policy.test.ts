import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { planClients } from "@/lib/data/action-plan";
import { actionFactsOf, type ActionFactsRow } from "@/lib/data/action-facts";
import { getClientSheet } from "@/lib/data/client-sheet";
import { logInteraction } from "@/lib/data/interactions";
import { getLogContext } from "@/lib/data/log-context";
import { listClientActions } from "@/lib/data/next-actions";
import { readPlanningFrame, type PlanningFrame } from "@/lib/data/planning-frame";
import { statement, type SqlRunner } from "@/lib/data/statement";
import type { Viewer } from "@/lib/data/viewer";
import type { ContactFacts } from "@/lib/domain/contact-policy";
import type { Segment } from "@/lib/domain/segments";
import { logInteractionInput, type LogInteractionDraft } from "@/lib/schemas/interaction";
import { testDatabase } from "@/tests/support/database";
import { insertActivityMonths, insertBank, insertBenchmark, insertClient, insertConsent, insertHolding, insertInteraction, insertScore, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
const run: SqlRunner = async <Row>(sql: string, values: readonly unknown[]) => (await owner.query(sql, [...values])).rows as Row[];
let staff: Staff;
let clientId: number;

/** Peers of every profile hold home insurance. */
beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  await insertBenchmark(owner);
  await owner.query("INSERT INTO peer_holding (model_id, segment, cell, product_code, n, holders) SELECT 1, s, '', 'HOME_INSURANCE', 100, 62 FROM unnest(enum_range(NULL::segment)) s");
});
beforeEach(async () => {
  clientId = await insertOwn("STIMULATE");
});

async function insertOwn(segment: Segment, over: Partial<Parameters<typeof insertClient>[1]> = {}): Promise<number> {
  const id = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, ...over });
  await insertActivityMonths(owner, 12, { clientId: id });
  await insertHolding(owner, { clientId: id, productCode: "DAV" });
  await insertScore(owner, { clientId: id, modelId: 1, segment });
  return id;
}

async function frame(): Promise<PlanningFrame> {
  const found = await readPlanningFrame(run);
  if (!found) throw new Error("the bank cannot be planned");
  return found;
}

function log(over: Partial<LogInteractionDraft> = {}, viewer: Viewer = staff.advisor) {
  return logInteraction(viewer, logInteractionInput.parse({ id: randomUUID(), clientId, occurredOn: TEST_TODAY, channel: "BRANCH", outcome: "DISCUSSED", ...over }));
}

const rows = async (sql: string) => (await owner.query<Record<string, unknown>>(sql, [clientId])).rows;
const consents = () => rows("SELECT channel, granted, proof, recorded_on::text FROM client_consent WHERE client_id = $1 ORDER BY channel");
const changes = () => rows("SELECT channel, granted, proof, user_id FROM consent_change WHERE client_id = $1 ORDER BY recorded_at, channel");
async function offerOf(id = clientId, viewer: Viewer = staff.advisor) {
  await planClients(run, await frame(), [id]);
  return (await listClientActions(viewer, id)).find((card) => card.kind === "TARGETED_OFFER");
}

describe("what the policy looks at", () => {
  it("is the same for the planner, the client's page and the log dialog", async () => {
    const hindered = await insertOwn("BUILD", { fragile: true, protected: true, profilingObjectedOn: "2026-03-04", complaintOpenSince: "2026-11-01" });
    const [refused, mistaken] = [await insertOwn("DEVELOP"), await insertOwn("MAINTAIN", { status: "DECEASED" })];
    await insertConsent(owner, { clientId: refused, channel: "PHONE", granted: true, proof: "GED 12" });
    await insertConsent(owner, { clientId: refused, channel: "EMAIL", granted: true });
    await insertConsent(owner, { clientId: refused, channel: "SMS", granted: false });
    for (const [productCode, over] of [["CAR_LOAN", {}], ["PEA", { status: "REVERSED" }], ["PEL", { closedOn: TEST_TODAY }], ["LDDS", { openedOn: "2027-01-01" }]] as const) {
      await insertHolding(owner, { clientId: refused, productCode, ...over });
    }
    await insertInteraction(owner, { clientId: refused, commercial: true });
    const wrong = await insertInteraction(owner, { clientId: mistaken, commercial: true });
    await insertInteraction(owner, { clientId: mistaken, correctsId: wrong, occurredAt: "2026-11-18T10:00:00Z" });
    const expected: [number, ContactFacts][] = [
      [clientId, factsOf({})],
      [hindered, factsOf({ fragile: true, protected: true, profilingObjectedOn: "2026-03-04", complaintOpenSince: "2026-11-01" })],
      [refused, factsOf({ lastCommercialContactOn: "2026-11-19", consents: { PHONE: "PROVEN", EMAIL: "GRANTED", SMS: "REFUSED" }, runningUniverses: ["CREDIT", "DAILY_BANKING"] })],
      [mistaken, factsOf({ status: "DECEASED" })],
    ];
    const planned = new Map((await run<ActionFactsRow>(statement("action-facts"), [expected.map(([id]) => id), TEST_TODAY, (await frame()).closedMonth])).map((row) => [row.clientId, row]));
    for (const [id, facts] of expected) {
      const row = planned.get(id);
      if (!row) throw new Error(`client ${id} is not planned for`);
      expect(sorted(actionFactsOf(row, await frame(), []))).toMatchObject(facts);
      expect(sorted((await getLogContext(staff.advisor, id)).contact)).toEqual(facts);
      expect(sorted((await getClientSheet(staff.advisor, id))?.contact)).toEqual(facts);
    }
  });

  it("keeps the page from saying what would move up a client who is not sold to, or will not be compared", async () => {
    expect((await getClientSheet(staff.advisor, clientId))?.climb).not.toBeNull();
    for (const over of [{ fragile: true }, { protected: true }, { profilingObjectedOn: "2026-03-04" }] as const) {
      expect((await getClientSheet(staff.advisor, await insertOwn("STIMULATE", over)))?.climb).toBeNull();
    }
  });

  it("tells the minute of the bank's clock", async () => {
    const clock = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const [hours = 0, minutes = 0] = clock.format(new Date()).split(":").map(Number);
    const { minute } = await getLogContext(staff.advisor, clientId);
    expect((minute - (hours * 60 + minutes) + 1_440) % 1_440).toBeLessThanOrEqual(1);
  });

  it.each(["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("is not told to %s", async (who) => {
    expect(await getClientSheet(staff[who], clientId)).toBeNull();
    await expect(getLogContext(staff[who], clientId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listClientActions(staff[who], clientId)).toEqual([]);
  });
});

describe("an action says by which channel, on which ground, or why not", () => {
  it("a proven consent opens the phone; without it the offer takes another way", async () => {
    expect(await offerOf()).toMatchObject({ productCode: "HOME_INSURANCE", channel: "APP", ground: null, blockedBy: null });
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 12" });
    expect(await offerOf()).toMatchObject({ channel: "PHONE", ground: null, blockedBy: null });
  });

  it("a running contract that the product complements is a ground, until the contract ends", async () => {
    await insertHolding(owner, { clientId, productCode: "CAR_LOAN", contractRef: "L" });
    expect(await offerOf()).toMatchObject({ channel: "PHONE", ground: "RUNNING_CONTRACT", blockedBy: null });
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 12" });
    expect(await offerOf()).toMatchObject({ channel: "PHONE", ground: null });
    await owner.query("UPDATE client_consent SET proof = NULL WHERE client_id = $1", [clientId]);
    await owner.query("UPDATE holding SET closed_on = $2 WHERE client_id = $1 AND contract_ref = 'L'", [clientId, TEST_TODAY]);
    expect(await offerOf()).toMatchObject({ channel: "APP", ground: null });
  });

  it.each([
    ["an objection to profiling", "profiling_objected_on = '2026-01-05'", "PROFILING_OBJECTED"],
    ["a complaint", "complaint_open_since = '2026-11-01'", "COMPLAINT_OPEN"],
    ["a guardianship", "protected = true", "PROTECTED"],
  ])("%s keeps the offer back, and the client hears from the bank all the same", async (_, change, blockedBy) => {
    await owner.query(`UPDATE client SET ${change} WHERE id = $1`, [clientId]);
    expect(await offerOf()).toMatchObject({ blockedBy, blockedUntilOn: null });
    expect((await listClientActions(staff.advisor, clientId)).find((card) => card.kind === "PERSONAL_FOLLOW_UP")).toMatchObject({ blockedBy: null });
  });

  it("someone in financial difficulty is offered the specific offer", async () => {
    await owner.query("UPDATE client SET fragile = true WHERE id = $1", [clientId]);
    expect(await offerOf()).toMatchObject({ productCode: "SPECIFIC_OFFER", reason: { code: "SPECIFIC_OFFER" }, blockedBy: null });
  });
});

describe("the proof of a consent", () => {
  it("is logged with it, kept for good, and opens the phone at once", async () => {
    await log({ consents: { PHONE: true }, consentProofs: { PHONE: " Form 12 " } });
    expect(await consents()).toEqual([{ channel: "PHONE", granted: true, proof: "Form 12", recorded_on: TEST_TODAY }]);
    expect(await changes()).toEqual([{ channel: "PHONE", granted: true, proof: "Form 12", user_id: staff.advisor.userId }]);
    expect((await listClientActions(staff.advisor, clientId)).find((card) => card.kind === "TARGETED_OFFER")).toMatchObject({ channel: "PHONE" });
  });

  it("is added to a consent that was given before, whose day stays", async () => {
    await insertConsent(owner, { clientId, channel: "PHONE", granted: true });
    await log({ consentProofs: { PHONE: "Form 12" } });
    expect(await consents()).toEqual([{ channel: "PHONE", granted: true, proof: "Form 12", recorded_on: "2026-01-05" }]);
    await log({ consents: { PHONE: true }, consentProofs: { PHONE: "Form 12" } });
    expect(await changes()).toHaveLength(1);
  });

  it("goes when the client refuses, and does not come back by itself", async () => {
    await log({ consents: { PHONE: true }, consentProofs: { PHONE: "Form 12" } });
    await log({ consents: { PHONE: false } });
    await log({ consents: { PHONE: true } });
    expect(await consents()).toMatchObject([{ granted: true, proof: null }]);
    expect(await changes()).toMatchObject([{ granted: true, proof: "Form 12" }, { granted: false, proof: null }, { granted: true, proof: null }]);
  });

  it.each(["REFUSED", "NEVER_ASKED"])("of a consent that was %s is refused, and nothing is logged", async (state) => {
    if (state === "REFUSED") await insertConsent(owner, { clientId, channel: "PHONE", granted: false });
    await expect(log({ consentProofs: { PHONE: "Form 12" } })).rejects.toMatchObject({ code: "INVALID", fields: { consentProofs: "proofWithoutConsent" } });
    expect(await rows("SELECT id FROM interaction WHERE client_id = $1")).toEqual([]);
    await expect(insertConsent(owner, { clientId, channel: "SMS", granted: false, proof: "Form 12" })).rejects.toThrow("client_consent_proof");
  });

  it.each(["colleague", "otherAdvisor", "supervisor", "relationshipManager", "analyst", "administrator"] as const)("is not recorded by %s", async (who) => {
    await expect(log({ consents: { PHONE: true }, consentProofs: { PHONE: "Form 12" } }, staff[who])).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect([await consents(), await changes()]).toEqual([[], []]);
  });

  it("is not in the audit trail", async () => {
    await log({ consents: { PHONE: true }, consentProofs: { PHONE: "Form 12" } });
    expect(JSON.stringify(await rows("SELECT action, details FROM audit_entry WHERE client_id = $1"))).not.toContain("Form 12");
  });
});

it("a contact against a rule took place, and is logged", async () => {
  await insertConsent(owner, { clientId, channel: "PHONE", granted: false });
  await log({ channel: "PHONE", productsDiscussed: ["PEA"] });
  expect(await rows("SELECT channel, commercial FROM interaction WHERE client_id = $1")).toEqual([{ channel: "PHONE", commercial: true }]);
});

function factsOf(over: Partial<ContactFacts>): ContactFacts {
  return {
    status: "ACTIVE", protected: false, fragile: false, profilingObjectedOn: null, complaintOpenSince: null, lastCommercialContactOn: null, consents: {},
    runningUniverses: ["DAILY_BANKING"], ...over,
  };
}

/** Universes come in no order. */
function sorted<T extends ContactFacts>(facts: T | undefined): T | undefined {
  return facts && { ...facts, runningUniverses: [...facts.runningUniverses].sort() };
}
