import { expect, it } from "vitest";
import { snoozeChoices, snoozeRange } from "@/components/actions/snooze-choices";
import type { Day } from "@/lib/domain/dates";

it.each<[Day, Day]>([
  ["2026-11-20", "2026-12-20"],
  ["2026-12-31", "2027-01-31"],
  ["2027-01-31", "2027-02-28"],
  ["2028-01-30", "2028-02-29"],
])("a month from %s is %s", (today, untilOn) => {
  expect(snoozeChoices(today).at(-1)).toEqual({ key: "month", untilOn });
});

it("the other delays are counted in days, and a day of one's own is from tomorrow to a year ahead", () => {
  expect(snoozeChoices("2026-11-20").map((choice) => choice.untilOn)).toEqual(["2026-11-21", "2026-11-23", "2026-11-27", "2026-12-20"]);
  expect(snoozeRange("2026-11-20")).toEqual({ first: "2026-11-21", last: "2027-11-20" });
});
