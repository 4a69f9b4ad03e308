import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, numberIn, REFUSED_PAGES, rowsOf, signInAs, tabTo, test } from "../support/journey";

/** The connection that a test cuts, and the page that an advisor is refused. */
test.use({ provoked: new RegExp(`${REFUSED_PAGES.source}|ERR_INTERNET_DISCONNECTED|Failed to fetch`) });

const TEXTS = ["Objectifs du client", "Engagements financiers réguliers", "Expérience", "Autres solutions envisagées", "Recommandation", "Pourquoi elle convient"];
const CHOICES = { "Durée de placement": "Plus de 8 ans", "Risque accepté": "Modéré", "Capacité à subir des pertes": "Jusqu’à 10 %", Connaissances: "Fonds, actions et obligations", "Préférences de durabilité": "Pas de préférence" };

test("the desk shows who is late, and each figure is the length of its list", async ({ page }) => {
  await signInAs(page, "Hélène Garnier");
  await page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name: "Patrimonial" }).click();
  await expect(heading(page)).toHaveText("Clientèle patrimoniale");
  for (const name of [/^Tous/, /^En retard/, /^Jamais revus/, /^Dus sous 30 jours/, /^À jour/]) {
    const figure = figures(page).getByRole("link", { name });
    await figure.click();
    await expect(figure).toHaveAttribute("aria-current", "true");
    await expect(figure).toContainText("confiés");
    // Its name, its number, its amount.
    const told = numberIn((await figure.innerText()).split("\n")[1] ?? "");
    await expect(rowsOf(page)).toHaveCount(Math.min(50, told));
  }
  await figures(page).getByRole("link", { name: /^Tous/ }).click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 14);
});

test("a review is prepared, refused with what is missing, completed, printed, and the client is no longer late", async ({ page }) => {
  test.slow();
  await signInAs(page, "Hélène Garnier");
  const name = await beginReview(page);
  await fill(page, { except: ["Recommandation", "Prochaine revue"] });
  await expect(page.getByText("2 sur 14 à renseigner")).toBeVisible();
  await page.getByRole("button", { name: "Terminer la revue" }).click();
  const missing = page.getByRole("group", { name: /^Il reste 2 réponses à renseigner avant de terminer/ });
  await expect(missing).toBeFocused();
  await expect(missing.getByRole("link")).toHaveText(["Recommandation", "Prochaine revue"]);
  await expectAccessible(page);

  // By keyboard alone: to the field that is missing, and to the end.
  await missing.focus();
  await tabTo(page, missing.getByRole("link", { name: "Recommandation" }), 3);
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Recommandation", { exact: true })).toBeFocused();
  await page.keyboard.type("Ne rien changer cette année.");
  await page.getByLabel("Prochaine revue", { exact: true }).fill((await page.getByLabel("Prochaine revue", { exact: true }).getAttribute("max")) ?? "");
  await expect(page.getByText("Tout est renseigné")).toBeVisible();
  await expect(page.getByText("Enregistré.")).toBeVisible();
  await page.getByRole("button", { name: "Terminer la revue" }).click();
  const dialog = page.getByRole("dialog", { name: "Terminer la revue" });
  await dialog.getByRole("button", { name: "Terminer" }).click();
  await expect(dialog.getByText("Choisissez le canal")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel(/^Comment/).selectOption({ label: "Agence" });
  await dialog.getByRole("button", { name: "Terminer" }).click();

  await expect(heading(page).first()).toHaveText(/^Revue du /);
  await expect(page.getByRole("article")).toContainText("Ne rien changer cette année.");
  await expect(page.getByText("Revue terminée et enregistrée")).toBeHidden({ timeout: 20_000 });
  await expectAccessible(page);
  await expectOnOnePage(page, name);
  const document = page.url();

  await page.goto("/desk");
  await expect(rowOf(page, name)).toContainText("À jour");
  await rowOf(page, name).getByRole("rowheader").getByRole("link").click();
  await expect(page.getByRole("link", { name: "Compte rendu de la revue" }).first()).toHaveAttribute("href", new URL(document).pathname);

  // What is kept is corrected by a new version.
  await page.goto(document);
  await page.getByRole("button", { name: "Corriger" }).click();
  await expect(page.getByLabel("Recommandation", { exact: true })).toHaveValue("Ne rien changer cette année.");
  await page.getByLabel("Recommandation", { exact: true }).fill("Ne rien changer avant l’été.");
  await complete(page);
  await expect(page.getByRole("article")).toContainText("Cette version remplace celle du");
  await page.getByRole("link", { name: "Version précédente" }).click();
  await expect(page.getByRole("article")).toContainText("Ne rien changer cette année.");
  await expect(page.getByRole("button", { name: "Corriger" })).toHaveCount(0);
});

test("nothing that is typed is lost without a network", async ({ page, context }) => {
  await signInAs(page, "Olivier Lacroix");
  await beginReview(page);
  await context.setOffline(true);
  await page.getByLabel("Recommandation", { exact: true }).fill("Écrit dans le train.");
  await expect(page.getByText(/^Pas enregistré, nouvel essai/)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(/^Enregistré/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Recommandation", { exact: true })).toHaveValue("Écrit dans le train.");
});

test("two tabs that write in the same field are both heard", async ({ page, context }) => {
  await signInAs(page, "Olivier Lacroix");
  await beginReview(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByLabel("Objectifs du client").fill("Écrit ailleurs.");
  await expect(other.getByText(/^Enregistré/)).toBeVisible();
  await page.getByLabel("Expérience", { exact: true }).fill("Vingt ans.");
  await page.getByLabel("Objectifs du client").fill("Écrit ici.");
  const conflict = page.getByRole("group", { name: "Deux réponses : Objectifs du client" });
  await expect(conflict).toContainText("Écrit ici.");
  await expect(conflict).toContainText("Écrit ailleurs.");
  await expectAccessible(page);
  await conflict.getByRole("button", { name: "Prendre celle d’ailleurs" }).click();
  await expect(page.getByText(/^Enregistré/)).toBeVisible();
  await other.reload();
  await expect(other.getByLabel("Objectifs du client")).toHaveValue("Écrit ailleurs.");
  await expect(other.getByLabel("Expérience", { exact: true })).toHaveValue("Vingt ans.");
  await other.getByRole("button", { name: "Abandonner" }).click();
  await other.getByRole("dialog", { name: "Abandonner cette préparation ?" }).getByRole("button", { name: "Abandonner" }).click();
  await expect(other.getByRole("button", { name: "Commencer la revue" })).toBeVisible();
});

test("a client is invited to an event as the contact policy allows, and answers", async ({ page }) => {
  test.slow();
  await signInAs(page, "Hélène Garnier");
  await page.goto("/desk");
  const event = page.getByRole("navigation", { name: "Événements et offres à venir" }).getByRole("link", { name: /^Frais d’entrée offerts/ });
  await event.click();
  await expect(event).toHaveAttribute("aria-current", "true");
  const toInvite = numberIn(/(\d+) clients? à inviter/.exec(await event.innerText())?.[0] ?? "");
  await expect(rowsOf(page)).toHaveCount(Math.min(50, toInvite));
  // Who was spoken to of late, complains or refused every channel is not invited: the page says why. The others can be.
  const addresses = await Promise.all((await page.getByRole("link", { name: /^Inviter / }).all()).map((link) => link.getAttribute("href")));
  const invite = page.getByRole("button", { name: /^Inviter à : Frais d’entrée offerts/ });
  for (const address of addresses) {
    await page.goto(address ?? "");
    await expect(invitations(page)).toBeVisible();
    if (await invite.isVisible()) break;
  }
  await expectAccessible(page);
  const item = invitations(page).getByRole("listitem").filter({ hasText: "Frais d’entrée offerts" });
  await item.getByRole("combobox").focus();
  await tabTo(page, invite, 2);
  await page.keyboard.press("Enter");
  await expect(item.getByText("Invité", { exact: true })).toBeVisible();
  await expect(page.getByText("Invitation : Frais d’entrée offerts sur la gestion sous mandat").first()).toBeVisible();
  await item.getByRole("button", { name: /^A accepté/ }).click();
  await expect(item.getByText("Accepté", { exact: true })).toBeVisible();
  await expect(item.getByRole("button", { name: /^Est venu/ })).toHaveCount(0);
  await page.goto("/desk");
  await expect(event).toContainText(/· 1 invité|· \d+ invités/);
});

test("an administrator writes an event, which its audience finds on the desk", async ({ page, browser, baseURL }) => {
  const title = `Dîner de rentrée ${Date.now()}`;
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/events");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ajouter" }).click();
  const dialog = page.getByRole("dialog", { name: "Ajouter un événement ou une offre" });
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText("À renseigner").first()).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel(/^Intitulé en français/).fill(title);
  await dialog.getByLabel(/^Intitulé en anglais/).fill("Dinner");
  await dialog.getByLabel(/^Date/).fill(new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10));
  await dialog.getByLabel(/^Places/).fill("12");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(rowsOf(page).filter({ hasText: title })).toContainText("0 sur 12");
  const manager = await browser.newPage({ baseURL, locale: "fr-FR" });
  await signInAs(manager, "Olivier Lacroix");
  await manager.goto("/desk");
  await expect(manager.getByRole("link", { name: new RegExp(title) })).toContainText("12 places sur 12");
  // Out of the way of the other journeys.
  await page.getByRole("button", { name: `Modifier : ${title}` }).click();
  await page.getByRole("checkbox", { name: /^Retiré/ }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
  await expect(rowsOf(page).filter({ hasText: title })).toContainText("Retiré");
  await manager.reload();
  await expect(manager.getByRole("link", { name: new RegExp(title) })).toHaveCount(0);
});

test("a supervisor reads the desk, and an advisor has none", async ({ page, browser, baseURL }) => {
  await signInAs(page, "Valérie Chapuis");
  await page.goto("/desk");
  await expect(rowsOf(page).first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^(Préparer|Continuer) la revue/ })).toHaveCount(0);
  await rowsOf(page).first().getByRole("rowheader").getByRole("link").click();
  const advisor = await browser.newPage({ baseURL, locale: "fr-FR" });
  await signInAs(advisor, "Sophie Lambert");
  await expect(advisor.getByRole("link", { name: "Patrimonial" })).toHaveCount(0);
  await advisor.goto("/desk");
  await expect(heading(advisor)).toHaveText("Cette page n’est pas ouverte à votre rôle");
});

function figures(page: Page): Locator {
  return page.getByRole("navigation", { name: "Selon la revue" });
}

function invitations(page: Page): Locator {
  return page.getByRole("region", { name: "Événements et offres" });
}

function rowOf(page: Page, name: string): Locator {
  return rowsOf(page).filter({ has: page.getByRole("link", { name: new RegExp(`la revue de ${name}$`) }) });
}

/** Of a client of whom none is in preparation; the client's name as the page tells it. */
async function beginReview(page: Page): Promise<string> {
  await page.goto("/desk");
  const link = page.getByRole("link", { name: /^Préparer la revue de / }).first();
  const name = ((await link.getAttribute("aria-label")) ?? "").replace("Préparer la revue de ", "");
  await link.click();
  await page.getByRole("button", { name: "Commencer la revue" }).click();
  await expect(page.getByLabel("Objectifs du client")).toBeVisible();
  return name;
}

async function fill(page: Page, { except }: { except: readonly string[] }): Promise<void> {
  for (const label of TEXTS) await page.getByLabel(label, { exact: true }).fill(except.includes(label) ? "" : `${label} : ce que le client en a dit pendant le rendez-vous.`);
  for (const [label, choice] of Object.entries(CHOICES)) await page.getByLabel(label, { exact: true }).selectOption({ label: choice });
  await page.getByLabel(/^Revenus réguliers/).fill("52 000");
  await page.getByLabel(/^Patrimoine financier/).fill("310 000");
}

async function complete(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Terminer la revue" }).click();
  const dialog = page.getByRole("dialog", { name: "Terminer la revue" });
  await dialog.getByLabel(/^Comment/).selectOption({ label: "Agence" });
  await dialog.getByRole("button", { name: "Terminer" }).click();
  await expect(page.getByRole("article")).toBeVisible();
}

/** Black on white, without what stands around it on the screen. */
async function expectOnOnePage(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("heading", { name })).toBeVisible();
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("button", { name: "Imprimer" })).toBeHidden();
  await expect(page.getByText("Le client, le :")).toBeVisible();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
}
