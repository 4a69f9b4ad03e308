import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { giveBack } from "@/lib/data/reassignment-returns";
import { applyReassignment } from "@/lib/data/reassignments";
import type { Viewer } from "@/lib/data/viewer";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { testDatabase } from "@/tests/support/database";
import { deliveryRequest, deliveryWriter, SMALL_DELIVERY } from "@/tests/support/deliveries";
import { viewer } from "@/tests/support/viewers";

/** The core bank names an advisor in each of its files; a supervisor of the workbench names another. Whose word counts? */
const db = await testDatabase();
await inOwnerTransaction(db.ownerUrl, installReference);
const writeDelivery = deliveryWriter();
let supervisor: Viewer;

const STAFF = `${SMALL_DELIVERY.staff}denis@bank.example;Denis;ADVISOR;B01;\nelsa@bank.example;Elsa;ADVISOR;B01;\n`;
const HEAD = "client_ref,branch_code,advisor_email,last_name,first_name,client_since_on,phone\n";

beforeAll(async () => {
  await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ ...SMALL_DELIVERY, staff: STAFF })));
  const { rows } = await db.owner.query<{ id: number; branches: number[] }>("SELECT u.id, (SELECT array_agg(branch_id) FROM supervised_branch WHERE user_id = u.id) AS branches FROM app_user u WHERE u.name = 'Chloé'");
  supervisor = viewer("SUPERVISOR", { userId: rows[0]?.id ?? 0, supervisedBranchIds: rows[0]?.branches ?? [] });
});
let ref: string;
/** A client whom the core bank gave to Anne. */
beforeEach(async () => {
  ref = randomUUID().slice(0, 8);
  await deliver("anne", "0100000000");
});

it("a new client has not changed hands", async () => {
  expect(await standing()).toEqual({ advisor: "Anne", feed: null, changes: [] });
});

it("given to someone else here, they stay there while the core bank repeats itself, whatever else it changes", async () => {
  await reassign("Denis");
  for (const phone of ["0100000000", "0200000000"]) expect((await deliver("anne", phone)).updated).toBe(phone === "0200000000" ? 1 : 0);
  expect(await standing()).toEqual({ advisor: "Denis", feed: "Anne", changes: ["FOR_GOOD Anne Denis"] });
});

it("the core bank's new word wins over a decision that was taken before", async () => {
  await reassign("Denis");
  expect((await deliver("elsa", "0100000000")).updated).toBe(1);
  expect(await standing()).toEqual({ advisor: "Elsa", feed: null, changes: ["FOR_GOOD Anne Denis", "IMPORT Denis Elsa"] });
});

it("a decision wins over what the core bank had said before it", async () => {
  await deliver("elsa", "0100000000");
  await reassign("Denis", "Elsa");
  await deliver("elsa", "0300000000");
  expect(await standing()).toEqual({ advisor: "Denis", feed: "Elsa", changes: ["IMPORT Anne Elsa", "FOR_GOOD Elsa Denis"] });
});

it("once the core bank says the same, both agree, and nobody has changed hands", async () => {
  await reassign("Denis");
  expect((await deliver("denis", "0100000000")).updated).toBe(1);
  expect(await standing()).toEqual({ advisor: "Denis", feed: null, changes: ["FOR_GOOD Anne Denis"] });
  await deliver("anne", "0100000000");
  expect(await standing()).toMatchObject({ advisor: "Anne", feed: null });
});

it("back with whom the core bank names, there is no difference left", async () => {
  const id = await reassign("Denis");
  await giveBack(supervisor, { id, clientIds: [await clientId()] });
  expect(await standing()).toEqual({ advisor: "Anne", feed: null, changes: ["FOR_GOOD Anne Denis", "RETURN Denis Anne"] });
});

async function deliver(name: string, phone: string): Promise<{ updated: number }> {
  const outcome = await importDelivery(db.ownerUrl, deliveryRequest(writeDelivery({ clients: `${HEAD}${ref},B01,${name}@bank.example,Petit,Léa,2015-01-02,${phone}\n` }), { isComplete: false }));
  if (!outcome.ok) throw new Error("the delivery was refused");
  return { updated: outcome.files.clients?.updated ?? 0 };
}

async function reassign(to: string, from = "Anne"): Promise<string> {
  const id = randomUUID();
  const { done } = await applyReassignment(supervisor, { id, kind: "FOR_GOOD", untilOn: null, note: "", absentId: null, targets: [[await clientId(), await userOf(from), await userOf(to)]] });
  expect(done).toHaveLength(1);
  return id;
}

async function clientId(): Promise<number> {
  return (await db.owner.query<{ id: number }>("SELECT id FROM client WHERE external_ref = $1", [ref])).rows[0]?.id ?? 0;
}

async function userOf(name: string): Promise<number> {
  return (await db.owner.query<{ id: number }>("SELECT id FROM app_user WHERE name = $1", [name])).rows[0]?.id ?? 0;
}

async function standing(): Promise<unknown> {
  const { rows } = await db.owner.query<object>(
    `SELECT a.name AS advisor, f.name AS feed, (SELECT coalesce(array_agg(h.kind || ' ' || o.name || ' ' || n.name ORDER BY h.changed_at), '{}')
       FROM assignment_change h JOIN app_user o ON o.id = h.from_advisor_id JOIN app_user n ON n.id = h.to_advisor_id WHERE h.client_id = c.id) AS changes
     FROM client c JOIN app_user a ON a.id = c.advisor_id LEFT JOIN app_user f ON f.id = c.feed_advisor_id WHERE c.external_ref = $1`, [ref]);
  return rows[0];
}
