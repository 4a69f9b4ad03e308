import type { Locator, Page } from "@playwright/test";
import { expect, heading, logDialog, rowsOf, signInAs, test } from "../support/journey";

// The network fails on purpose.
test.use({ provoked: /net::ERR_/ });

test("when the answer is lost after the save, it is asked for again and nothing counts twice", async ({ page }) => {
  const { dialog, row } = await openLog(page, 1);
  const note = "Souhaite comparer deux assurances.";
  await fill(dialog, note);
  let isLost = false;
  await page.route("**", async (route) => {
    if (isLost || !route.request().postData()?.includes(note)) return route.fallback();
    isLost = true;
    await route.fetch();
    await route.abort();
  });
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toContainText("Gardé sur cet appareil");
  await dialog.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Connexion rétablie" })).toBeVisible();
  await expectInHistory(page, row, note);
});

test("a double click, and the same request sent again later, save one contact", async ({ page }) => {
  const { dialog, row } = await openLog(page, 2);
  const note = "Question sur les frais de tenue de compte.";
  await fill(dialog, note);
  const sent = page.waitForRequest((request) => request.postData()?.includes(note) ?? false);
  await dialog.getByRole("button", { name: "Enregistrer" }).dblclick();
  await expect(dialog.getByRole("status")).toContainText("Contact enregistré");

  const again = await page.request.fetch(await sent);
  expect(again.status()).toBe(200);
  expect(await again.text()).toContain('"repeated":true');
  await expectOneEntry(page, dialog, row, note);
});

test("closing asks before what was typed is lost, and missing answers are pointed at", async ({ page }) => {
  const { dialog } = await openLog(page, 3);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("radiogroup", { name: "Résultat" })).toContainText("Choisissez le résultat");

  await fill(dialog, "À ne pas garder.");
  await page.keyboard.press("Escape");
  const question = page.getByRole("dialog", { name: "Abandonner cette saisie" });
  await question.getByRole("button", { name: "Continuer la saisie" }).click();
  await expect(dialog.getByLabel("Notes")).toHaveValue("À ne pas garder.");
  await dialog.getByRole("button", { name: "Annuler" }).click();
  await question.getByRole("button", { name: "Abandonner" }).click();
  await expect(dialog).toHaveCount(0);
});

/** The log dialog of a client of Karim Haddad's portfolio, by its place in the list by name: logging moves nobody in it. */
async function openLog(page: Page, place: number): Promise<{ dialog: Locator; row: Locator }> {
  await signInAs(page, "Karim Haddad");
  await page.goto("/portfolio?sort=name");
  const row = rowsOf(page).nth(place);
  await row.getByRole("button", { name: /^Consigner un contact/ }).click();
  await expect(logDialog(page).getByLabel("Notes")).toBeVisible();
  return { dialog: logDialog(page), row };
}

async function fill(dialog: Locator, note: string): Promise<void> {
  await dialog.getByRole("radio", { name: "Agence" }).check();
  await dialog.getByRole("radio", { name: "Rendez-vous pris" }).check();
  await dialog.getByLabel("Notes").fill(note);
}

/** Closes the dialog on its effect, and finds the note once in the client's history. */
async function expectOneEntry(page: Page, dialog: Locator, row: Locator, note: string): Promise<void> {
  await expect(dialog.getByRole("status")).toContainText("Contact enregistré");
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await expectInHistory(page, row, note);
}

async function expectInHistory(page: Page, row: Locator, note: string): Promise<void> {
  await row.getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\/\d+/);
  await expect(heading(page)).not.toHaveText("Portefeuille");
  await expect(page.getByRole("region", { name: "Historique" }).getByText(note)).toHaveCount(1);
}
