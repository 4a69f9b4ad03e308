import { expect, it } from "vitest";
import { serviceReason, type ServiceFacts } from "@/lib/domain/service-model";
import { TEST_CLOSED_MONTH } from "@/tests/support/factories";
import { months } from "@/tests/support/facts";

function reason(serviceModel: ServiceFacts["serviceModel"], sessions: number, { known = 12, highValue = false } = {}) {
  return serviceReason({ serviceModel, highValue, closedMonth: TEST_CLOSED_MONTH, activity: months(known, { digitalSessions: sessions }) });
}

it.each([
  ["a digital client who signs in once a month", "DIGITAL", 1, {}, "AGREES"],
  ["a digital client who never does", "DIGITAL", 0, {}, "DIFFERS"],
  ["a traditional client who signs in three times a month", "TRADITIONAL", 3, {}, "AGREES"],
  ["a traditional client who does so four times", "TRADITIONAL", 4, {}, "DIFFERS"],
  ["a hybrid client who never does", "HYBRID", 0, {}, "DIFFERS"],
  ["a hybrid client who does", "HYBRID", 6, {}, "AGREES"],
  ["a digital client of two months", "DIGITAL", 0, { known: 2 }, "UNKNOWN"],
  ["a dedicated client of high value, however new", "DEDICATED", 0, { known: 0, highValue: true }, "AGREES"],
  ["a dedicated client who is not of high value", "DEDICATED", 9, {}, "DIFFERS"],
] as const)("%s", (_, serviceModel, sessions, over, verdict) => {
  expect(reason(serviceModel, sessions, over).verdict).toBe(verdict);
});

it("counts the last three full months alone", () => {
  const activity = months(12, { digitalSessions: 30 }).map((row, back) => (back < 3 ? { ...row, digitalSessions: back } : row));
  expect(serviceReason({ serviceModel: "DIGITAL", highValue: false, closedMonth: TEST_CLOSED_MONTH, activity })).toEqual({ verdict: "AGREES", sessions: 3 });
  expect(serviceReason({ serviceModel: "DIGITAL", highValue: false, closedMonth: null, activity: [] })).toEqual({ verdict: "UNKNOWN", sessions: 0 });
});
