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

test("a sample is drawn, two look without knowing of each other, what differs is settled, a finding is put right, and the report says so", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.getByRole("navigation", { name: "Parties de la supervision" }).getByRole("link", { name: "Contrôle" }).click();
  await expect(heading(page)).toHaveText("Contrôle par échantillon");
  const size = await drawSmallSample(page);
  const campaign = page.url();
  await expect(page.getByText(/^Identique\s: \d+ entrées/)).toBeVisible();
  await expectAccessible(page);
  await expectFollowed(page);

  // The first look, by keys alone; the last entry is not compliant.
  await page.getByRole("link", { name: `Revoir (${size})` }).click();
  await expect(page.getByText("Vous revoyez cette entrée sans connaître l’autre avis.")).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
  // The focus went through the questions, and the keys would answer the last of them.
  await page.reload();
  for (let place = 1; place <= size; place++) await lookByKeys(page, place, place === size ? "onooo" : "ooooo", size);
  const isWaiting = page.getByText("Votre revue est terminée. La seconde est attendue.");
  await expect(isWaiting).toBeVisible();
  // Finished too soon: it is taken up again as it was, and finished anew.
  await page.getByRole("button", { name: "Reprendre ma revue" }).click();
  await expect(page.getByRole("group", { name: "Grille" }).getByRole("radio", { checked: true })).toHaveCount(5);
  await page.keyboard.press("f");
  await expect(isWaiting).toBeVisible();

  // The second finds nothing of the first, and sees the last two otherwise than well.
  await leaveSession(page);
  await signInAs(page, "Isabelle Renaud");
  await page.goto(campaign);
  await expect(rowsOf(page).filter({ hasText: "Conforme" })).toHaveCount(0);
  await page.getByRole("link", { name: `Revoir (${size})` }).click();
  await expect(page.getByText("Laurent Combes")).toHaveCount(0);
  for (let place = 1; place <= size; place++) await lookByKeys(page, place, place >= size - 1 ? "onoon" : "ooooo", size);

  // They agree on the last; on the one before they differ.
  await expect(page.getByRole("region", { name: "Les deux avis" })).toContainText("Laurent Combes");
  await page.goto(campaign);
  await page.getByRole("button", { name: "Terminer la campagne" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Terminer la campagne" }).click();
  await expect(page.getByText("Départagez d’abord les avis différents.")).toBeVisible();
  await page.getByRole("dialog").getByRole("button", { name: "Annuler" }).click();
  await rowsOf(page).filter({ hasText: "Avis différents" }).getByRole("link").click();
  await page.getByRole("radio", { name: "Non conforme" }).check();
  await page.getByLabel("Raison").fill("Le refus datait de la veille.");
  await page.getByRole("button", { name: "Enregistrer l’avis commun" }).click();
  await expect(page.getByRole("region", { name: "Les deux avis" })).toContainText("Le refus datait de la veille.");
  await expectAccessible(page);

  // What was found goes to who holds the client, who answers.
  const asked = `Compléter les notes (${Date.now()})`;
  await page.getByRole("button", { name: "Demander une correction" }).click();
  await expectAccessible(page);
  await page.getByLabel("À corriger").fill(asked);
  await page.getByRole("button", { name: "Demander", exact: true }).click();
  const task = page.getByRole("listitem").filter({ hasText: asked });
  await expect(task).toContainText("En attente");
  const owner = /Responsable : (.+?) ·/.exec((await task.innerText()).replaceAll("\u00a0", " "))?.[1] ?? "";

  await leaveSession(page);
  await signInAs(page, owner);
  await page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name: /^À traiter/ }).click();
  await expect(heading(page)).toHaveText("À traiter");
  await expectAccessible(page);
  await rowsOf(page).filter({ hasText: asked }).getByRole("link").click();
  await expect(heading(page)).toHaveText("Suites de contrôle");
  await task.getByLabel("Ce qui a été fait").fill("Notes complétées par une nouvelle entrée.");
  await task.getByRole("button", { name: "Répondre" }).click();
  await expect(task).toContainText("Répondue");
  await expectAccessible(page);
  await page.goto(campaign);
  await expect(heading(page)).toHaveText("Cette page n’est pas ouverte à votre rôle");

  // Checked again, closed, and reported.
  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto(campaign);
  await task.getByRole("button", { name: "Clore" }).click();
  await expect(task).toContainText("Close");
  await page.getByRole("button", { name: "Terminer la campagne" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Terminer la campagne" }).click();
  await expect(page.getByText(/^Terminée le .* par Laurent Combes$/)).toBeVisible();
  await page.getByRole("link", { name: "Rapport" }).click();
  const report = page.getByRole("article");
  await expect(report).toContainText("Campagne terminée.");
  await expect(report).toContainText(`${size} entrées revues à deux`);
  await expect(report).toContainText("Kappa de Cohen : ");
  await expect(report.getByRole("row", { name: /^Ensemble/ })).toContainText(`${size} ${size - 2}`.replace(" ", "\t"), { useInnerText: true });
  await expect(report).toContainText(asked);
  await expectAccessible(page);
  await expectResults(page, size);
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

/** Each letter answers the question in turn; F finishes and goes to the next. */
async function lookByKeys(page: Page, place: number, letters: string, size: number): Promise<void> {
  await expect(heading(page)).toHaveText(`Entrée ${place} sur ${size}`);
  const grid = page.getByRole("group", { name: "Grille" });
  await expect(grid).toBeEnabled();
  for (const letter of letters) await page.keyboard.press(letter);
  await expect(grid.getByRole("radio", { checked: true })).toHaveCount(letters.length);
  await expect(grid.getByText("Enregistré")).toBeVisible();
  await page.keyboard.press("f");
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

async function expectResults(page: Page, size: number): Promise<void> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Résultats (CSV)" }).click()]);
  const lines = readFileSync(await download.path(), "utf8").trim().split("\r\n");
  expect(lines).toHaveLength(1 + 2 * size + 1);
}
