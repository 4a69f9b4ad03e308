import { beforeAll, describe, expect, it } from "vitest";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { planActions } from "@/lib/jobs/plan-actions";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { refreshHighValue } from "@/lib/jobs/refresh-high-value";
import { scoreBank } from "@/lib/jobs/score-bank";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { openPlainBank } from "@/tests/support/plain-bank";
import { SCREENS } from "@/tests/support/screen-figures";
import { passTime, staffOf, workInBank, type WorkedBank } from "@/tests/support/worked-bank";

/** The demo bank with a day's work in it: what each screen shows against plain statements over the tables. */
const db = await testDatabase();
let bank: WorkedBank;

beforeAll(async () => {
  await fillDemoBank(db.ownerUrl, { seed: 5, clients: 900, today: TEST_TODAY });
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  await scoreBank(db.ownerUrl, { cause: "FIRST" });
  await refreshHighValue(db.ownerUrl);
  await planActions(db.ownerUrl);
  bank = await staffOf(db.owner, 2);
  await workInBank(db.owner, bank);
  await passTime(db.owner, db.ownerUrl);
  await refreshBank(db.ownerUrl, "NIGHTLY");
  await openPlainBank(db.owner);
}, 240_000);

describe("the demo bank: what a screen shows is what plain SQL counts", () => {
  it.each(Object.entries(SCREENS))("%s", async (_, screen) => {
    const { shown, plain, zero } = await screen(db.owner, bank);
    expect(shown).toEqual(plain);
    expect(zero).toEqual([]);
  }, 120_000);
});
