import { beforeAll, describe, expect, it } from "vitest";
import { findClients, listRecentClients } from "@/lib/data/client-search";
import type { Viewer } from "@/lib/data/viewer";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, type Staff } from "@/tests/support/viewers";

/** What « Aller à » finds: the viewer's own clients, and those they looked at last. */
const { owner } = await testDatabase();
let staff: Staff;
const ids: Record<string, number> = {};

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  for (const [name, status] of [["Marin", "ACTIVE"], ["Martin", "CLOSED"], ["Martin", "ACTIVE"], ["Martinez", "ACTIVE"], ["Bousquet", "ACTIVE"]] as const) {
    ids[`${name} ${status}`] = await insertClient(owner, { advisorId: staff.advisor.userId, branchId: staff.branchId, firstName: "Zoé", lastName: name, status });
  }
  ids.theirs = await insertClient(owner, { advisorId: staff.colleague.userId, branchId: staff.branchId, firstName: "Zoé", lastName: "Martin" });
});

const found = async (viewer: Viewer, text: string) => (await findClients(viewer, text)).map(({ lastName, status }) => `${lastName} ${status}`);

describe("a text finds", () => {
  it("the closest first, who has left after who is there", async () => {
    expect(await found(staff.advisor, "martin")).toEqual(["Martin ACTIVE", "Martin CLOSED", "Martinez ACTIVE", "Marin ACTIVE"]);
  });

  it("nobody else's clients: a colleague finds theirs, the supervisor those of the branch, other roles and the other branch none", async () => {
    expect((await findClients(staff.colleague, "martin")).map(({ id }) => id)).toEqual([ids.theirs]);
    expect(await found(staff.supervisor, "bousquet")).toEqual(["Bousquet ACTIVE"]);
    for (const who of ["otherAdvisor", "otherSupervisor", "relationshipManager", "analyst", "administrator"] as const) expect(await found(staff[who], "martin"), who).toEqual([]);
  });

  it("a few at most", async () => {
    for (let place = 0; place < 12; place++) await insertClient(owner, { advisorId: staff.otherAdvisor.userId, branchId: staff.otherBranchId, lastName: "Nombreux" });
    expect(await found(staff.otherAdvisor, "nombreux")).toHaveLength(8);
  });
});

describe("without a text", () => {
  it("those looked at last come first, each once, and none who is no longer theirs to see", async () => {
    expect(await listRecentClients(staff.advisor)).toEqual([]);
    await look(staff.advisor, ids["Marin ACTIVE"], 5);
    await look(staff.advisor, ids["Bousquet ACTIVE"], 4);
    await look(staff.advisor, ids["Marin ACTIVE"], 3);
    await look(staff.advisor, ids.theirs, 2);
    await look(staff.supervisor, ids["Martinez ACTIVE"], 1);
    await owner.query("INSERT INTO audit_entry (user_id, action, client_id) VALUES ($1, 'interaction.log', $2)", [staff.advisor.userId, ids["Martin CLOSED"]]);
    expect((await listRecentClients(staff.advisor)).map(({ id }) => id)).toEqual([ids["Marin ACTIVE"], ids["Bousquet ACTIVE"]]);
    expect((await listRecentClients(staff.supervisor)).map(({ id }) => id)).toEqual([ids["Martinez ACTIVE"]]);
    expect(await listRecentClients(staff.colleague)).toEqual([]);
  });
});

async function look(viewer: Viewer, clientId: number | undefined, minutesAgo: number): Promise<void> {
  await owner.query("INSERT INTO audit_entry (user_id, action, client_id, at) VALUES ($1, 'client.view', $2, now() - make_interval(mins => $3))", [viewer.userId, clientId, minutesAgo]);
}
