import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listTrail, listTrailPeople } from "@/lib/data/audit-trail";
import { closeUnusualDay, listUnusualDays } from "@/lib/data/unusual-days";
import { addDays, bankDayOf } from "@/lib/domain/dates";
import { holidaysOf } from "@/lib/domain/unusual-reading";
import { testDatabase } from "@/tests/support/database";
import { largeBankPlans } from "@/tests/support/large-bank-plans";
import { readingsInside } from "@/tests/support/plans";

/** The trail of a large bank is found by index: what is asked, and what the functions behind it ask. */
const db = await testDatabase();
const { supervisor, advisor, expectIndexed, end } = await largeBankPlans(db);
afterAll(end);

const today = bankDayOf(new Date());

it.each([["client", 1], ["person", advisor.userId]] as const)("the trail of a %s", async (kind, id) => {
  await expectIndexed(supervisor, null, () => listTrail(supervisor, { subject: { kind, id }, from: addDays(today, -30), until: today, kind: null, place: null }));
});

it("the people whose trail may be read", () => expectIndexed(supervisor, 1, () => listTrailPeople(supervisor)));

describe("sixty days of looks", () => {
  beforeAll(async () => {
    // Each day an advisor opens one of their clients in thirty.
    await db.owner.query(`INSERT INTO audit_entry (user_id, at, action, client_id)
      SELECT c.advisor_id, now() - make_interval(days => d, mins => c.id % 400), 'client.view', c.id FROM client c, generate_series(0, 59) d WHERE (c.id + d) % 30 = 0`);
    await db.owner.query("VACUUM ANALYZE audit_entry");
  });

  it("unusual days are counted from the looks of one's people alone", async () => {
    await expectIndexed(supervisor, 3, () => listUnusualDays(supervisor, today));
    const holidays = `ARRAY['${holidaysOf(today).join("','")}']::date[]`;
    const { whole, conditions } = await inside(`trail_days(now() - interval '60 days', ${holidays}, 7)`);
    expect(whole).toEqual([]);
    // Not by their time alone: that would be everyone's.
    expect(conditions("audit_entry")).toEqual([expect.stringContaining("user_id = ANY")]);
  });

  it("closing one too", () => expectIndexed(supervisor, null, () => closeUnusualDay(supervisor, { id: randomUUID(), userId: advisor.userId, day: today, text: "a" }, today).catch(() => undefined)));
});

it.each(["trail_of_client(1, now() - interval '30 days', now(), 'infinity', 9223372036854775807, 51)", "trail_of_person(7, now() - interval '30 days', now(), 'infinity', 9223372036854775807, 51)"])("%s reads no table from end to end", async (call) => {
  expect((await inside(call)).whole).toEqual([]);
});

/** What the statements inside a function read. */
async function inside(call: string): ReturnType<typeof readingsInside> {
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  const found = await readingsInside(owner, supervisor.userId, [`SELECT * FROM ${call}`], new Set(["audit_entry", "client", "assignment_change"])).finally(() => owner.end());
  expect(found.plans).toBeGreaterThan(0);
  return found;
}
