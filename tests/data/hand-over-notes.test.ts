import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { getClientSheet } from "@/lib/data/client-sheet";
import { countHandOvers } from "@/lib/data/hand-over";
import { listHandedOver, listHandOverNotes, writeHandOverNote } from "@/lib/data/hand-over-notes";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { HANDED_OVER_DAYS } from "@/lib/domain/assignment";
import { eraseClient } from "@/lib/jobs/erase-client";
import { asUserOf } from "@/tests/support/as-user";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

/** What an advisor says to the colleague who takes a client over: before, and for some days after. */
const db = await testDatabase();
const web = new pg.Pool({ connectionString: db.appUrl, max: 1 });
const asUser = asUserOf(web);
afterAll(() => web.end());
let staff: Staff;
let former: Viewer;
let taker: Viewer;
let clientId: number;

beforeAll(async () => {
  staff = await insertStaff(db.owner);
  await insertBank(db.owner);
});
beforeEach(async () => {
  [former, taker] = [await insertViewer(db.owner, "ADVISOR", { branchId: staff.branchId, name: "Former" }), await insertViewer(db.owner, "ADVISOR", { branchId: staff.branchId, name: "Taker" })];
  clientId = await insertClient(db.owner, { advisorId: former.userId, branchId: staff.branchId, externalRef: randomUUID() });
});

const handOver = (from = former, to = taker) =>
  applyReassignment(staff.supervisor, { id: randomUUID(), kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: [[clientId, from.userId, to.userId]] });
const write = (by: Viewer, text = "Appelle toujours sa sœur d’abord", id: string = randomUUID()) => writeHandOverNote(by, { id, clientId, text });
const textsFor = async (viewer: Viewer) => (await listHandOverNotes(viewer, clientId)).map(({ text, by }) => `${by}: ${text}`);

describe("a note for the colleague", () => {
  it("is written by the advisor before, and read by whoever has the client then, and by their supervisor", async () => {
    await write(former);
    await handOver();
    for (const who of [taker, staff.supervisor]) expect(await textsFor(who)).toEqual(["Former: Appelle toujours sa sœur d’abord"]);
    expect(await textsFor(former)).toEqual([]);
    const { rows } = await db.owner.query("SELECT user_id, details FROM audit_entry WHERE client_id = $1 AND action = 'handOver.write'", [clientId]);
    expect(rows).toEqual([{ user_id: former.userId, details: { noteId: expect.any(String) as string } }]);
  });

  it("is written by the former one for some days after, who sees a name and their own notes, and nothing else of the client", async () => {
    await handOver();
    expect(await countHandOvers(former)).toEqual({ received: 0, given: 1 });
    expect(await countHandOvers(taker)).toEqual({ received: 1, given: 0 });
    await write(former, "Première");
    await write(taker, "De qui l’a maintenant");
    await write(former, "Seconde");
    expect(await textsFor(taker)).toEqual(["Former: Seconde", "Taker: De qui l’a maintenant", "Former: Première"]);
    const [shown] = await listHandedOver(former);
    expect(shown).toMatchObject({ id: clientId, name: "Claude Martin", toName: "Taker", notes: [{ text: "Seconde", by: "Former" }, { text: "Première" }] });
    expect(Object.keys(shown ?? {}).sort()).toEqual(["id", "name", "notes", "on", "toName"]);
    expect(await getClientSheet(former, clientId)).toBeNull();
  });

  it("sent twice is one, in the trail too", async () => {
    const id = randomUUID();
    for (const text of ["Une fois", "Une autre"]) await write(former, text, id);
    expect(await textsFor(former)).toEqual(["Former: Une fois"]);
    expect((await db.owner.query("SELECT 1 FROM audit_entry WHERE client_id = $1 AND action = 'handOver.write'", [clientId])).rowCount).toBe(1);
  });

  it("is not written when the days are over, nor by whom the client came back to, as a former one", async () => {
    const gone = await insertClient(db.owner, { advisorId: taker.userId, branchId: staff.branchId });
    const change = (hours: number) => insertRow(db.owner, "assignment_change", {
      clientId: gone, kind: "FOR_GOOD", fromAdvisorId: former.userId, toAdvisorId: taker.userId, changedAt: new Date(Date.now() - (HANDED_OVER_DAYS * 24 + hours) * 3_600_000).toISOString(),
    });
    await change(1);
    expect(await listHandedOver(former)).toEqual([]);
    await expect(writeHandOverNote(former, { id: randomUUID(), clientId: gone, text: "a" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await change(-1);
    expect((await listHandedOver(former)).map(({ id }) => id)).toEqual([gone]);
    await handOver();
    await handOver(taker, former);
    expect((await listHandedOver(former)).map(({ id }) => id)).toEqual([gone]);
  });

  it.each(["colleague", "relationshipManager", "otherAdvisor", "supervisor", "otherSupervisor", "analyst", "administrator"] as const)("is not written by: %s", async (who) => {
    await handOver();
    await expect(write(staff[who])).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await listHandedOver(staff[who])).toEqual([]);
    const note = `INSERT INTO handover_note (client_id, id, user_id, text) VALUES (${clientId}, gen_random_uuid(), ${staff[who].userId}, 'a')`;
    await expect(asUser(staff[who].userId, note)).rejects.toThrow(/row-level security/);
  });

  it("is in nobody else's name, is never changed, and goes with the client", async () => {
    await write(former);
    await expect(asUser(former.userId, `INSERT INTO handover_note (client_id, id, user_id, text) VALUES (${clientId}, gen_random_uuid(), ${taker.userId}, 'a')`)).rejects.toThrow(/row-level security/);
    await expect(asUser(former.userId, "UPDATE handover_note SET text = 'b'")).rejects.toThrow(/permission denied/);
    await expect(db.owner.query("DELETE FROM handover_note WHERE client_id = $1", [clientId])).rejects.toThrow(/append-only/);
    await handOver();
    const { rows } = await db.owner.query<{ ref: string }>("SELECT external_ref AS ref FROM client WHERE id = $1", [clientId]);
    await eraseClient(db.ownerUrl, rows[0]?.ref ?? "");
    expect((await db.owner.query("SELECT text FROM handover_note WHERE client_id = $1", [clientId])).rows).toEqual([{ text: "…" }]);
    expect(await listHandedOver(former)).toEqual([]);
    await expect(write(former)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
