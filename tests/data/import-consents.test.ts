import { beforeEach, expect, it } from "vitest";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { testDatabase } from "@/tests/support/database";
import { deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";

const db = await testDatabase();
await inOwnerTransaction(db.ownerUrl, installReference);
const writeDelivery = deliveryWriter();
const HEADER = "client_ref;branch_code;advisor_email;last_name;first_name;client_since_on;fragile;profiling_objected_on;consent_phone;consent_sms;consents_on;consent_proof";
const WHO = "00001;B01;anne@bank.example;Durand;Zoé;2015-01-02";

beforeEach(async () => {
  await inOwnerTransaction(db.ownerUrl, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    await owner.query("TRUNCATE client, client_consent, consent_change, holding, monthly_activity, interaction, satisfaction_answer RESTART IDENTITY CASCADE");
  });
});

/** Delivers the client with these last cells; answers what was refused. */
async function deliver(cells: string): Promise<string[]> {
  const problems: string[] = [];
  const clients = `${HEADER}\n${WHO};${cells}\n`;
  const files = { ...SMALL_DELIVERY, clients, holdings: header("holdings"), activity: header("activity"), interactions: header("interactions"), satisfaction: null };
  await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery(files)), { onRowProblem: (_, __, { column, code }) => void problems.push(`${column} ${code}`) });
  return problems;
}

function header(file: keyof typeof SMALL_DELIVERY): string {
  return `${SMALL_DELIVERY[file].split("\n")[0]}\n`;
}

const rowsOf = async (sql: string) => (await db.owner.query<Record<string, unknown>>(sql)).rows;
const consents = () => rowsOf("SELECT channel, granted, proof, recorded_on::text FROM client_consent ORDER BY channel");
const changes = () => rowsOf("SELECT channel, granted, proof FROM consent_change ORDER BY channel, recorded_at");

it("a file says who is in difficulty, who objects to profiling, and where the proof of a consent is kept", async () => {
  expect(await deliver("yes;2025-03-04;yes;no;2025-01-02;GED 12")).toEqual([]);
  expect(await rowsOf("SELECT fragile, profiling_objected_on::text FROM client")).toEqual([{ fragile: true, profiling_objected_on: "2025-03-04" }]);
  // A refusal needs no proof.
  expect(await consents()).toEqual([
    { channel: "PHONE", granted: true, proof: "GED 12", recorded_on: "2025-01-02" },
    { channel: "SMS", granted: false, proof: null, recorded_on: "2025-01-02" },
  ]);
  expect(await changes()).toEqual([{ channel: "PHONE", granted: true, proof: "GED 12" }, { channel: "SMS", granted: false, proof: null }]);
});

it.each([
  ["a proof without the day of the consent", "no;;;;;GED 12", "consents_on consentDay"],
  ["a proof that is too long", `no;;yes;;2025-01-02;${"x".repeat(201)}`, "consent_proof tooLong"],
  ["an objection of tomorrow", "no;2026-01-16;;;;", "profiling_objected_on future"],
  ["a difficulty that is neither yes nor no", "perhaps;;;;;", "fragile yesNo"],
])("%s is refused", async (_, cells, problem) => {
  expect(await deliver(cells)).toEqual([problem]);
  expect(await consents()).toEqual([]);
});

it("the proof of a consent that is recorded may be delivered afterwards, under the same day; no other is changed like that", async () => {
  await deliver("no;;yes;no;2025-01-02;");
  await deliver("no;;yes;yes;2025-01-02;GED 12");
  expect(await consents()).toMatchObject([{ channel: "PHONE", proof: "GED 12" }, { channel: "SMS", granted: false, proof: null }]);
  await deliver("no;;yes;no;2025-01-02;GED 13");
  expect(await consents()).toMatchObject([{ proof: "GED 12" }, { granted: false }]);
  expect(await changes()).toHaveLength(3);
});

it("a later file that says the same without proof keeps the one there is; a refusal takes it away", async () => {
  await deliver("no;;yes;;2025-01-02;GED 12");
  await deliver("no;;yes;;2025-02-02;");
  expect(await consents()).toEqual([{ channel: "PHONE", granted: true, proof: "GED 12", recorded_on: "2025-02-02" }]);
  await deliver("no;;no;;2025-03-02;GED 14");
  expect(await consents()).toMatchObject([{ granted: false, proof: null }]);
  await deliver("no;;yes;;2025-04-02;");
  expect(await consents()).toMatchObject([{ granted: true, proof: null }]);
  expect(await changes()).toHaveLength(3);
});
