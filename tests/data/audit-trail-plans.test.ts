import { afterAll, it } from "vitest";
import { listTrail, listTrailPeople } from "@/lib/data/audit-trail";
import { addDays, bankDayOf } from "@/lib/domain/dates";
import { testDatabase } from "@/tests/support/database";
import { largeBankPlans } from "@/tests/support/large-bank-plans";
import { readingsInside } from "@/tests/support/plans";
import { expect } from "vitest";
import pg from "pg";

/** The trail of a large bank is found by index: what is asked, and what the functions behind it ask. */
const db = await testDatabase();
const { supervisor, advisor, expectIndexed, end } = await largeBankPlans(db);
afterAll(end);

const today = bankDayOf(new Date());

it.each([["client", 1], ["person", advisor.userId]] as const)("the trail of a %s", async (kind, id) => {
  await expectIndexed(supervisor, null, () => listTrail(supervisor, { subject: { kind, id }, from: addDays(today, -30), until: today, kind: null, place: null }));
});

it("the people whose trail may be read", () => expectIndexed(supervisor, 1, () => listTrailPeople(supervisor)));

it.each(["trail_of_client(1, now() - interval '30 days', now(), 'infinity', 9223372036854775807, 51)", "trail_of_person(7, now() - interval '30 days', now(), 'infinity', 9223372036854775807, 51)"])("%s reads no table from end to end", async (call) => {
  const owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
  const inside = await readingsInside(owner, supervisor.userId, [`SELECT * FROM ${call}`], new Set(["audit_entry", "client"])).finally(() => owner.end());
  expect(inside.plans).toBeGreaterThan(0);
  expect(inside.whole).toEqual([]);
});
