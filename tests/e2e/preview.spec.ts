import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, logDialog, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });

test.beforeEach(async ({ page }) => {
  await signInAs(page, "Claire Bousquet");
  await page.goto("/portfolio?sort=name");
  await expect(rowsOf(page).first()).toBeVisible();
});

test("a client is looked at beside the list by keyboard, the next one too; Escape gives the focus back to the row", async ({ page }) => {
  await opener(page, 2).focus();
  await page.keyboard.press("Enter");
  await expect(panel(page).getByRole("heading", { level: 2 }).first()).toBeFocused();
  await expectShown(page, 2);
  expect(page.url()).toMatch(/\/portfolio\?sort=name#preview-\d+$/);
  for (const part of ["À faire", "Scores expliqués", "Derniers contacts"]) await expect(panel(page).getByRole("region", { name: part })).toBeVisible();
  await expect(panel(page)).toContainText("Puis-je contacter ce client");

  await panel(page).getByRole("button", { name: "Client suivant de la page" }).click();
  await expectShown(page, 3);
  await expect(panel(page)).toContainText("4 sur 50");
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);
  await expect(opener(page, 3)).toBeFocused();
  expect(page.url()).toMatch(/\/portfolio\?sort=name$/);
});

test("Back closes it, Forward and a reload open it again; the address names nobody", async ({ page }) => {
  await opener(page, 1).click();
  await expectShown(page, 1);
  const name = await panel(page).getByRole("heading", { level: 2 }).first().innerText();
  for (const word of name.toLowerCase().split(/\s/)) expect(decodeURIComponent(page.url()).toLowerCase()).not.toContain(word);
  await page.goBack();
  await expect(panel(page)).toHaveCount(0);
  await page.goForward();
  await expectShown(page, 1);
  await page.reload();
  await expectShown(page, 1);
  await panel(page).getByRole("button", { name: /^Fermer/ }).click();
  await expect(panel(page)).toHaveCount(0);
  await expect(page).toHaveURL(/\/portfolio\?sort=name$/);
});

test("a contact logged from the panel is in the panel and in the row", async ({ page }) => {
  const row = rowsOf(page).nth(5);
  await opener(page, 5).click();
  await expectShown(page, 5);
  await panel(page).getByRole("button", { name: "Consigner un contact" }).click();
  const dialog = logDialog(page);
  await dialog.getByRole("radio", { name: "Échange", exact: true }).check();
  await dialog.getByLabel("Notes").fill("Vu depuis l’aperçu");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText("Contact enregistré")).toBeVisible();
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await expect(panel(page).getByRole("region", { name: "Derniers contacts" })).toContainText("Vu depuis l’aperçu");
  await expect(row.locator("[data-column=contact]")).toContainText("aujourd’hui");
});

test("on a phone it stands in place of the list, and closes to the same row", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await opener(page, 4).click();
  const drawer = page.getByRole("dialog", { name: "Aperçu du client" });
  await expect(drawer.getByRole("heading", { level: 2 }).first()).toBeFocused();
  await drawer.getByRole("button", { name: "Client suivant de la page" }).click();
  await expect(drawer).toContainText("6 sur 50");
  await page.keyboard.press("Escape");
  await expect(drawer).toHaveCount(0);
  await expect(opener(page, 5)).toBeFocused();
});

test("an address typed on the open list opens it, and what the list reads anew leaves it open", async ({ page }) => {
  await opener(page, 1).click();
  await expectShown(page, 1);
  const address = page.url();
  await page.keyboard.press("Escape");
  await expect(panel(page)).toHaveCount(0);

  await page.goto(address);
  await expectShown(page, 1);
  await panel(page).getByRole("button", { name: "Consigner un contact" }).click();
  await logDialog(page).getByRole("radio", { name: "Échange", exact: true }).check();
  await logDialog(page).getByRole("button", { name: "Enregistrer" }).click();
  await expect(logDialog(page).getByText("Contact enregistré")).toBeVisible();
  await logDialog(page).getByRole("button", { name: "Fermer" }).click();
  await expect(rowsOf(page).nth(1).locator("[data-column=contact]")).toContainText("aujourd’hui");
  await expectShown(page, 1);
  expect(page.url()).toBe(address);
});

test("a link to someone else's client shows nobody", async ({ page }) => {
  await page.goto("about:blank");
  await page.goto("/portfolio?sort=name#preview-2000000000");
  await expect(panel(page)).toContainText("Ce client n’a pas pu être affiché");
});

test("accessible, with its focus seen", async ({ page }) => {
  test.setTimeout(240_000);
  await opener(page, 0).click();
  await expectShown(page, 0);
  await expectVisibleFocus(page, 8);
  await expectAccessible(page);
});

function opener(page: Page, row: number): Locator {
  return rowsOf(page).nth(row).getByRole("button", { name: /^Aperçu/ });
}

function panel(page: Page): Locator {
  return page.getByRole("complementary", { name: "Aperçu du client" });
}

async function expectShown(page: Page, row: number): Promise<void> {
  const family = await rowsOf(page).nth(row).locator("b").innerText();
  await expect(panel(page).getByRole("heading", { level: 2 }).first()).toContainText(family);
}
