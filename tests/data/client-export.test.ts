import { beforeAll, expect, it } from "vitest";
import { beginClientExport, clientsToExport } from "@/lib/data/client-export";
import type { Viewer } from "@/lib/data/viewer";
import { EXPORT_LIMIT } from "@/lib/domain/client-export";
import { NO_FILTER, type PortfolioFilter } from "@/lib/schemas/portfolio-filter";
import { testDatabase } from "@/tests/support/database";
import { insertBank, insertClient } from "@/tests/support/factories";
import { insertStaff, insertViewer, type Staff } from "@/tests/support/viewers";

const { owner } = await testDatabase();
const CLIENTS = 2_345;
let staff: Staff;
let mine: number[];

beforeAll(async () => {
  staff = await insertStaff(owner);
  await insertBank(owner);
  const { rows } = await owner.query<{ id: number }>(
    `INSERT INTO client (external_ref, advisor_id, branch_id, first_name, last_name, client_since_on, zone)
     SELECT gen_random_uuid(), $1, $2, 'First', 'Last' || lpad((i * 7919 % 10007)::text, 5, '0'), '2020-01-01', (CASE WHEN i % 5 = 0 THEN 'RURAL' ELSE 'URBAN' END)::zone FROM generate_series(1, ${CLIENTS}) i RETURNING id`,
    [staff.advisor.userId, staff.branchId],
  );
  mine = rows.map(({ id }) => id);
  await insertClient(owner, { advisorId: staff.colleague.userId, branchId: staff.branchId, lastName: "Secret" });
});

const whole = (filter: Partial<PortfolioFilter> = {}) => ({ filter: { ...NO_FILTER, ...filter }, all: true, ids: [] as number[] });

it("the whole list leaves in its order, each client once, however many reads it takes", async () => {
  const names = (await exported(staff.advisor, whole({ sort: "name" }))).map(({ lastName }) => lastName);
  expect(names).toHaveLength(CLIENTS);
  expect(names).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(CLIENTS);
});

it("a filter, a few but not in it, some chosen one by one: who is chosen leaves, and nobody else", async () => {
  expect(await exported(staff.advisor, whole({ zone: "RURAL" }))).toHaveLength(Math.floor(CLIENTS / 5));
  expect(await exported(staff.advisor, { ...whole(), ids: mine.slice(0, 3) })).toHaveLength(CLIENTS - 3);
  // Out of the list meanwhile, and chosen all the same.
  const chosen = { filter: { ...NO_FILTER, zone: "RURAL" as const }, all: false, ids: mine.slice(0, 7) };
  expect((await exported(staff.advisor, chosen)).map(({ id }) => id).sort((a, b) => a - b)).toEqual(mine.slice(0, 7));
});

it("each export is in the trail before anyone leaves: how many, how, by which kinds of conditions, without their values", async () => {
  const advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
  await insertClient(owner, { advisorId: advisor.userId, branchId: staff.branchId, lastName: "Zyxwvut" });
  expect(await beginClientExport(advisor, whole({ zone: "URBAN", text: { token: "sealed", value: "Zyxwvut" } }), "xlsx")).toBe(1);
  const { rows } = await owner.query("SELECT action, client_id, details FROM audit_entry WHERE user_id = $1", [advisor.userId]);
  expect(rows).toEqual([{ action: "client.export", client_id: null, details: { format: "xlsx", count: 1, whole: true, conditions: "zone q" } }]);
  expect(JSON.stringify(rows)).not.toMatch(/Zyxwvut|URBAN|sealed/);
});

it("a supervisor takes the clients of their branches", async () => {
  expect(await beginClientExport(staff.supervisor, whole(), "csv")).toBeGreaterThan(CLIENTS);
  expect((await exported(staff.supervisor, whole({ advisorId: staff.colleague.userId }))).map(({ lastName }) => lastName)).toEqual(["Secret"]);
});

it.each(["otherAdvisor", "relationshipManager", "otherSupervisor", "analyst", "administrator"] as const)("%s takes nobody else's, and leaves no trace of it", async (who) => {
  for (const selection of [{ ...whole(), all: false, ids: mine.slice(0, 5) }, whole()]) {
    await expect(beginClientExport(staff[who], selection, "csv")).rejects.toMatchObject({ code: "INVALID" });
    expect(await exported(staff[who], selection)).toEqual([]);
  }
  expect((await owner.query("SELECT 1 FROM audit_entry WHERE user_id = $1 AND action = 'client.export'", [staff[who].userId])).rowCount).toBe(0);
});

it("more than a spreadsheet takes is refused", async () => {
  const advisor = await insertViewer(owner, "ADVISOR", { branchId: staff.branchId });
  await owner.query(
    `INSERT INTO client (external_ref, advisor_id, branch_id, first_name, last_name, client_since_on) SELECT gen_random_uuid(), $1, $2, 'A', 'B', '2020-01-01' FROM generate_series(1, $3)`,
    [advisor.userId, staff.branchId, EXPORT_LIMIT + 1],
  );
  await expect(beginClientExport(advisor, whole(), "csv")).rejects.toMatchObject({ code: "INVALID", fields: { selection: "tooLarge" } });
}, 60_000);

async function exported(viewer: Viewer, selection: Parameters<typeof clientsToExport>[1]) {
  const clients = [];
  for await (const page of clientsToExport(viewer, selection)) clients.push(...page);
  return clients;
}
