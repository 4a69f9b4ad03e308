import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, type Day } from "@/lib/domain/dates";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import { urgencyOf } from "@/lib/domain/priority";
import { AGE_BANDS, ageBandOf, INCOME_BANDS, incomeBandOf, MARITAL_STATUSES, profileKey, ZONES, type SocialProfile } from "@/lib/domain/profile";
import { SEGMENTS } from "@/lib/domain/segments";
import { testDatabase } from "@/tests/support/database";
import { insertClient, TEST_TODAY } from "@/tests/support/factories";
import { insertStaff } from "@/tests/support/viewers";

const db = await testDatabase();

/** One answer of the database for each row, in their order. */
async function answers<T>(expression: string, columns: string, rows: readonly object[]): Promise<T[]> {
  const sql = `SELECT ${expression} AS answer FROM jsonb_to_recordset($1::jsonb) AS t(i int, ${columns}) ORDER BY i`;
  const { rows: found } = await db.owner.query<{ answer: T }>(sql, [JSON.stringify(rows.map((row, i) => ({ ...row, i })))]);
  return found.map((row) => row.answer);
}

const daysAround = (day: Day) => [-1, 0, 1].map((count) => addDays(day, count));
const anyDay = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays("1920-01-01", count));

describe("the age band of the database is that of the rules", () => {
  const todays: Day[] = [TEST_TODAY, "2026-02-28", "2026-03-01", "2028-02-29", "2027-12-31", "2028-01-01"];
  const years = [...AGE_BANDS.map(([, lowest]) => lowest), 1, 99];

  it("around every birthday that changes it, in common and in leap years", async () => {
    const pairs = todays.flatMap((today) => {
      const birthdays = years.flatMap((age) => daysAround(`${Number(today.slice(0, 4)) - age}-${today.slice(5, 7)}-01` as Day).concat(daysAround(yearsBefore(today, age))));
      return [...birthdays, "1924-02-29", "2000-02-29", "2008-02-29"].map((birthOn) => ({ birthOn: birthOn as Day | null, today }));
    });
    const rows = [...pairs, { birthOn: null, today: TEST_TODAY }];
    expect(await answers("age_band(\"birthOn\", today)", '"birthOn" date, today date', rows)).toEqual(rows.map(({ birthOn, today }) => ageBandOf(birthOn, today)));
  });

  it("on a thousand pairs of days", async () => {
    const rows = fc.sample(fc.record({ birthOn: anyDay, today: anyDay }), { numRuns: 1_000, seed: 20261120 });
    expect(await answers("age_band(\"birthOn\", today)", '"birthOn" date, today date', rows)).toEqual(rows.map(({ birthOn, today }) => ageBandOf(birthOn, today)));
  });
});

describe("the income band of the database is that of the rules", () => {
  it("a cent under, at and over each bound", async () => {
    const bounds = INCOME_BANDS.flatMap(([, lowest]) => [lowest - 1, lowest, lowest + 1]);
    const rows = [...bounds, -5_000_000, 999_999_999_999, null].map((income) => ({ income }));
    expect(await answers("income_band(income)", "income bigint", rows)).toEqual(rows.map(({ income }) => incomeBandOf(income)));
  });
});

describe("the urgency of the database is that of the rules", () => {
  it("on every day from a year ahead to a year late", async () => {
    const rows = Array.from({ length: 731 }, (_, i) => ({ dueOn: addDays(TEST_TODAY, i - 365) }));
    const found = await answers<number>(`action_urgency("dueOn", '${TEST_TODAY}')`, '"dueOn" date', rows);
    const expected = rows.map(({ dueOn }) => urgencyOf(dueOn, TEST_TODAY));
    expect(found).toEqual(expected);
    expect([found[365], found[305], found[320], found[410]]).toEqual([1, 2, 1.75, 0.25]);
  });
});

describe("the cadence of the database is that of the rules", () => {
  it("in each segment, and none for a new client", async () => {
    const rows = [...SEGMENTS, null].map((segment) => ({ segment }));
    expect(await answers("cadence_days(segment)", "segment segment", rows)).toEqual(rows.map(({ segment }) => segment && CADENCE_DAYS[segment]));
  });
});

describe("the profile key of the database is that of the rules", () => {
  const anyProfile: fc.Arbitrary<SocialProfile> = fc.record({
    birthOn: fc.option(anyDay, { nil: null }),
    incomeCents: fc.option(fc.integer({ min: 0, max: 12_000_000 }), { nil: null }),
    occupation: fc.option(fc.integer({ min: 1, max: 8 }), { nil: null }),
    zone: fc.option(fc.constantFrom(...ZONES), { nil: null }),
    maritalStatus: fc.option(fc.constantFrom(...MARITAL_STATUSES), { nil: null }),
    region: fc.option(fc.constantFrom("Bretagne", "Nord|Est", "Île-de-France", "Provence-Alpes-Côte d'Azur"), { nil: null }),
  });

  it("for clients of whom anything may be unknown", async () => {
    const { advisor, branchId } = await insertStaff(db.owner);
    const unknown = { birthOn: null, incomeCents: null, occupation: null, zone: null, maritalStatus: null, region: null };
    const profiles = [unknown, ...fc.sample(anyProfile, { numRuns: 100, seed: 20261120 })];
    const keys = new Map<number, string>();
    for (const profile of profiles) keys.set(await insertClient(db.owner, { ...profile, advisorId: advisor.userId, branchId }), profileKey(profile, TEST_TODAY));
    const { rows } = await db.owner.query<{ id: number; key: string }>("SELECT id, profile_key(c, $1::date) AS key FROM client c", [TEST_TODAY]);
    expect(new Map(rows.map((row) => [row.id, row.key]))).toEqual(keys);
  });
});

/** The same day of the calendar, so many years before; the eve of 1 March for a 29 February that was not. */
function yearsBefore(day: Day, years: number): Day {
  const year = Number(day.slice(0, 4)) - years;
  return day.endsWith("02-29") ? addDays(`${year}-03-01` as Day, -1) : (`${year}-${day.slice(5)}` as Day);
}
