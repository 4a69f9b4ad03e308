import { expect, it } from "vitest";
import { writePlace, type Place } from "@/lib/schemas/place";
import { ALL_DUE, parseTodayFilter, TODAY_ORDER, todayQuery, type TodayFilter } from "@/lib/schemas/today-filter";

const PLACE: Place = { side: "after", key: ["0", "-42.3", "7", "0b6f0c7e-7f0c-4a53-8a52-1c1f6f1f4a01"], offset: 50 };
const open = (_: string, token: string) => (token === "sealed" ? writePlace(TODAY_ORDER, PLACE) : null);

it.each<[string, TodayFilter]>([
  ["", ALL_DUE],
  ["view=soon", { ...ALL_DUE, view: "soon" }],
  ["kind=CHURN_WATCH", { ...ALL_DUE, kind: "CHURN_WATCH" }],
  ["view=snoozed&kind=WELCOME&at=sealed", { view: "snoozed", kind: "WELCOME", place: { token: "sealed", value: PLACE } }],
])("the address %j is read and written back", (query, filter) => {
  const read = parseTodayFilter(Object.fromEntries(new URLSearchParams(query)), open);
  expect(read).toEqual(filter);
  expect(todayQuery(read)).toBe(query);
});

it("what cannot be read is left out, one part at a time", () => {
  expect(parseTodayFilter({ view: "never", kind: "WELCOME", at: "forged" }, open)).toEqual({ ...ALL_DUE, kind: "WELCOME" });
  expect(parseTodayFilter({ view: ["soon", "due"], kind: "", other: "x" }, open)).toEqual(ALL_DUE);
});
