import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "@/tests/support/accessible";
import { expect, heading, leaveSession, numberIn, rowsOf, signInAs, test } from "@/tests/support/journey";

test.describe.configure({ timeout: 180_000 });

/** The names in someone's portfolio, as they see them: the first page of it. */
async function portfolioOf(page: Page, name: string): Promise<string[]> {
  await leaveSession(page);
  await signInAs(page, name);
  await page.goto("/portfolio");
  await expect(heading(page)).toBeVisible();
  return page.locator("main table tbody a[href^='/clients/']").allTextContents();
}

// Nobody else counts the clients of Aminata, or those of Olivier who are not of high value. What is moved goes back in the end.
test("absence → reassigned → the colleague sees them at once, the absent one no longer → returned", async ({ page }) => {
  const [first, ...others] = await portfolioOf(page, "Aminata Diallo");
  expect(others.length).toBeGreaterThan(5);

  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.getByRole("navigation", { name: "Parties de la supervision" }).getByRole("link", { name: "Charge" }).click();
  await expect(heading(page)).toHaveText("Charge et portefeuilles");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confier les clients de Aminata Diallo" }).click();
  const dialog = page.getByRole("dialog", { name: "Confier les clients de Aminata Diallo" });
  await dialog.getByRole("radio", { name: "Le temps d’une absence" }).check();
  await dialog.getByRole("checkbox", { name: /Olivier Lacroix/ }).check();
  await dialog.getByRole("textbox", { name: "Mot pour les collègues" }).fill("Aminata est joignable par Claire le lundi.");
  await expect(dialog.getByText(/Olivier Lacroix\s: \d+ clients, charge/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Confier \d+ clients/ }).click();
  await expect(dialog.getByText(/\d+ clients confiés\. Les collègues les voient dès maintenant\./)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(page.getByText(/Aminata Diallo → Olivier Lacroix/)).toBeVisible();
  await page.getByRole("link", { name: /^Dossiers de passation.*Aminata Diallo → Olivier Lacroix/ }).click();
  await expect(heading(page)).toHaveText("Dossiers de passation");
  await expect(page.getByText("Aminata est joignable par Claire le lundi.").first()).toBeVisible();

  expect(await portfolioOf(page, "Aminata Diallo")).toEqual([]);
  expect(await portfolioOf(page, "Olivier Lacroix")).not.toEqual([]);
  await page.goto("/");
  await page.getByRole("link", { name: "Voir les clients reçus" }).click();
  await expect(heading(page)).toHaveText(/^Clients reçus/);
  await page.getByRole("main").locator("li a").first().click();
  await expect(page.getByText(/pendant l’absence de Aminata Diallo/).first()).toBeVisible();
  await expect(page).toHaveURL(/\/clients\/\d+$/);
  await page.getByRole("link", { name: "Dossier de passation", exact: true }).click();
  await expect(page.getByText("Aminata est joignable par Claire le lundi.")).toBeVisible();
  await expectAccessible(page);

  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/workload");
  await page.getByRole("button", { name: /^Rendre maintenant.*Aminata Diallo → Olivier Lacroix/ }).click();
  const giveBack = page.getByRole("dialog", { name: "Rendre les clients" });
  await giveBack.getByRole("button", { name: /^Rendre \d+ clients/ }).click();
  await expect(giveBack.getByText(/\d+ clients repris\./)).toBeVisible({ timeout: 60_000 });
  expect(await portfolioOf(page, "Aminata Diallo")).toEqual([first, ...others]);
});

test("a transfer and another cadence are tried, then some of the clients are handed over, and taken back", async ({ page }) => {
  await openLoads(page);
  const [had, took] = [await clientsOf(page, "Aminata Diallo"), await clientsOf(page, "Olivier Lacroix")];
  const trial = page.locator("section").filter({ has: page.getByRole("heading", { name: "Et si…" }) });
  await expect(trial.getByRole("status")).toHaveText("Rien ne change avec ces choix.");
  await trial.getByRole("combobox", { name: /^Déplacer des clients de/ }).selectOption({ label: "Aminata Diallo" });
  await trial.getByRole("combobox", { name: /^vers/ }).selectOption({ label: "Olivier Lacroix" });
  await trial.getByRole("combobox", { name: /^Segment/ }).selectOption({ label: "À construire" });
  await trial.getByRole("spinbutton", { name: /^Nombre/ }).fill("12");
  const effect = trial.getByRole("table");
  await expect(effect.getByRole("rowheader")).toHaveText(["Aminata Diallo", "Olivier Lacroix", "Ensemble"]);
  const [fewer, more] = [await percentsOf(effect, "Aminata Diallo"), await percentsOf(effect, "Olivier Lacroix")];
  expect(fewer.after).toBeLessThan(fewer.before);
  expect(more.after).toBeGreaterThan(more.before);
  // Work is neither made nor lost, and both have the same time.
  expect(Math.abs(fewer.before + more.before - fewer.after - more.after)).toBeLessThanOrEqual(2);

  await trial.getByRole("spinbutton", { name: "À entretenir" }).fill("20");
  await expect(effect.getByRole("rowheader", { name: "Claire Bousquet" })).toBeVisible();
  const stricter = await percentsOf(effect, "Claire Bousquet");
  expect(stricter.after).toBeGreaterThan(stricter.before);
  expect(stricter.keptAfter).toBeLessThan(stricter.keptBefore);
  await expectAccessible(page);
  await trial.getByRole("spinbutton", { name: "À entretenir" }).fill("60");
  await expect(effect.getByRole("rowheader")).toHaveCount(3);
  // Nothing happened yet.
  expect(await clientsOf(page, "Aminata Diallo")).toBe(had);

  await trial.getByRole("button", { name: "Confier ces clients…" }).click();
  const dialog = page.getByRole("dialog", { name: "Confier 12 clients de Aminata Diallo" });
  await expect(dialog.getByRole("radio", { name: "Définitivement" })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^Olivier Lacroix/ })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /^Aminata Diallo/ })).toHaveCount(0);
  await expect(dialog.getByText("12 clients seront confiés sur 12.")).toBeVisible();
  await expectAccessible(page);
  await handOver(dialog, 12);
  await expect.poll(() => clientsOf(page, "Aminata Diallo")).toBe(had - 12);
  expect(await clientsOf(page, "Olivier Lacroix")).toBe(took + 12);

  await takeBack(page, "Annuler le transfert", 12);
  await expect.poll(() => clientsOf(page, "Aminata Diallo")).toBe(had);
});

test("a filtered list is handed over from the portfolios, and taken back at once", async ({ page }) => {
  await openLoads(page);
  await page.goto("/portfolio?sort=name&segment=NEW");
  await page.getByRole("button", { name: "Filtres" }).click();
  await page.getByRole("combobox", { name: "Conseiller" }).selectOption({ label: "Aminata Diallo" });
  await expect(page).toHaveURL(/advisor=\d+/);
  const names = await rowsOf(page).getByRole("rowheader").allInnerTexts();
  await rowsOf(page).first().getByRole("checkbox").check();
  await page.getByRole("button", { name: "Sélectionner toute la liste" }).click();
  await page.getByRole("button", { name: "Confier à un collègue" }).click();
  const dialog = page.getByRole("dialog", { name: `Confier ${names.length} clients` });
  await dialog.getByRole("radio", { name: "Le temps d’une absence" }).check();
  await dialog.getByRole("checkbox", { name: /^Olivier Lacroix/ }).check();
  await expect(dialog.getByText(`${names.length} clients seront confiés sur ${names.length}.`)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: `Confier ${names.length} clients` }).click();
  await expect(dialog.getByText(`${names.length} clients confiés.`)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Annuler" }).click();
  await expect(dialog.getByText(`${names.length} clients repris.`)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(rowsOf(page).getByRole("rowheader")).toHaveText(names);
});

test("one client is handed over from their page: the colleague has them, the former does not; then taken back", async ({ page }) => {
  const { href, dialog } = await askToHandOver(page, "Aminata Diallo");
  await dialog.getByRole("button", { name: "Confier" }).click();
  await expect(dialog.getByText("Choisissez un collègue.")).toBeVisible();
  await dialog.getByRole("checkbox", { name: /^Olivier Lacroix/ }).check();
  await expect(dialog.getByText("1 client sera confié sur 1.")).toBeVisible();
  await expectAccessible(page);
  await handOver(dialog, 1);
  await expect(page.getByText("Portefeuille de Olivier Lacroix")).toBeVisible();
  await expect(page.getByText(/le conseiller était Aminata Diallo/)).toBeVisible();

  expect(await addressesOf(page, "Olivier Lacroix")).toContain(href);
  expect(await addressesOf(page, "Aminata Diallo")).not.toContain(href);
  await openLoads(page);
  await takeBack(page, "Annuler le transfert", 1);
  expect(await addressesOf(page, "Aminata Diallo")).toContain(href);
});

test("a client handed over → the former advisor is told and says what must be known → the colleague reads it", async ({ page }) => {
  const { href, name, dialog } = await askToHandOver(page, "Aminata Diallo");
  await dialog.getByRole("checkbox", { name: /^Olivier Lacroix/ }).check();
  await handOver(dialog, 1);

  await leaveSession(page);
  await signInAs(page, "Aminata Diallo");
  await expect(page.getByText(/(a été confié à un collègue|ont été confiés à vos collègues) ces 7 derniers jours/)).toBeVisible();
  await page.getByRole("link", { name: "Dire ce qu’il faut savoir" }).click();
  await expect(heading(page)).toHaveText(/confiés$/);
  const given = page.getByRole("main").getByRole("listitem").filter({ has: page.getByText(name, { exact: true }) }).first();
  await expect(given).toContainText("avec Olivier Lacroix depuis le");
  // A name is all that is left of the client here.
  await expect(given.getByRole("link")).toHaveCount(0);
  await given.getByText(/^Compléter le dossier/).click();
  const note = given.getByRole("textbox", { name: "Ajouter une note" });
  const send = given.getByRole("button", { name: "Ajouter au dossier" });
  await send.click();
  await expect(given.getByRole("alert")).toHaveText("Écrivez quelques mots");
  await expect(note).toHaveAttribute("aria-invalid", "true");
  // Nothing of what was written is cut: it is refused, and stays to be shortened.
  await note.fill("Long ".repeat(220));
  await expect(given.getByRole("alert")).toHaveCount(0);
  await send.click();
  await expect(given.getByRole("alert")).toHaveText("1 000 caractères au plus");
  await expect(note).toHaveValue("Long ".repeat(220));
  await expectAccessible(page);
  await given.locator("summary").focus();
  await expectVisibleFocus(page, 2);
  const words = "Rappeler plutôt le soir.\nSa sœur s’occupe des comptes.";
  await note.fill(words);
  await send.click();
  await expect(page.getByText("La note est dans le dossier de passation.")).toBeVisible();
  await expect(given.getByRole("listitem").filter({ hasText: "Rappeler plutôt le soir." })).toContainText(/Aminata Diallo, le/);
  await expect(note).toHaveValue("");

  await leaveSession(page);
  await signInAs(page, "Olivier Lacroix");
  await page.goto(href ?? "");
  await page.getByRole("link", { name: "Dossier de passation", exact: true }).click();
  const known = page.locator("section").filter({ has: page.getByRole("heading", { name: "Ce que le collègue doit savoir" }) });
  await expect(known.getByRole("listitem").first()).toContainText(/Sa sœur s’occupe des comptes\..*Aminata Diallo, le/s);
  await expectAccessible(page);

  await openLoads(page);
  await takeBack(page, "Annuler le transfert", 1);
  await leaveSession(page);
  await signInAs(page, "Aminata Diallo");
  await page.goto(`${href}/handover`);
  await expect(page.getByText("Sa sœur s’occupe des comptes.")).toBeVisible();
});

async function openLoads(page: Page): Promise<void> {
  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/workload");
  await expect(page.getByRole("heading", { name: "Et si…" })).toBeVisible();
}

/** How many clients the load of someone is of. */
async function clientsOf(page: Page, name: string): Promise<number> {
  return numberIn(await rowsOf(page).filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${name}`) }) }).first().getByRole("cell").first().innerText());
}

/** The figures of a row of a trial, in hundredths. */
async function percentsOf(effect: Locator, name: string): Promise<{ before: number; after: number; keptBefore: number; keptAfter: number }> {
  const cells = await effect.getByRole("row").filter({ has: effect.page().getByRole("rowheader", { name }) }).getByRole("cell").allInnerTexts();
  const [before = 0, after = 0, keptBefore = 0, keptAfter = 0] = cells.map(numberIn);
  return { before, after, keptBefore, keptAfter };
}

/** The first of an advisor's clients, opened by their supervisor, who is about to hand them over. */
async function askToHandOver(page: Page, advisor: string): Promise<{ href: string; name: string; dialog: Locator }> {
  const [href = ""] = await addressesOf(page, advisor);
  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto(href);
  const name = await heading(page).innerText();
  await page.getByRole("button", { name: "Confier à un collègue" }).click();
  return { href, name, dialog: page.getByRole("dialog", { name: `Confier ${name}` }) };
}

async function handOver(dialog: Locator, count: number): Promise<void> {
  const clients = count === 1 ? "1 client" : `${count} clients`;
  await dialog.getByRole("button", { name: `Confier ${clients}` }).click();
  await expect(dialog.getByText(new RegExp(`^${clients} confiés?\\. Les collègues les voient dès maintenant\\.`))).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
}

/** By the latest decision from Aminata to Olivier. */
async function takeBack(page: Page, how: string, count: number): Promise<void> {
  await page.getByRole("button", { name: `${how} : Aminata Diallo → Olivier Lacroix` }).first().click();
  const dialog = page.getByRole("dialog", { name: "Rendre les clients" });
  await dialog.getByRole("button", { name: new RegExp(`^Rendre ${count} client`) }).click();
  await expect(dialog.getByText(new RegExp(`^${count} clients? repris\\.`))).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
}

/** The first page of someone's clients, by their addresses. */
async function addressesOf(page: Page, name: string): Promise<(string | undefined)[]> {
  await leaveSession(page);
  await signInAs(page, name);
  await page.goto("/portfolio?sort=name&segment=BUILD");
  await expect(rowsOf(page).first()).toBeVisible();
  return (await page.locator("main table tbody a[href^='/clients/']").evaluateAll((links) => links.map((link) => link.getAttribute("href")?.split("?")[0])));
}
