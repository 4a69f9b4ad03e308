import { describe, expect, it } from "vitest";
import { dueDayFault, isLate, isWithdrawable, nextSteps, requestsOf, sideOf, stateAfter, type Remark, type RequestStep } from "@/lib/domain/correction-request";
import { addDays } from "@/lib/domain/dates";
import { ROLES } from "@/lib/domain/permissions";
import { TEST_TODAY } from "@/tests/support/factories";

const WRITTEN_AT = "2026-11-20T09:00:00.000Z";

function remark(over: Partial<Remark>): Remark {
  return { id: "a", kind: "COMMENT", userId: 1, userName: "Camille", text: "", mentionedNames: [], requestId: null, step: null, reason: null, dueOn: null, correctionId: null, withdrawn: false, writtenAt: WRITTEN_AT, ...over };
}

/** A request that took these steps, listed in the order of `order`. */
function request(steps: readonly RequestStep[], id = "r"): Remark[] {
  return steps.map((kind, step) => remark({ id: `${id}${step}`, kind, requestId: id, step, dueOn: kind.startsWith("ASKED") ? addDays(TEST_TODAY, step) : null }));
}

describe("how a request stands", () => {
  it.each([
    [["ASKED"], "OPEN", 0],
    [["ASKED", "WITHDRAWN"], "WITHDRAWN", 0],
    [["ASKED", "CORRECTED"], "ANSWERED", 0],
    [["ASKED", "STANDS"], "ANSWERED", 0],
    [["ASKED", "STANDS", "ACCEPTED"], "ACCEPTED", 0],
    [["ASKED", "CORRECTED", "ASKED_AGAIN"], "OPEN", 2],
    [["ASKED", "CORRECTED", "ASKED_AGAIN", "STANDS", "ACCEPTED"], "ACCEPTED", 2],
  ] as const)("%j: %s, due %i days on", (steps, state, due) => {
    const said = [...request(steps)].reverse();
    expect(requestsOf(said)).toEqual([{ id: "r", state, step: steps.length - 1, dueOn: addDays(TEST_TODAY, due) }]);
  });

  it("comments are no request, and two requests are two", () => {
    expect(requestsOf([remark({})])).toEqual([]);
    expect(requestsOf([...request(["ASKED", "WITHDRAWN"]), remark({}), ...request(["ASKED"], "s")]).map(({ id, state }) => [id, state])).toEqual([["r", "WITHDRAWN"], ["s", "OPEN"]]);
  });
});

describe("who may take which step", () => {
  it.each([
    ["OPEN", "HOLDER", ["CORRECTED", "STANDS"]],
    ["OPEN", "SUPERVISOR", ["WITHDRAWN"]],
    ["ANSWERED", "HOLDER", []],
    ["ANSWERED", "SUPERVISOR", ["ACCEPTED", "ASKED_AGAIN"]],
    ["ACCEPTED", "HOLDER", []],
    ["ACCEPTED", "SUPERVISOR", []],
    ["WITHDRAWN", "HOLDER", []],
    ["WITHDRAWN", "SUPERVISOR", []],
    ["OPEN", null, []],
  ] as const)("%s, %s: %j", (state, side, steps) => {
    expect(nextSteps(state, side)).toEqual(steps);
  });

  it("advisors and relationship managers answer, supervisors ask, nobody else does either", () => {
    expect(ROLES.map(sideOf)).toEqual(["HOLDER", "HOLDER", "SUPERVISOR", null, null]);
  });

  it("after what is accepted or taken back nothing comes", () => {
    for (const last of ["ACCEPTED", "WITHDRAWN"] as const) for (const side of ["HOLDER", "SUPERVISOR"] as const) expect(nextSteps(stateAfter(last), side)).toEqual([]);
  });
});

it.each([
  ["OPEN", -1, true], ["OPEN", 0, false], ["OPEN", 1, false], ["ANSWERED", -1, false], ["ACCEPTED", -30, false],
] as const)("%s and due in %i days is late: %s", (state, days, late) => {
  expect(isLate(state, addDays(TEST_TODAY, days), TEST_TODAY)).toBe(late);
});

it.each([[-1, "dayNotAhead"], [0, null], [90, null], [91, "dayTooFar"]] as const)("an answer asked for in %i days: %s", (days, fault) => {
  expect(dueDayFault(addDays(TEST_TODAY, days), TEST_TODAY)).toBe(fault);
});

it.each([
  ["one's own, at once", {}, 1, 0, true],
  ["one's own, a day later", {}, 1, 24, true],
  ["one's own, after that", {}, 1, 24.01, false],
  ["another's", {}, 2, 0, false],
  ["one taken back already", { withdrawn: true }, 1, 0, false],
  ["a step of a request", { kind: "STANDS" }, 1, 0, false],
] as const)("a comment taken back: %s", (_, over, userId, hours, may) => {
  expect(isWithdrawable(remark(over), userId, new Date(Date.parse(WRITTEN_AT) + hours * 3_600_000))).toBe(may);
});
