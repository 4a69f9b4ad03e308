import { describe, expect, it } from "vitest";
import { demoBank, DEFAULT_DEMO_CLIENTS, DEFAULT_DEMO_SEED } from "@/lib/demo/bank";
import { demoAccounts } from "@/lib/demo/staff";
import type { Day } from "@/lib/domain/dates";

const TODAY: Day = "2026-11-21";
const bank = demoBank({ seed: DEFAULT_DEMO_SEED, clients: DEFAULT_DEMO_CLIENTS, today: TODAY });

describe("the staff of a demo bank", () => {
  it("is 4 branches, 12 advisors, 2 managers, 2 supervisors and one of permanent control, an analyst and an administrator", () => {
    expect(bank.branches).toHaveLength(4);
    expect(countBy(bank.users, ({ role }) => role)).toEqual({ ADVISOR: 12, RELATIONSHIP_MANAGER: 2, SUPERVISOR: 3, ANALYST: 1, ADMINISTRATOR: 1 });
    expect(new Set(bank.users.map(({ email }) => email)).size).toBe(bank.users.length);
    expect(bank.users.map(({ id }) => id)).toEqual(bank.users.map((_, place) => place + 1));
  });

  it("has each branch supervised by its supervisor and by permanent control", () => {
    const supervisors = bank.users.filter(({ role }) => role === "SUPERVISOR");
    expect(bank.branches.map(({ id }) => bank.supervisions.filter(({ branchId }) => branchId === id).map(({ userId }) => supervisors.find((one) => one.id === userId)?.name)))
      .toEqual([["Valérie Chapuis", "Isabelle Renaud"], ["Valérie Chapuis", "Isabelle Renaud"], ["Laurent Combes", "Isabelle Renaud"], ["Laurent Combes", "Isabelle Renaud"]]);
  });

  it("has nobody of permanent control beyond the named branches", () => {
    const large = demoBank({ seed: 77, clients: 12_000, today: TODAY });
    expect(large.supervisions.length).toBe(large.branches.length + 4);
    expect(new Set(large.users.map(({ id }) => id)).size).toBe(large.users.length);
  });

  it("has the accounts of the sign-in page in a bank of any size", () => {
    const large = demoBank({ seed: 77, clients: 100_000, today: TODAY });
    const emails = new Set(large.users.map(({ email }) => email));
    expect(demoAccounts().filter(({ email }) => !emails.has(email))).toEqual([]);
    expect(emails.size).toBe(large.users.length);
  });

  it("grows with the bank: about 250 clients a portfolio", () => {
    const { users, branches } = demoBank({ seed: 1, clients: 1_000_000, today: TODAY });
    expect(branches).toHaveLength(1_333);
    expect(users.filter(({ role }) => role === "ADVISOR")).toHaveLength(3_999);
  });

  it("serves each client from their branch, the high-value ones by its relationship manager", () => {
    const users = new Map(bank.users.map((user) => [user.id, user]));
    for (let place = 0; place < DEFAULT_DEMO_CLIENTS; place++) {
      const { row } = bank.clientAt(place);
      const holder = users.get(row.advisorId);
      expect(holder?.role).toBe(row.highValue ? "RELATIONSHIP_MANAGER" : "ADVISOR");
      if (!row.highValue) expect(holder?.branchId).toBe(row.branchId);
    }
  });
});

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[keyOf(value)] = (counts[keyOf(value)] ?? 0) + 1;
  return counts;
}
