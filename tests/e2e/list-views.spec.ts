import type { Browser, Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, numberIn, rowsOf, signInAs, tabTo, test } from "../support/journey";

/** Several run at once, and a run may come after another. */
const unique = (name: string) => `${name} ${Math.random().toString(36).slice(2, 7)}`;

test("an advisor looks for clients without home insurance, keeps the list as a view, finds it after a reload and from its address", async ({ page, browser }) => {
  await openPortfolio(page, "Paul Faivre");
  const everyone = await total(page);
  await panel(page, "Filtres").click();
  await page.getByLabel("Ne détient pas").selectOption("Assurance habitation");
  await expect(page).toHaveURL(/without=HOME_INSURANCE/);
  await expect.poll(() => total(page)).toBeLessThan(everyone);
  const without = await total(page);
  await page.getByLabel("Trier par").selectOption("PNB, le plus élevé d’abord");
  await expect(page).toHaveURL(/sort=pnb/);

  const name = unique("Sans habitation");
  await panel(page, "Vues").click();
  await page.getByLabel("Nom de la vue").fill(name);
  await page.getByRole("button", { name: "Enregistrer comme vue" }).click();
  await expect(page).toHaveURL(/\/portfolio\?view=[0-9a-f-]{36}$/);
  await expect(panel(page, name)).toBeVisible();
  const address = page.url();

  await page.reload();
  await expect(panel(page, name)).toBeVisible();
  await expect(page.getByRole("link", { name: "Retirer le filtre « Ne détient pas : Assurance habitation »" })).toBeVisible();
  expect(await total(page)).toBe(without);

  // The way back from a client leads to the same list, with its view.
  await rowsOf(page).nth(2).getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\/\d+/);
  await page.getByRole("main").getByRole("link", { name: "Portefeuille" }).click();
  await expect(panel(page, name)).toBeVisible();
  await expect(changes(page, name)).toHaveCount(0);

  // It is nobody else's: a colleague with the address sees their own list, and is told.
  const colleague = await elsewhere(browser, "Nadia Benoît");
  await colleague.goto(address);
  await expect(colleague.getByText("Cette vue n’existe plus, ou n’est pas partagée avec vous.")).toBeVisible();
  await expect(rowsOf(colleague).first()).toBeVisible();
  await colleague.context().close();

  await removeView(page, name);
  await expect(panel(page, "Vues")).toBeVisible();
});

test("a changed view is kept, taken back or kept under another name; a name is given once; a removal can be undone", async ({ page }) => {
  await openPortfolio(page, "Paul Faivre");
  const [name, other] = [unique("Ruraux"), unique("Ruraux et seniors")];
  await page.goto("/portfolio?zone=RURAL");
  await saveAs(page, name);
  await panel(page, "Filtres").click();
  await page.getByLabel("Âge").selectOption("75 ans et plus");
  await expect(changes(page, name)).toBeVisible();
  await changes(page, name).getByRole("link", { name: "Annuler les changements" }).click();
  await expect(page).toHaveURL(/\/portfolio\?view=[0-9a-f-]{36}$/);
  await expect(changes(page, name)).toHaveCount(0);

  // What is lifted stays lifted, though the view asks for it.
  await page.getByRole("link", { name: "Retirer le filtre « Zone : Rural »" }).click();
  await expect(page.getByRole("link", { name: /^Retirer le filtre/ })).toHaveCount(0);
  await expect(changes(page, name)).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: "Retirer le filtre « Zone : Rural »" })).toBeVisible();

  await page.getByLabel("Âge").selectOption("75 ans et plus");
  await changes(page, name).getByRole("button", { name: "Enregistrer sous un autre nom" }).click();
  await expect(page.getByLabel("Nom de la vue")).toBeFocused();
  await page.keyboard.type(name.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main").getByRole("alert")).toHaveText("Vous avez déjà une vue de ce nom");
  await page.getByLabel("Nom de la vue").fill(other);
  await page.keyboard.press("Enter");
  await expect(panel(page, other)).toBeVisible();

  await page.goto("/portfolio?view=all");
  await openView(page, name);
  await expect(panel(page, name)).toBeVisible();
  await page.getByLabel("Trier par").selectOption("Nom, de A à Z");
  await changes(page, name).getByRole("button", { name: "Enregistrer les changements" }).click();
  await expect(changes(page, name)).toHaveCount(0);
  await page.reload();
  await expect(page.getByLabel("Trier par")).toHaveValue("name");

  await removeView(page, other);
  await page.getByRole("button", { name: "Annuler", exact: true }).click();
  await expect(lineOf(page, other)).toBeVisible();
  for (const view of [other, name]) await removeView(page, view);
});

test("a supervisor shares a view with a branch: its advisors see it and may copy it, those of another branch do not", async ({ page, browser }) => {
  await openPortfolio(page, "Valérie Chapuis");
  const name = unique("À reprendre");
  await page.goto("/portfolio?income=stopped");
  await panel(page, "Vues").click();
  await page.getByLabel("Nom de la vue").fill(name);
  await page.getByLabel("Visible par").selectOption("L’agence Lyon Brotteaux");
  await page.getByRole("button", { name: "Enregistrer comme vue" }).click();
  await expect(panel(page, name)).toBeVisible();
  const address = page.url();

  const lyon = await elsewhere(browser, "Karim Haddad");
  await openView(lyon, name);
  await expect(lyon.getByRole("link", { name: "Retirer le filtre « Perte de domiciliation »" })).toBeVisible();
  await panel(lyon, name).click();
  await expect(lineOf(lyon, name)).toContainText("par Valérie Chapuis");
  await expect(lyon.getByRole("button", { name: `Supprimer « ${name} »` })).toHaveCount(0);
  await lyon.getByRole("button", { name: `Copier « ${name} » dans mes vues` }).click();
  await expect(panel(lyon, `${name} (copie)`)).toBeVisible();
  await lyon.goto(address);
  await expect(panel(lyon, name)).toBeVisible();
  await panel(lyon, name).click();
  await lyon.getByRole("button", { name: `Supprimer « ${name} (copie) »` }).click();
  await expect(lineOf(lyon, `${name} (copie)`)).toHaveCount(0);
  await lyon.context().close();

  const albi = await elsewhere(browser, "Aminata Diallo");
  await albi.goto("/portfolio");
  await panel(albi, "Vues").click();
  await expect(albi.getByRole("list", { name: "Prêtes à l’emploi" })).toBeVisible();
  await expect(lineOf(albi, name)).toHaveCount(0);
  await albi.goto(address);
  await expect(albi.getByText("Cette vue n’existe plus, ou n’est pas partagée avec vous.")).toBeVisible();
  await albi.context().close();

  await removeView(page, name);
});

test("a portfolio opens with the view that one chose, and with every client where one asks for them", async ({ page }) => {
  await openPortfolio(page, "Paul Faivre");
  await panel(page, "Vues").click();
  const star = page.getByRole("button", { name: "Ouvrir mon portefeuille avec « Cadence de contact dépassée »" });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  await page.goto("/");
  await page.getByRole("link", { name: "Portefeuille", exact: true }).click();
  await expect(panel(page, "Cadence de contact dépassée")).toBeVisible();
  await expect(page.getByLabel("Trier par")).toHaveValue("contact");

  await openView(page, "Tous les clients");
  await expect(page).toHaveURL(/\?view=all$/);
  await expect(page.getByRole("link", { name: /^Retirer le filtre/ })).toHaveCount(0);
  await panel(page, "Vues").click();
  await page.getByRole("button", { name: "Ouvrir mon portefeuille avec « Tous les clients »" }).click();
  await expect(page.getByRole("button", { name: "Ouvrir mon portefeuille avec « Tous les clients »" })).toHaveAttribute("aria-pressed", "true");
});

test("columns are chosen and put in order by keyboard, and the address keeps them", async ({ page }) => {
  await openPortfolio(page, "Paul Faivre");
  await panel(page, "Affichage").focus();
  await page.keyboard.press("Enter");
  const wealth = page.getByRole("checkbox", { name: "Avoirs" });
  await tabTo(page, wealth);
  await page.keyboard.press("Space");
  await expect(page.getByRole("columnheader", { name: "Avoirs" })).toBeVisible();
  const forward = page.getByRole("button", { name: "Avancer Avoirs" });
  await forward.focus();
  for (let place = 5; place >= 1; place--) {
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "Avoirs" })).toHaveText(`Avoirs : ${place} sur 6`);
  }
  // At the end of its way, the focus is on the way back.
  await expect(page.getByRole("button", { name: "Reculer Avoirs" })).toBeFocused();
  await expect(page).toHaveURL(/cols=wealth\.segment\.scores\.pnb\.action\.contact/);
  await page.getByRole("button", { name: "Compactes" }).click();
  await expect(page).toHaveURL(/rows=compact/);
  await page.reload();
  await expect(page.getByRole("columnheader").nth(1)).toHaveText("Avoirs");
  await page.getByRole("link", { name: "Avoirs" }).click();
  await expect(page.getByRole("columnheader", { name: "Avoirs" })).toHaveAttribute("aria-sort", "descending");

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(rowsOf(page).first()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});

test("views and columns are read by everyone: axe on each panel, and the focus is seen", async ({ page }) => {
  test.setTimeout(300_000);
  await openPortfolio(page, "Paul Faivre");
  await page.goto("/portfolio?view=review-due&sort=pnb&cols=segment.scores.pnb.action.contact.advisor.service.products.wealth.review");
  await expect(changes(page, "Forte valeur sans revue depuis 6 mois")).toBeVisible();
  await panel(page, "Forte valeur sans revue depuis 6 mois").click();
  await expect(page.getByRole("list", { name: "Prêtes à l’emploi" })).toBeVisible();
  await expectAccessible(page);
  await panel(page, "Forte valeur sans revue depuis 6 mois").focus();
  await expectVisibleFocus(page, 12);
  await panel(page, "Affichage").click();
  await expect(page.getByRole("checkbox", { name: "Avoirs" })).toBeVisible();
  await expectAccessible(page);
  await panel(page, "Affichage").focus();
  await expectVisibleFocus(page, 12);
});

async function openPortfolio(page: Page, who: string): Promise<void> {
  await signInAs(page, who);
  await page.goto("/portfolio?view=all");
  await expect(heading(page)).toHaveText(/^Portefeuille/);
}

/** Another person at another desk. */
async function elsewhere(browser: Browser, who: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await openPortfolio(page, who);
  return page;
}

/** One of the buttons that open a panel: the views are called what the list is called. */
function panel(page: Page, name: string): Locator {
  return page.getByRole("main").locator("button[aria-expanded]").filter({ hasText: name });
}

function changes(page: Page, name: string): Locator {
  return page.getByRole("group", { name: `La vue « ${name} » a été modifiée.` });
}

function lineOf(page: Page, name: string): Locator {
  return page.getByRole("group", { name: "Vues" }).getByRole("listitem").filter({ has: page.getByRole("button", { name: `« ${name} »`, exact: false }) });
}

async function saveAs(page: Page, name: string): Promise<void> {
  await panel(page, "Vues").click();
  await page.getByLabel("Nom de la vue").fill(name);
  await page.keyboard.press("Enter");
  await expect(panel(page, name)).toBeVisible();
}

async function openView(page: Page, name: string): Promise<void> {
  await page.getByRole("main").locator("button[aria-expanded]").first().click();
  await page.getByRole("group", { name: "Vues" }).getByRole("link", { name }).first().click();
  await expect(page.getByRole("group", { name: "Vues", exact: true })).toHaveCount(0);
  await expect(page).toHaveURL(/\?view=[\w-]+$/);
}

async function removeView(page: Page, name: string): Promise<void> {
  if ((await page.getByRole("group", { name: "Vues", exact: true }).count()) === 0) await page.getByRole("main").locator("button[aria-expanded]").first().click();
  await page.getByRole("button", { name: `Supprimer « ${name} »` }).click();
  await expect(page.getByText(`Vue « ${name} » supprimée`)).toBeVisible();
}

async function total(page: Page): Promise<number> {
  const tab = page.getByRole("navigation", { name: "Segments" }).getByRole("link", { name: /^Tous/ });
  await expect(tab).toHaveText(/\d$/);
  return numberIn(await tab.innerText());
}
