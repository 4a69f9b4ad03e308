import { createPublicKey } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { linesOf } from "@/lib/jobs/proof/log-lines";
import { verifyLog } from "@/lib/jobs/proof/verify-log";
import { expectAccessible } from "../support/accessible";
import { expect, heading, REFUSED_PAGES, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });
test.describe.configure({ timeout: 180_000 });

test("a supervisor verifies the log of a branch, takes it along, and it is verified elsewhere", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/log");
  await expect(heading(page)).toHaveText("Journal scellé");
  const row = page.getByRole("row").filter({ hasText: "Dijon" });
  await row.getByRole("button", { name: /^Vérifier le journal/ }).click();
  await expect(row.getByRole("status")).toContainText("Le journal est intact", { timeout: 60_000 });

  const keys = await downloaded(page.getByRole("link", { name: "clés publiques" }), page);
  for (const [name, texts] of [[/^Télécharger le journal de [^,]+$/, false], [/avec les textes personnels$/, true]] as const) {
    const file = await downloaded(row.getByRole("link", { name }), page);
    const verdict = await verifyLog(linesOf(createReadStream(file)), { keys: [createPublicKey(readFileSync(keys, "utf8"))] });
    expect(verdict).toMatchObject({ sound: true, log: { withheld: 0 } });
    if (verdict.sound) expect(verdict.log.texts > 0).toBe(texts);
  }
});

test("what was sealed on some days is verified between the heads around them", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/log");
  const row = page.getByRole("row").filter({ hasText: "Dijon" });
  const choose = async (from: string, until: string) => {
    await page.getByLabel("Scellé du").fill(from);
    await page.getByLabel("au", { exact: true }).fill(until);
    await page.getByRole("button", { name: "Choisir ces jours" }).click();
    await expect(page).toHaveURL(`/supervision/log?from=${from}&until=${until}`);
    await row.getByRole("button", { name: /^Vérifier le journal/ }).click();
  };
  const today = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Paris" }).format(new Date());
  await choose(today, today);
  await expect(row.getByRole("status")).toContainText("Le journal est intact", { timeout: 60_000 });
  await expect(row.getByRole("status")).toContainText("Toute la chaîne");
  await choose("2020-01-01", "2020-01-31");
  await expect(row.getByRole("status")).toContainText("Rien n’a été scellé pendant ces jours", { timeout: 60_000 });
  await page.getByRole("link", { name: "Tout le journal" }).click();
  await expect(page).toHaveURL("/supervision/log");
});

test("the page of the log is accessible", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/log");
  await expect(heading(page)).toHaveText("Journal scellé");
  await expectAccessible(page);
});

test("nobody else finds it: an advisor, and the log of a branch that one does not supervise", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/log");
  await expect(page.getByRole("row").filter({ hasText: "Lyon" })).toHaveCount(0);
  const [mine] = await page.getByRole("link", { name: /^Télécharger le journal/ }).evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  // The branches of the demo bank are numbered in their order: Lyon, Rennes, then his own.
  for (const branch of [1, 2]) expect((await page.request.get(`/api/log/${branch}`)).status()).toBe(404);
  await page.context().clearCookies();
  await signInAs(page, "Camille Moreau");
  expect((await page.request.get(mine ?? "")).status()).toBe(403);
  expect((await page.goto("/supervision/log"))?.status()).toBe(403);
});

async function downloaded(link: import("@playwright/test").Locator, page: import("@playwright/test").Page): Promise<string> {
  const waiting = page.waitForEvent("download");
  await link.click();
  return (await waiting).path();
}
