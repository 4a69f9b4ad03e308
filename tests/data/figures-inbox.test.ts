import { beforeAll, describe, expect, it } from "vitest";
import { fillDemoBank } from "@/lib/jobs/fill-demo-bank";
import { fillDemoControl } from "@/lib/jobs/fill-demo-control";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { CONTROL_SCREENS } from "@/tests/support/control-figures";
import { controlBank } from "@/tests/support/controlled-bank";
import { testDatabase } from "@/tests/support/database";
import { TEST_TODAY } from "@/tests/support/factories";
import { openPlainBank } from "@/tests/support/plain-bank";
import { staffOf, type WorkedBank } from "@/tests/support/worked-bank";

/** The demo bank with its campaigns and requests, and a morning of control on top: what waits for each of its people against plain statements. */
const db = await testDatabase();
let bank: WorkedBank;

beforeAll(async () => {
  await fillDemoBank(db.ownerUrl, { seed: 5, clients: 900, today: TEST_TODAY });
  await db.owner.query("UPDATE bank SET pinned_today_on = $1", [TEST_TODAY]);
  await refreshBank(db.ownerUrl, "FIRST");
  expect(await fillDemoControl(db.ownerUrl, 5)).toBe(2);
  bank = await staffOf(db.owner, 2);
  await controlBank(db.owner, bank);
  await openPlainBank(db.owner);
}, 240_000);

describe("the demo bank: what waits for someone is what plain SQL counts", () => {
  it.each(Object.entries(CONTROL_SCREENS))("%s", async (_, screen) => {
    const { shown, plain, zero } = await screen(db.owner, bank);
    expect(shown).toEqual(plain);
    expect(zero).toEqual([]);
  }, 120_000);
});
