import { describe, expect, it } from "vitest";
import { goesBackTo, splitByLoad, type AssignmentChange } from "@/lib/domain/assignment";

const [A, B, C, D] = [1, 2, 3, 4];
const change = (kind: AssignmentChange["kind"], reassignmentId: string | null, fromAdvisorId: number, toAdvisorId: number): AssignmentChange => ({ kind, reassignmentId, fromAdvisorId, toAdvisorId });

describe("to whom a decision gives a client back", () => {
  const outer = change("ABSENCE", "outer", A, B);
  const inner = change("ABSENCE", "inner", B, C);
  it.each<[string, AssignmentChange[], string, number | null]>([
    ["a cover, to the absent", [outer], "outer", A],
    ["once it is back, to nobody", [outer, change("RETURN", "outer", B, A)], "outer", null],
    ["the outer of two covers, to its absent", [outer, inner], "outer", A],
    ["the inner of two covers, to who stands in", [outer, inner], "inner", B],
    ["the inner one once the outer is back, to nobody", [outer, inner, change("RETURN", "outer", C, A)], "inner", null],
    ["the outer one once the inner is back, to the absent still", [outer, inner, change("RETURN", "inner", C, B)], "outer", A],
    ["a cover before a decision for good, to nobody", [outer, change("FOR_GOOD", "good", B, D)], "outer", null],
    ["a decision for good that is the last, to who had them", [outer, change("FOR_GOOD", "good", B, D)], "good", B],
    ["a decision for good that was followed by another, to nobody", [change("FOR_GOOD", "good", A, B), change("FOR_GOOD", "next", B, C)], "good", null],
    ["a cover after a decision for good that was taken back, to the absent", [outer, change("FOR_GOOD", "good", B, D), change("RETURN", "good", D, B)], "outer", A],
    ["anything after the core bank's own word, to nobody", [outer, change("IMPORT", null, B, D)], "outer", null],
    ["a decision that is not theirs, to nobody", [outer], "other", null],
  ])("%s", (_, changes, id, expected) => expect(goesBackTo(changes, id)).toBe(expected));
});

describe("clients shared among colleagues", () => {
  const clients = (minutes: readonly number[]) => minutes.map((one, place) => ({ clientId: place + 1, householdId: null, minutes: one }));
  const free = (advisorId: number, expectedMinutes = 0, capacityMinutes = 1_000) => ({ advisorId, expectedMinutes, capacityMinutes });

  it("all to one, where there is but one; to nobody, where there is none", () => {
    expect([...splitByLoad(clients([5, 5, 5]), [free(B)]).values()]).toEqual([B, B, B]);
    expect(splitByLoad(clients([5]), []).size).toBe(0);
  });

  it("more to whoever is less loaded of what they can do", () => {
    const given = [...splitByLoad(clients(Array.from({ length: 30 }, () => 20)), [free(B, 400), free(C, 0), free(D, 0, 500)]).values()];
    const count = (id: number) => given.filter((to) => to === id).length;
    // (400 + 600) / 2500: each at four tenths.
    expect([count(B), count(C), count(D)]).toEqual([0, 20, 10]);
  });

  it("a household goes to one colleague", () => {
    const home = [{ clientId: 1, householdId: 9, minutes: 30 }, { clientId: 2, householdId: null, minutes: 50 }, { clientId: 3, householdId: 9, minutes: 30 }];
    const given = splitByLoad(home, [free(B), free(C)]);
    expect(given.get(1)).toBe(given.get(3));
    expect(given.get(2)).not.toBe(given.get(1));
  });
});
