import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BERKA_TODAY } from "@/lib/import/berka/convert";
import { BERKA_FILES } from "@/lib/import/berka/tables";
import { importDelivery } from "@/lib/jobs/import-delivery";
import { refreshBank } from "@/lib/jobs/refresh-bank";
import { scoreImport } from "@/lib/jobs/score-import";
import { CONTROL_SCREENS } from "@/tests/support/control-figures";
import { controlBank } from "@/tests/support/controlled-bank";
import { testDatabase } from "@/tests/support/database";
import { deliveryRequest } from "@/tests/support/deliveries";
import { openPlainBank } from "@/tests/support/plain-bank";
import { SCREENS } from "@/tests/support/screen-figures";
import { passTime, staffOf, workInBank, type WorkedBank } from "@/tests/support/worked-bank";

const SOURCE = path.resolve("../shared/data/berka");
const hasSource = existsSync(path.join(SOURCE, BERKA_FILES.account));

/**
 * What an archive has none of on the day of its import: suggestions that are a month old, signs of leaving of a fortnight ago,
 * reviews of half a year ago, calls to new clients; and the source knows neither wealth nor events.
 */
const NONE: Readonly<Record<string, readonly string[]>> = {
  trend: ["IGNORED", "ALERT_ANSWERED", "ALERT_MISSED", "WELCOMED", "REVIEW_LATE"], desk: ["wealthCents", "toInvite", "invited"],
};

/** The Czech bank, converted and imported as its command does, its calendar stopped, with a day's work in it. */
const db = await testDatabase();
const folder = mkdtempSync(path.join(tmpdir(), "mireille-czech-"));
let bank: WorkedBank;

describe.skipIf(!hasSource)(`the Czech bank${hasSource ? "" : " (skipped: ../shared/data/berka is not here)"}: what a screen shows is what plain SQL counts`, () => {
  beforeAll(async () => {
    const { status, stderr } = spawnSync("npx", ["tsx", "scripts/convert-berka.ts", SOURCE, folder], { encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
    const outcome = await importDelivery(db.ownerUrl, deliveryRequest(folder, { today: BERKA_TODAY, bankName: "Czech bank 1998" }));
    if (!outcome.ok) throw new Error(outcome.reason);
    await scoreImport(db.ownerUrl);
    bank = await staffOf(db.owner, 3);
    await workInBank(db.owner, bank);
    await controlBank(db.owner, bank);
    await passTime(db.owner, db.ownerUrl);
    await refreshBank(db.ownerUrl, "NIGHTLY");
    await openPlainBank(db.owner);
  }, 600_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(Object.entries({ ...SCREENS, ...CONTROL_SCREENS }))("%s", async (name, screen) => {
    const { shown, plain, zero } = await screen(db.owner, bank);
    expect(shown).toEqual(plain);
    expect(zero).toEqual(NONE[name] ?? []);
  }, 300_000);
});
