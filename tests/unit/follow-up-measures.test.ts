import { describe, expect, it } from "vitest";
import { actionOutcome, type SuggestionFacts } from "@/lib/domain/action-outcome";
import type { Day } from "@/lib/domain/dates";
import { measure, type PartCount } from "@/lib/domain/follow-up-measures";
import { followUpReport } from "@/lib/domain/follow-up-report";

const TODAY: Day = "2026-11-20";
const open: SuggestionFacts = { status: "OPEN", createdOn: "2026-09-01", dueOn: "2026-10-21", snoozedUntilOn: null, isBlocked: false, blockedUntilOn: null, takenOn: null, closedOn: null };

describe("what became of a suggestion", () => {
  it.each<[string, Partial<SuggestionFacts>, ReturnType<typeof actionOutcome>]>([
    ["thirty days past due today: ignored", {}, { part: "IGNORED", on: "2026-11-20" }],
    ["twenty-nine days past due: it waits", { dueOn: "2026-10-22" }, null],
    ["put off meanwhile: counted from that day", { snoozedUntilOn: "2026-11-01" }, null],
    ["held back for a while: counted from when it was free", { isBlocked: true, blockedUntilOn: "2026-10-25" }, null],
    ["held back without end: nobody's fault", { isBlocked: true }, null],
    ["taken on: taken up on that day", { takenOn: "2026-11-02" }, { part: "ACCEPTED", on: "2026-11-02" }],
    ["taken on, and withdrawn by the rules: neither", { status: "WITHDRAWN", takenOn: "2026-11-02", closedOn: "2026-11-03" }, null],
    ["withdrawn in time: neither", { status: "WITHDRAWN", closedOn: "2026-11-19" }, null],
    ["withdrawn after it was ignored: ignored all the same", { status: "WITHDRAWN", dueOn: "2026-09-10", closedOn: "2026-11-19" }, { part: "IGNORED", on: "2026-10-10" }],
    ["done after all: taken up, on the day it was done", { status: "DONE", dueOn: "2026-09-10", closedOn: "2026-11-19" }, { part: "ACCEPTED", on: "2026-11-19" }],
    ["dismissed", { status: "DISMISSED", closedOn: "2026-11-05" }, { part: "DISMISSED", on: "2026-11-05" }],
  ])("%s", (_, facts, outcome) => {
    expect(actionOutcome({ ...open, ...facts }, TODAY)).toEqual(outcome);
  });
});

describe("a measure", () => {
  const row = (over: Partial<PartCount>): PartCount => ({ advisorId: 1, branchId: 1, month: "2026-11-01", part: "COVERED", detail: "", count: 1, ...over });
  const year = { untilMonth: "2026-11-01", months: 12 } as const;

  it("of a stock stands at the end of the period, of a flow sums its months, and no month more", () => {
    const counts = [row({ count: 8 }), row({ part: "UNCOVERED", count: 2 }), row({ month: "2026-10-01", count: 90 }), row({ part: "IGNORED", month: "2025-12-01", count: 3 }), row({ part: "ACCEPTED", count: 1 }), row({ part: "ACCEPTED", month: "2025-11-01", count: 50 })];
    expect(measure("COVERAGE", counts, year)).toEqual({ value: 0.8, counted: 8, of: 10 });
    expect(measure("ACCEPTED", counts, year)).toEqual({ value: 0.25, counted: 1, of: 4 });
  });

  it("without anything to measure is none", () => {
    expect([measure("WELCOMES", [], year).value, measure("DAYS", [row({ part: "ACCEPTED" })], year).value]).toEqual([null, null]);
  });

  it.each<[Record<string, number>, number]>([[{ 1: 1, 3: 1, 20: 1 }, 3], [{ 1: 1, 3: 1 }, 1], [{ 0: 5, 100: 4 }, 0]])("of days %o is the median: %i", (days, median) => {
    expect(measure("DAYS", Object.entries(days).map(([detail, count]) => row({ part: "ACCEPTED", detail, count })), year).value).toBe(median);
  });

  it("stands beside the others of the branch, by value and without a name; of too few entries they are not there", () => {
    const of = (advisorId: number, covered: number, uncovered: number, branchId = 1) => [row({ advisorId, branchId, count: covered }), row({ advisorId, branchId, part: "UNCOVERED", count: uncovered })];
    const counts = [...of(1, 5, 5), ...of(2, 9, 1), ...of(3, 3, 7), ...of(4, 1, 1), ...of(5, 10, 0, 2)];
    const [coverage] = followUpReport(counts, { advisorId: 1, period: { untilMonth: "2026-11-01", months: 1 }, months: ["2026-11-01", "2026-10-01"], byKind: false });
    expect(coverage).toMatchObject({ name: "COVERAGE", value: 0.5, others: [0.3, 0.9], byMonth: [{ month: "2026-10-01", value: null }, { month: "2026-11-01", value: 0.5 }] });
  });
});
