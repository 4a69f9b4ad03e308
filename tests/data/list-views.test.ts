import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { changeView, chooseDefaultView, findDefaultView, findView, listViews, removeView, saveView } from "@/lib/data/list-views";
import type { Viewer } from "@/lib/data/viewer";
import { MOST_VIEWS } from "@/lib/domain/list-view";
import { testDatabase } from "@/tests/support/database";
import { insertBank } from "@/tests/support/factories";
import { insertRow } from "@/tests/support/rows";
import { insertStaff, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
let staff: Staff;

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
});
beforeEach(async () => {
  await owner.query("DELETE FROM list_view; DELETE FROM list_default");
});

const view = (over: Partial<Parameters<typeof saveView>[1]> = {}) => ({ id: randomUUID() as string, name: "Sans assurance", query: "without=HOME_INSURANCE", branchId: null, ...over });

async function saved(viewer: Viewer, over: Partial<Parameters<typeof saveView>[1]> = {}) {
  const added = view(over);
  await saveView(viewer, added);
  return added;
}

const namesOf = async (viewer: Viewer) => (await listViews(viewer)).views.map(({ name }) => name);

describe("one's own views", () => {
  it("are saved, changed, found and removed, each step in the audit trail", async () => {
    const { id } = await saved(staff.advisor);
    expect(await findView(staff.advisor, id)).toEqual({ id, name: "Sans assurance", query: "without=HOME_INSURANCE", isOwn: true, ownerName: staff.advisor.name, branchId: null, branchName: null, version: 1 });
    await changeView(staff.advisor, { ...view({ id, name: "Rural", query: "zone=RURAL" }), version: 1 });
    expect(await findView(staff.advisor, id)).toMatchObject({ name: "Rural", query: "zone=RURAL", version: 2 });
    await removeView(staff.advisor, id);
    expect(await findView(staff.advisor, id)).toBeNull();
    const { rows } = await owner.query<{ details: object }>("SELECT details FROM audit_entry WHERE user_id = $1 AND action = 'listView.manage' ORDER BY id DESC LIMIT 3", [staff.advisor.userId]);
    // No name: a name may say anything.
    expect(rows.map(({ details }) => details)).toEqual([{ viewId: id, change: "removed" }, { viewId: id, change: "changed", branchId: null }, { viewId: id, change: "saved", branchId: null }]);
  });

  it("have names of their own, without regard to case; a colleague's may be the same", async () => {
    await saved(staff.advisor, { name: "100 % épargne" });
    const taken = { code: "INVALID", fields: { name: "viewNameTaken" } };
    await expect(saved(staff.advisor, { name: "100 % ÉPARGNE" })).rejects.toMatchObject(taken);
    const other = await saved(staff.advisor, { name: "100 euros d’épargne" });
    await expect(changeView(staff.advisor, { ...other, name: "100 % épargne", version: 1 })).rejects.toMatchObject(taken);
    await changeView(staff.advisor, { ...other, name: "100 EUROS d’épargne", version: 1 });
    await saved(staff.colleague, { name: "100 % épargne" });
    expect(await namesOf(staff.advisor)).toEqual(["100 % épargne", "100 EUROS d’épargne"]);
  });

  it("are not more than can be looked through, whoever saves two at once", async () => {
    for (let number = 1; number < MOST_VIEWS; number++) await insertRow(owner, "list_view", { ...view({ name: `View ${number}` }), ownerId: staff.advisor.userId });
    const answers = await Promise.allSettled([saved(staff.advisor, { name: "one more" }), saved(staff.advisor, { name: "and another" })]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(answers.find((answer) => answer.status === "rejected")?.reason).toMatchObject({ code: "INVALID", fields: { name: "tooManyViews" } });
  });

  it("changed or removed meanwhile are a conflict, and so is a view saved twice", async () => {
    const mine = await saved(staff.advisor);
    await changeView(staff.advisor, { ...mine, query: "zone=RURAL", version: 1 });
    await expect(changeView(staff.advisor, { ...mine, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(saveView(staff.advisor, { ...mine, name: "again" })).rejects.toMatchObject({ code: "CONFLICT" });
    await removeView(staff.advisor, mine.id);
    await expect(changeView(staff.advisor, { ...mine, version: 2 })).rejects.toMatchObject({ code: "CONFLICT" });
    await saveView(staff.advisor, mine);
    expect(await findView(staff.advisor, mine.id)).toMatchObject({ name: mine.name, version: 1 });
  });
});

describe("a view shared with a branch", () => {
  it("is seen by its staff and by its supervisors, and changed by none but its owner", async () => {
    const shared = await saved(staff.supervisor, { name: "À faire", branchId: staff.branchId });
    for (const who of ["advisor", "colleague", "relationshipManager"] as const) {
      expect(await listViews(staff[who])).toMatchObject({ views: [{ name: "À faire", isOwn: false, ownerName: staff.supervisor.name, branchId: staff.branchId }] });
      await expect(changeView(staff[who], { ...shared, branchId: null, version: 1 })).rejects.toMatchObject({ code: "CONFLICT" });
      await expect(removeView(staff[who], shared.id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await saveView(staff.advisor, view({ name: "À faire", query: shared.query }));
    expect(await namesOf(staff.advisor)).toEqual(["À faire", "À faire"]);
  });

  it.each(["otherAdvisor", "otherSupervisor", "analyst", "administrator"] as const)("does not exist for: %s", async (who) => {
    const { id } = await saved(staff.supervisor, { branchId: staff.branchId });
    expect(await findView(staff[who], id)).toBeNull();
    expect(await namesOf(staff[who])).toEqual([]);
    await expect(removeView(staff[who], id)).rejects.toMatchObject({ code: who === "analyst" || who === "administrator" ? "FORBIDDEN" : "NOT_FOUND" });
    await expect(chooseDefaultView(staff[who], { id })).rejects.toMatchObject({ code: who === "analyst" || who === "administrator" ? "FORBIDDEN" : "NOT_FOUND" });
  });

  it("is shared by supervisors alone, and with no branch but theirs", async () => {
    const forbidden = { code: "FORBIDDEN" };
    await expect(saved(staff.advisor, { branchId: staff.branchId })).rejects.toMatchObject(forbidden);
    await expect(saved(staff.supervisor, { branchId: staff.otherBranchId })).rejects.toMatchObject(forbidden);
    await expect(saved(staff.administrator)).rejects.toMatchObject(forbidden);
    const own = await saved(staff.supervisor);
    await expect(changeView(staff.supervisor, { ...own, branchId: staff.otherBranchId, version: 1 })).rejects.toMatchObject(forbidden);
  });

  it("is no longer shared once its owner supervises the branch no more", async () => {
    const { id } = await saved(staff.supervisor, { branchId: staff.branchId });
    await owner.query("DELETE FROM supervised_branch WHERE user_id = $1", [staff.supervisor.userId]);
    expect(await findView(staff.advisor, id)).toBeNull();
    expect(await findView(staff.supervisor, id)).toMatchObject({ id });
    await insertRow(owner, "supervised_branch", { userId: staff.supervisor.userId, branchId: staff.branchId });
    expect(await findView(staff.advisor, id)).toMatchObject({ id });
  });
});

describe("the view that a portfolio opens with", () => {
  it("is one's own choice, of a view that one may see", async () => {
    const shared = await saved(staff.supervisor, { branchId: staff.branchId });
    expect(await findDefaultView(staff.advisor)).toBeNull();
    await chooseDefaultView(staff.advisor, { id: shared.id });
    expect(await findDefaultView(staff.advisor)).toMatchObject({ id: shared.id, view: { query: shared.query } });
    await chooseDefaultView(staff.advisor, { id: "income-stopped" });
    expect(await findDefaultView(staff.advisor)).toEqual({ id: "income-stopped", view: null });
    expect((await listViews(staff.advisor)).defaultId).toBe("income-stopped");
    expect(await findDefaultView(staff.colleague)).toBeNull();
    await chooseDefaultView(staff.advisor, { id: null });
    expect(await findDefaultView(staff.advisor)).toBeNull();
  });

  it("is nothing once it is removed, and is it again when that is taken back", async () => {
    const shared = await saved(staff.supervisor, { branchId: staff.branchId });
    await chooseDefaultView(staff.advisor, { id: shared.id });
    await removeView(staff.supervisor, shared.id);
    expect(await findDefaultView(staff.advisor)).toEqual({ id: shared.id, view: null });
    await saveView(staff.supervisor, shared);
    expect(await findDefaultView(staff.advisor)).toMatchObject({ view: { id: shared.id } });
  });
});
