import { describe, expect, it } from "vitest";
import { rowsPerSecond, shareDone, timeLeft, type PassedPhase } from "@/lib/domain/job-run";
import { traceOf } from "@/lib/log";

const LAST: readonly PassedPhase[] = [{ phase: "FACTS", seconds: 10 }, { phase: "SCORES", seconds: 30 }, { phase: "ACTIONS", seconds: 60 }];
const run = (over: Partial<Parameters<typeof shareDone>[0]> = {}) => ({ phase: "ACTIONS" as const, phaseSeconds: 10, done: 0, total: null, lastPhases: null, seconds: 10, ...over });

describe("the pace", () => {
  it("is what was done by the time it took", () => expect(rowsPerSecond({ done: 5_000, phaseSeconds: 10 })).toBe(500));
  it.each([["nothing done", { done: 0, phaseSeconds: 10 }], ["only just begun", { done: 90, phaseSeconds: 0.4 }]])("is not said of %s", (_, pace) => {
    expect(rowsPerSecond(pace)).toBeNull();
  });
});

describe("the time left", () => {
  it.each([
    ["a first run that counts nothing: nobody knows", run(), null],
    ["a first run that counts: its step alone", run({ done: 1_000, total: 4_000 }), { seconds: 30, whole: false }],
    ["the step by its pace, then what followed it last time", run({ phase: "SCORES", done: 1_000, total: 2_000, lastPhases: LAST }), { seconds: 10 + 60, whole: true }],
    ["a step that counts nothing: as long as last time", run({ phase: "FACTS", phaseSeconds: 4, lastPhases: LAST }), { seconds: 6 + 30 + 60, whole: true }],
    ["slower than last time: this step is about to end, the others are not", run({ phase: "FACTS", phaseSeconds: 15, lastPhases: LAST }), { seconds: 90, whole: true }],
    ["more done than there was: no time at all", run({ done: 5_000, total: 4_000 }), { seconds: 0, whole: false }],
    ["a step that last time did not have", run({ phase: "PEERS", done: 10, total: 20, lastPhases: LAST }), { seconds: 10, whole: false }],
    ["waiting for the bank says nothing of the rest", run({ phase: "WAITING_FOR_BANK", lastPhases: LAST }), null],
  ] as const)("%s", (_, given, expected) => expect(timeLeft(given)).toEqual(expected));
});

describe("the share done", () => {
  it("is of the whole run where its end can be told", () => expect(shareDone(run({ phase: "SCORES", seconds: 30, phaseSeconds: 0, lastPhases: LAST }))).toBe(30 / 120));
  it("is of the step where only that is known", () => expect(shareDone(run({ done: 1_000, total: 4_000 }))).toBe(0.25));
  it("is unknown where nothing is", () => expect(shareDone(run())).toBeNull());
});

it("an error leaves the place in our code where it broke, and never its message", () => {
  const error = Object.assign(new Error("Zyxwvut is no number"), { code: "22P02" });
  error.stack = `error: Zyxwvut\n    at Parser (${process.cwd()}/node_modules/pg/lib/client.js:694:17)\n    at async scoreBank (${process.cwd()}/lib/jobs/score-bank.ts:30:5)`;
  expect(traceOf(error)).toEqual({ error: "Error", code: "22P02", where: "async scoreBank (lib/jobs/score-bank.ts:30:5)" });
});
