import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { accountOf, actionsOf, expect, heading, logDialog, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });
// Four axe runs a page.
test.slow();
// They only look: one may run beside another.
test.describe.configure({ mode: "parallel" });

test("the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await expectVisibleFocus(page, 8);
});

test("Today", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await expect(actionsOf(page).first()).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 24);
});

test("the account", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await firstWelcome(page);
  await accountOf(page, "Sophie Lambert").click();
  await expectAccessible(page);
});

test("what snoozes and dismisses an action", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  const action = await firstWelcome(page);
  await action.getByRole("button", { name: /^Reporter/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "À une date…" }).click();
  await expect(page.getByRole("dialog", { name: "Reporter à une date" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await action.getByRole("button", { name: /^Écarter/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Écarter" }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});

test("the dialog to log a contact", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await (await firstWelcome(page)).getByRole("button", { name: /^Consigner/ }).click();
  await logDialog(page).getByRole("button", { name: "Enregistrer" }).click();
  await expect(logDialog(page).getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await logDialog(page).getByRole("radio", { name: "Vente" }).check();
  for (const fold of [/^Profil modifié/, /^Consentements/]) await logDialog(page).getByText(fold).click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
});

test("the portfolio with its filters", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio?segment=MAINTAIN&sort=name");
  await page.getByRole("button", { name: "Filtres" }).click();
  await page.getByLabel("Action en retard").check();
  await expect(page.getByRole("list", { name: "Filtres actifs" })).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 20);
});

test("a client", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio?churn=1");
  await rowsOf(page).first().getByRole("link").click();
  await expect(page.getByRole("region", { name: "Historique" })).toBeVisible();
  await page.getByText("Voir les chiffres").click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 20);
});

test("a client in English, by part of the history", async ({ page, context, baseURL }) => {
  await context.addCookies([{ name: "mireille-locale", value: "en", url: baseURL ?? "" }]);
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio?segment=STIMULATE");
  await rowsOf(page).first().getByRole("link").first().click();
  await page.getByRole("navigation", { name: "Part of the history" }).getByRole("link", { name: "Products" }).click();
  await expect(page).toHaveURL(/timeline=PRODUCTS/);
  await expect(page.getByRole("region", { name: /^One segment up/ })).toBeVisible();
  await expectAccessible(page);
});

test("the approaches, and the dialog in which one is written", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/approach?segment=BUILD");
  await expectAccessible(page);
  await expectVisibleFocus(page, 16);
  await page.getByRole("button", { name: /^Modifier l’approche/ }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Angle en anglais").fill("");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText("À renseigner")).toBeVisible();
  await expectAccessible(page);
});

test("pages that are not there, or not for one's role", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.goto("/clients/999999999");
  await expectAccessible(page);
  await page.goto("/supervision");
  await expectAccessible(page);
});

test("the follow-up and the lists behind its figures", async ({ page }) => {
  await signInAs(page, "Valérie Chapuis");
  for (const path of ["/supervision", "/supervision/actions?segment=MAINTAIN", "/supervision/interactions?segment=NEW", "/portfolio?segment=NEW"]) {
    await page.goto(path);
    await expect(rowsOf(page).first()).toBeVisible();
    await expectAccessible(page);
  }
});

test("the bank in figures", async ({ page }) => {
  await signInAs(page, "Noémie Perrin");
  await expect(heading(page)).toBeVisible();
  await expectAccessible(page);
});

test("imports and their format, for the demo bank that takes none", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  for (const path of ["/admin/imports", "/admin/imports/format"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
  await page.goto("/admin/imports");
  await expect(page.getByRole("heading", { name: "Cette banque est la démonstration" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Nouvel import" })).toHaveCount(0);
});

test("the API keys", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/api-keys");
  await page.getByRole("button", { name: "Nouvelle clé" }).click();
  await page.getByRole("button", { name: "Créer la clé" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Nom").fill("Core banking");
  await page.getByLabel("Clients").check();
  await page.getByRole("button", { name: "Créer la clé" }).click();
  await expect(page.getByRole("dialog", { name: "Copiez la clé maintenant" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Je l’ai rangée" }).click();
  await expect(rowsOf(page).first()).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 8);
});

test("the jobs, running and over", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/jobs");
  await page.getByRole("button", { name: "Calculer les scores" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lancer" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Calcul des scores" }).first()).toBeVisible({ timeout: 45_000 });
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
});

/** An action of a list short enough to be looked through many times. */
async function firstWelcome(page: Page): Promise<Locator> {
  await page.goto("/?kind=WELCOME");
  return actionsOf(page).first();
}
