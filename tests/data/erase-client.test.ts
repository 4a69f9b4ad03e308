import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { eraseClient } from "@/lib/jobs/erase-client";
import { refreshFollowUp } from "@/lib/jobs/refresh-follow-up";
import { testDatabase } from "@/tests/support/database";
import { exportedLog, faultOf, newKey, parsedLines, verified } from "@/tests/support/exported-log";
import { insertBank, insertClient, insertInteraction, insertSatisfaction } from "@/tests/support/factories";
import { insertOwned } from "@/tests/support/owned-rows";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** A person who asks to be forgotten: nothing personal is left, and what was sealed is still proved. */
const db = await testDatabase();
const key = newKey();
const SECRETS = ["Zénobie", "Quatremère", "zq@example.org", "+33 6 98 76 54 32", "note très personnelle", "formulaire signé", "verbatim amer", "réponse de revue", "dit à son sujet", "à prévenir avant", "75011", "1979-05-06"];
let staff: Staff;
let erased: number;
let other: number;
let ref: string;

beforeAll(async () => {
  await insertBank(db.owner);
  staff = await insertStaff(db.owner);
  ref = randomUUID();
  const place = { advisorId: staff.advisor.userId, branchId: staff.branchId };
  erased = await insertClient(db.owner, { ...place, externalRef: ref, firstName: "Zénobie", lastName: "Quatremère", email: "zq@example.org", phone: "+33 6 98 76 54 32", postalCode: "75011", birthOn: "1979-05-06" });
  other = await insertClient(db.owner, place);
  for (const clientId of [erased, other]) {
    await insertOwned(db.owner, clientId);
    const interactionId = await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "note très personnelle" });
    await insertInteraction(db.owner, { clientId, userId: staff.advisor.userId, notes: "" });
    await insertRow(db.owner, "entry_remark", { clientId, id: randomUUID(), interactionId, kind: "COMMENT", userId: staff.supervisor.userId, text: "dit à son sujet" });
    await insertRow(db.owner, "handover_note", { clientId, id: randomUUID(), userId: staff.advisor.userId, text: "à prévenir avant" });
    await insertRow(db.owner, "consent_change", { clientId, id: randomUUID(), channel: "EMAIL", granted: true, proof: "formulaire signé" });
    await insertRow(db.owner, "client_consent", { clientId, channel: "EMAIL", granted: true, recordedOn: "2026-01-01", proof: "formulaire signé" });
    await insertSatisfaction(db.owner, { clientId, score: 1, verbatim: "verbatim amer" });
    await insertRow(db.owner, "portfolio_review", {
      clientId, id: randomUUID(), status: "COMPLETED", answers: { wishes: "réponse de revue" }, facts: { name: "Quatremère" }, updatedBy: staff.advisor.userId, completedAt: "2026-10-01T10:00:00Z",
      completedBy: staff.advisor.userId, channel: "BRANCH", reviewedOn: "2026-10-01", nextReviewOn: "2027-10-01",
    });
  }
  for (const [note, clients] of [["Mme Quatremère part en cure", [erased, other]], ["Rappeler la famille de l’autre", [other]]] as const) {
    const id = await insertRow(db.owner, "reassignment", { id: randomUUID(), kind: "FOR_GOOD", note, createdBy: staff.supervisor.userId });
    for (const clientId of clients) await insertRow(db.owner, "assignment_change", { clientId, kind: "FOR_GOOD", reassignmentId: id, fromAdvisorId: staff.colleague.userId, toAdvisorId: staff.advisor.userId });
  }
  // What was sealed in another branch, where the client was before.
  await db.owner.query("UPDATE client SET branch_id = $2 WHERE id = $1", [erased, staff.otherBranchId]);
  await insertInteraction(db.owner, { clientId: erased, notes: "note très personnelle" });
  await db.owner.query("UPDATE client SET branch_id = $2 WHERE id = $1", [erased, staff.branchId]);
  await refreshFollowUp(db.ownerUrl);
});

describe("before it", () => {
  it("the person is there, and nobody takes a text away by hand", async () => {
    expect(await getClientSheet(staff.advisor, erased)).not.toBeNull();
    expect(await traces()).toEqual(expect.arrayContaining(SECRETS.slice(0, 10)));
    await expect(db.owner.query("UPDATE interaction SET notes = '' WHERE client_id = $1", [erased])).rejects.toThrow(/append-only/);
    expect(await eraseClient(db.ownerUrl, "nobody's number")).toBeNull();
  });
});

describe("once it is done", () => {
  let before: Buffer;
  beforeAll(async () => {
    before = await exportedLog(db.owner, staff.branchId, key);
    expect(await eraseClient(db.ownerUrl, ref)).toBe(erased);
  });

  it("nothing personal is left in any table, nor the bank's own number", async () => {
    expect(await traces()).toEqual([]);
    expect((await db.owner.query("SELECT 1 FROM proof_secret WHERE client_id = $1", [erased])).rows).toEqual([]);
  });

  it("the supervisor's word about them and others is gone with them; about others alone it stays", async () => {
    expect((await db.owner.query("SELECT note FROM reassignment ORDER BY note")).rows).toEqual([{ note: "" }, { note: "Rappeler la famille de l’autre" }]);
    await expect(db.owner.query("UPDATE handover_note SET text = '…' WHERE client_id = $1", [other])).rejects.toThrow(/append-only/);
  });

  it("is counted nowhere", async () => {
    const { rows } = await db.owner.query<{ clients: number }>("SELECT sum(clients)::int AS clients FROM follow_up_summary WHERE advisor_id = $1", [staff.advisor.userId]);
    expect(rows).toEqual([{ clients: 1 }]);
    expect((await db.owner.query("SELECT 1 FROM follow_up_outdated")).rows).toEqual([]);
  });

  it("the log is sound, in both branches, and says what was erased", async () => {
    for (const [branchId, entries] of [[staff.branchId, 2], [staff.otherBranchId, 1]] as const) {
      const log = await exportedLog(db.owner, branchId, key);
      expect(await verified(log, key)).toMatchObject({ sound: true, log: { erased: entries, texts: branchId === staff.branchId ? 2 : 0 } });
      const kinds = parsedLines(log).flatMap((line) => ("link" in line ? [line.link.kind] : []));
      expect(kinds.filter((kind) => kind === "erasure")).toHaveLength(1);
    }
  });

  it("what stays of the entries is the same as before, to the byte", async () => {
    const contents = (log: Buffer) => parsedLines(log).flatMap((line) => ("entry" in line ? [line.entry.content] : []));
    expect(contents(await exportedLog(db.owner, staff.branchId, key)).slice(0, -1)).toEqual(contents(before));
  });

  it("and nothing else of it may be changed, nor another's texts", async () => {
    for (const statement of [
      `UPDATE interaction SET outcome = 'SOLD' WHERE client_id = ${erased}`, `UPDATE interaction SET notes = 'autre' WHERE client_id = ${erased}`, `DELETE FROM interaction WHERE client_id = ${erased}`,
      `UPDATE interaction SET notes = '' WHERE client_id = ${other}`, `UPDATE consent_change SET proof = NULL WHERE client_id = ${other}`, `UPDATE satisfaction_answer SET verbatim = NULL WHERE client_id = ${other}`,
    ]) {
      await expect(db.owner.query(statement), statement).rejects.toThrow(/append-only/);
    }
  });

  it("a text that was taken away without an erasure in the log is found", async () => {
    const client = await db.owner.connect();
    await client.query("SET session_replication_role = replica");
    await client.query("INSERT INTO proof_erased SELECT r.client_id, 'interaction', r.id::text, proof_commitment(s.secret, 'interaction', r.id::text, r.notes) FROM interaction r JOIN proof_secret s USING (client_id) WHERE client_id = $1 AND notes <> ''", [other]);
    await client.query("UPDATE interaction SET notes = '' WHERE client_id = $1", [other]);
    await client.query("RESET session_replication_role");
    client.release();
    for (const texts of [true, false]) expect(await faultOf(await exportedLog(db.owner, staff.branchId, key, texts), key)).toBe("TEXT_GONE");
  });

  it("the client is unknown to everyone", async () => {
    for (const viewer of [staff.advisor, staff.supervisor]) expect(await getClientSheet(viewer, erased)).toBeNull();
    expect(await getClientSheet(staff.advisor, other)).not.toBeNull();
  });

  it("twice is once", async () => {
    expect(await eraseClient(db.ownerUrl, ref)).toBeNull();
  });
});

/** Which of the person's own words and numbers stand anywhere in the rows of the client; the other client's are their own. */
async function traces(): Promise<string[]> {
  const tables = await db.owner.query<{ name: string; key: string }>(
    `SELECT c.table_name AS name, c.column_name AS key FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND (c.column_name = 'client_id' OR (c.table_name = 'client' AND c.column_name = 'id'))`,
  );
  const texts = await Promise.all(tables.rows.map(async ({ name, key: column }) => JSON.stringify((await db.owner.query(`SELECT to_jsonb(t) AS row FROM ${name} t WHERE ${column} = $1`, [erased])).rows)));
  const all = texts.join("\n");
  return [...SECRETS, ref].filter((secret) => all.includes(secret));
}
