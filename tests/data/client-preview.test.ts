import { beforeAll, expect, it } from "vitest";
import { getClientPreview } from "@/lib/data/client-preview";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient, insertConsent, insertHolding, insertInteraction, insertNextAction } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  clientId = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, firstName: "Zoé", lastName: "Arnaud" });
  await insertConsent(owner, { clientId, channel: "PHONE", granted: true, proof: "GED 1" });
  await insertHolding(owner, { clientId, productCode: "DAV" });
  await insertNextAction(owner, { clientId, kind: "PERSONAL_FOLLOW_UP", reason: { code: "CADENCE", cadenceDays: 60, lastContactOn: null } });
  for (let day = 10; day <= 14; day++) await insertInteraction(owner, { clientId, notes: `Note ${day}`, occurredAt: `2026-11-${day}T10:00:00Z` });
});

it.each(["advisor", "supervisor"] as const)("tells %s who the client is, what is to be done, whether they may be contacted, what was said last, what they hold", async (who) => {
  expect(await getClientPreview(staff[who], clientId)).toMatchObject({
    client: { id: clientId, name: "Zoé Arnaud", contacts: [{ notes: "Note 14" }, { notes: "Note 13" }, { notes: "Note 12" }], consents: { PHONE: "PROVEN" }, log: null },
    actions: [{ kind: "PERSONAL_FOLLOW_UP" }],
    contact: { status: "ACTIVE", consents: { PHONE: "PROVEN" } },
    contracts: [{ productCode: "DAV", state: "HELD" }],
  });
  expect(await looks(staff[who].userId)).toEqual([{ client_id: clientId, details: { part: "preview" } }]);
});

it.each(["colleague", "otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("is nothing to %s, and leaves no trace", async (who) => {
  expect(await getClientPreview(staff[who], clientId)).toBeNull();
  expect(await getClientPreview(staff[who], 2_000_000_000)).toBeNull();
  expect(await looks(staff[who].userId)).toEqual([]);
});

async function looks(userId: number): Promise<object[]> {
  const { rows } = await owner.query<object>("SELECT client_id, details FROM audit_entry WHERE user_id = $1 AND action = 'client.view'", [userId]);
  return rows;
}
