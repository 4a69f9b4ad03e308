import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { createHash } from "node:crypto";
import { drawFaults } from "../../lib/domain/sample-draw";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, leaveSession, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.describe.configure({ timeout: 240_000 });
/** The pages that an advisor is refused. */
test.use({ provoked: REFUSED_PAGES });

const NAME = "Contrôle du parcours";

test("a sample is drawn, drawn again from its file alone, and its entries wait for their first look", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.getByRole("navigation", { name: "Parties de la supervision" }).getByRole("link", { name: "Contrôle" }).click();
  await expect(heading(page)).toHaveText("Contrôle par échantillon");
  const size = await drawSmallSample(page);
  await expect(page.getByText(/^Identique\s: \d+ entrées/)).toBeVisible();
  await expectAccessible(page);
  await expectFollowed(page);

  await page.getByRole("link", { name: `Revoir (${size})` }).click();
  await expect(page.getByText("Vous revoyez cette entrée sans connaître l’autre avis.")).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
});

test("a campaign of other branches is not there, and the grid is the administrator's", async ({ page }) => {
  await signInAs(page, "Valérie Chapuis");
  await page.goto("/supervision/audits");
  await expect(page.getByText(NAME)).toHaveCount(0);
  await page.goto("/supervision/audits/new?name=x&fromOn=2026-01-01&untilOn=2026-11-01&branch=3&confidence=95&expectedPercent=90&halfWidthPercent=5&leastPerStratum=1&secondPercent=20");
  await expect(page.getByRole("button", { name: "Tirer l’échantillon" })).toHaveCount(0);
  await page.goto("/admin/control-grid");
  await expect(heading(page)).toHaveText("Cette page n’est pas ouverte à votre rôle");
  await leaveSession(page);
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/control-grid");
  await expect(page.getByLabel("Question en français").first()).toHaveValue(/^Le contact a-t-il/);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ajouter une question" }).click();
  await page.getByRole("button", { name: "Enregistrer une nouvelle version" }).click();
  await expect(page.getByText("Chaque question demande un code")).toBeVisible();
  await page.goto("/supervision/audits");
  await expect(heading(page)).toHaveText("Cette page n’est pas ouverte à votre rôle");
});

/** One branch, a stratum for each advisor, everything by two. Returns how many entries were drawn. */
async function drawSmallSample(page: Page): Promise<number> {
  await page.getByRole("link", { name: "Nouvelle campagne" }).click();
  await expectAccessible(page);
  await page.getByLabel("Nom", { exact: true }).fill(NAME);
  await page.getByLabel("Albi Vigan").uncheck();
  await page.getByLabel("À ± (points)").fill("25");
  await page.getByLabel("Part revue à deux, en pour cent").fill("100");
  await page.getByLabel("Segment du client").uncheck();
  await page.getByLabel("Nature du suivi").uncheck();
  await page.getByRole("button", { name: "Calculer" }).click();
  await expect(page.getByRole("region", { name: "Ce que le tirage prendrait maintenant" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Tirer l’échantillon" }).click();
  await expect(heading(page)).toHaveText(NAME);
  return rowsOf(page).filter({ hasText: "À revoir" }).count();
}

/** The file of the draw is enough to follow it again. */
async function expectFollowed(page: Page): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Population et tirage (fichier texte)" }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  const digest = (value: string) => createHash("sha256").update(value, "utf8").digest("hex");
  expect(drawFaults(text, digest)).toEqual([]);
  expect(drawFaults(text.replace(/^seed\t./m, "seed\tz"), digest)).toHaveLength(1);
  expect(drawFaults(text.replace(/^entry\t.*\n/m, ""), digest).length).toBeGreaterThan(0);
}
