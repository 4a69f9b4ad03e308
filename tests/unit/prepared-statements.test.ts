import { beforeEach, expect, it, vi } from "vitest";

beforeEach(() => vi.resetModules());

async function fresh(): Promise<(sql: string) => string | undefined> {
  return (await import("@/lib/data/prepared-statements")).preparedName;
}

it("a statement is kept from its second use on, each under a name of its own", async () => {
  const preparedName = await fresh();
  expect([preparedName("SELECT 1"), preparedName("SELECT 2")]).toEqual([undefined, undefined]);
  const [one, two] = [preparedName("SELECT 1"), preparedName("SELECT 2")];
  expect(one).toBeDefined();
  expect(two).not.toBe(one);
  expect(preparedName("SELECT 1")).toBe(one);
});

it("what is no query is never kept", async () => {
  const preparedName = await fresh();
  for (const sql of ["BEGIN", "BEGIN", "COMMIT", "COMMIT"]) expect(preparedName(sql)).toBeUndefined();
});

it("no connection keeps more than it has room for, and those it keeps it keeps", async () => {
  const preparedName = await fresh();
  const texts = Array.from({ length: 5_000 }, (_, n) => `SELECT ${n}`);
  const kept = new Set<string>();
  for (const sql of texts) for (const use of [1, 2]) if (preparedName(sql) && use) kept.add(sql);
  expect(kept.size).toBe(150);
  expect([...kept].every((sql) => preparedName(sql) !== undefined)).toBe(true);
  expect(new Set([...kept].map((sql) => preparedName(sql))).size).toBe(150);
});


it("two copies of the module, as pages and actions have them, never give two statements one name", async () => {
  const page = await fresh();
  vi.resetModules();
  const action = await fresh();
  for (const copy of [page, action]) for (const sql of ["SELECT 1", "SELECT 2"]) expect(copy(sql)).toBeUndefined();
  // Each copy meets them in an order of its own.
  const names = [page("SELECT 1"), page("SELECT 2")];
  expect([action("SELECT 2"), action("SELECT 1")]).toEqual(names.reverse());
});
