import type { Locator, Page } from "@playwright/test";
import { actionsOf, expect, heading, logDialog, signInAs, test } from "../support/journey";

test("before calling to sell, an advisor reads whether she may, by which channel, and why not", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  await openClient(page, (answers) => /Refus du/.test(answers.Téléphone ?? "") && /^Autorisé/.test(answers.Application ?? ""));
  await expect(line(page, "Service")).toContainText("Autorisé");
  await expect(line(page, "Téléphone")).toContainText(/^Téléphone\s*Interdit\s*Refus du .* \d{4}\./);
  await expect(line(page, "Agence, visio")).toContainText("Autorisé");

  const dialog = await openLog(page);
  await dialog.getByRole("radio", { name: "Téléphone" }).check();
  await expect(answer(dialog)).toContainText("Aucune règle commerciale ne s’oppose à un contact de service.");
  await dialog.locator("summary").filter({ hasText: /^Produits évoqués/ }).click();
  await dialog.getByRole("checkbox", { name: "Assurance vie" }).check();
  await expect(answer(dialog)).toContainText("Interdit. Le client a refusé ce canal pour les contacts commerciaux.");
  await dialog.getByRole("radio", { name: "Agence" }).check();
  await expect(answer(dialog)).toContainText("Autorisé. En agence, ou en visio sur rendez-vous, aucun accord préalable n’est requis.");

  // He had called all the same: it is saved, and the client is left in peace for a fortnight.
  await dialog.getByRole("radio", { name: "Téléphone" }).check();
  await expect(answer(dialog)).toContainText("L’entrée sera enregistrée malgré cette règle.");
  await dialog.getByRole("radio", { name: "Échange" }).check();
  await save(dialog);
  await expect(line(page, "Application")).toContainText(/^Application\s*Interdit\s*Pas avant le .* \d{4}\. Contact commercial le .*\s: un au plus en 14 jours\./);
  await expect(page.getByRole("region", { name: "Historique" }).locator("ol > li").first()).toContainText("Assurance vie");
  await expect(line(page, "Service")).toContainText("Autorisé");
});

test("the client agrees to be called: the advisor notes where the proof is kept, and calls are open", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  await openClient(page, (answers) => /Refus du|jamais demandé/.test(answers.Téléphone ?? "") && /^Autorisé/.test(answers.Application ?? ""));
  const dialog = await openLog(page);
  await dialog.getByRole("radio", { name: "Agence" }).check();
  await dialog.getByRole("radio", { name: "Échange" }).check();
  await dialog.locator("summary").filter({ hasText: /^Consentements/ }).click();
  const phone = dialog.getByRole("radiogroup", { name: "Téléphone" });
  await expect(dialog.getByLabel(/^Où la preuve est conservée \(Téléphone\)/)).toHaveCount(0);
  await phone.getByRole("radio", { name: "Accordé" }).check();
  await dialog.getByLabel(/^Où la preuve est conservée \(Téléphone\)/).fill("Formulaire signé, GED n° 481 234");
  await save(dialog);
  await expect(line(page, "Téléphone")).toContainText(/Accord du .* \d{4}, preuve\s: Formulaire signé, GED n° 481 234\./);
  // At night it is the hour alone that stands in the way.
  await expect(line(page, "Téléphone")).toContainText(/^Téléphone\s*(Autorisé|Interdit\s*Pas avant le .*Appels commerciaux du lundi au vendredi)/);
});

test("in English, too, each answer names its rule", async ({ page, context }) => {
  await signInAs(page, "Claire Bousquet");
  await context.addCookies([{ name: "mireille-locale", value: "en", url: page.url() }]);
  await page.reload();
  await page.getByRole("list", { name: /^Actions/ }).locator("> li").first().getByRole("link").click();
  const panel = page.getByRole("region", { name: "May I contact this client?" });
  await expect(panel).toContainText("No commercial rule stands against a service contact.");
  await expect(panel.locator("dl > div")).not.toHaveCount(0);
});

type Answers = Partial<Record<string, string>>;

/** Opens the clients of Today, one after the other, until one is found whose answers are such. */
async function openClient(page: Page, isLooked: (answers: Answers) => boolean): Promise<void> {
  const links = await actionsOf(page).getByRole("link").evaluateAll((all) => [...new Set(all.map((link) => link.getAttribute("href")?.split("?")[0] ?? ""))]);
  for (const link of links.filter((href) => href.startsWith("/clients/"))) {
    await page.goto(link);
    await expect(heading(page)).toBeVisible();
    const lines = await panelOf(page).locator("dl > div").evaluateAll((all) => all.map((row) => [row.querySelector("dt")?.textContent ?? "", row.querySelector("dd")?.textContent?.trim() ?? ""]));
    if (isLooked(Object.fromEntries(lines) as Answers)) return;
  }
  throw new Error("no client of Today is such");
}

function panelOf(page: Page): Locator {
  return page.getByRole("region", { name: /^Puis-je contacter ce client/ });
}

/** A line of the panel: the channel, and what may be done by it. */
function line(page: Page, name: string): Locator {
  return panelOf(page).locator("dl > div").filter({ has: page.locator("dt", { hasText: new RegExp(`^${name}$`) }) });
}

async function openLog(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Consigner un contact", exact: true }).click();
  await expect(logDialog(page).getByRole("button", { name: "Enregistrer" })).toBeVisible();
  return logDialog(page);
}

/** What the contact policy says of the contact as the form stands. */
function answer(dialog: Locator): Locator {
  return dialog.getByRole("status");
}

async function save(dialog: Locator): Promise<void> {
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await expect(dialog).toBeHidden();
}
