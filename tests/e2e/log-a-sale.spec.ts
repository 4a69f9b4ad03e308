import type { Locator, Page } from "@playwright/test";
import { actionsOf, expect, heading, logDialog, signInAs, test } from "../support/journey";

/** How a suggestion says that it would move the client, and to which segment. */
const MOVES = /La souscription le ferait passer (À \p{L}+)\./u;
/** How an action says that the contact policy forbids it for now. */
const BLOCKED = /\s: aucun contact|\s: aucune offre|seule l’offre spécifique|la loi l’exige|Contact commercial il y a moins/;

test("an advisor sells what Today suggests: the client moves up a segment, and the action is done", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  const offer = await openOffer(page);
  const dialog = await sell(page, offer, "Souscrit pendant l’appel, dossier complet.");
  await expect(dialog.getByRole("status")).toContainText("Contact enregistré");
  await expect(dialog.getByRole("status")).toContainText(new RegExp(`${offer.segment}\\s*→\\s*${offer.movesTo}`));
  await dialog.getByRole("button", { name: "Fermer" }).click();

  await expectSegment(page, offer.movesTo);
  await expect(held(page, offer.product)).toContainText("À confirmer");
  await expect(suggestion(page, offer)).toHaveCount(0);
  const entry = history(page).first();
  await expect(entry).toContainText("Téléphone · Vente");
  await expect(entry).toContainText("par Camille Moreau");
  await expect(entry).toContainText("Souscrit pendant l’appel, dossier complet.");
  await expect(entry).toContainText(`Souscrit : ${offer.product}`);
  await expect(entry).toContainText(new RegExp(`${offer.segment} → ${offer.movesTo}`));

  await page.getByRole("main").getByRole("link", { name: "Aujourd’hui" }).click();
  await expect(page).toHaveURL(/\?kind=TARGETED_OFFER/);
  await expect(actionsOf(page).first()).toBeVisible();
  await expect(actionsOf(page).filter({ hasText: offer.client }).filter({ hasText: offer.title })).toHaveCount(0);
});

test("a sale logged by mistake is corrected: both entries stay, and what the sale had moved goes back", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  const offer = await openOffer(page);
  const sale = await sell(page, offer, "Souscrit.");
  await sale.getByRole("button", { name: "Fermer" }).click();
  await expectSegment(page, offer.movesTo);

  await history(page).first().getByRole("button", { name: /^Corriger l’entrée du .*Vente/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Corriger l’entrée du/ });
  await dialog.getByRole("radio", { name: "Échange" }).check();
  await dialog.getByLabel("Notes").fill("Une simple demande de renseignements.");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toContainText(new RegExp(`${offer.movesTo}\\s*→\\s*${offer.segment}`));
  await dialog.getByRole("button", { name: "Fermer" }).click();

  await expectSegment(page, offer.segment);
  await expect(held(page, offer.product)).toHaveCount(0);
  await expect(history(page).filter({ hasText: "Corrige l’entrée du" })).toContainText("Une simple demande de renseignements.");
  await expect(history(page).filter({ hasText: "Corrigée par l’entrée du" })).toContainText("Souscrit.");
});

test("Today ranks what may be done, the highest priority first, and says where the priority comes from", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  const possible = actionsOf(page).filter({ hasNotText: BLOCKED });
  await expect(possible.first()).toContainText(/En retard|À faire aujourd’hui/);
  const explained = /Priorité ([\d\s]+(?:,\d)?) = .+ de chances d’aboutir × .+ de PNB en jeu par an × urgence [\d,]+/;
  const priorities = (await possible.allInnerTexts()).map((words) => Number(explained.exec(words)?.[1]?.replace(/\s/g, "").replace(",", ".")));
  expect(priorities.length).toBeGreaterThan(10);
  expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
});

type Offer = { client: string; segment: string; title: string; product: string; movesTo: string };

/** Opens the client of the best ranked offer that would move them, on whichever page of the list it stands. */
async function openOffer(page: Page): Promise<Offer> {
  await page.getByRole("link", { name: /^Offre ciblée/ }).click();
  await page.waitForURL(/kind=TARGETED_OFFER/);
  for (;;) {
    await expect(actionsOf(page).first()).toContainText("Offre ciblée");
    const moving = actionsOf(page).filter({ hasText: MOVES, hasNotText: BLOCKED });
    if ((await moving.count()) > 0) {
      const offer = await describe(moving.first());
      await moving.first().getByRole("link").click();
      await expect(heading(page)).toHaveText(offer.client);
      return offer;
    }
    const before = page.url();
    await page.getByRole("link", { name: /^Suivant/ }).click();
    await expect(page).not.toHaveURL(before);
  }
}

async function describe(row: Locator): Promise<Offer> {
  const words = await row.innerText();
  const product = found(/Offre ciblée · (.+)/.exec(words)?.[1]).trim();
  return {
    client: await row.getByRole("link").innerText(),
    product,
    title: `Offre ciblée · ${product}`,
    segment: found(/À (entretenir|développer|stimuler|construire)/.exec(words)?.[0]),
    movesTo: found(MOVES.exec(words)?.[1]),
  };
}

/** Logs a call in which the product was sold, from the suggestion on the client's page. */
async function sell(page: Page, offer: Offer, note: string): Promise<Locator> {
  await suggestion(page, offer).getByRole("button", { name: /^Consigner un contact/ }).click();
  const dialog = logDialog(page);
  await dialog.getByRole("radio", { name: "Téléphone" }).check();
  await dialog.getByRole("radio", { name: "Vente" }).check();
  await expect(dialog.getByRole("group", { name: "Produits souscrits" }).getByRole("checkbox", { name: offer.product, exact: true })).toBeChecked();
  await dialog.getByLabel("Notes").fill(note);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("button", { name: "Fermer" })).toBeVisible();
  return dialog;
}

function suggestion(page: Page, offer: Offer): Locator {
  return page.getByRole("list", { name: "Prochaines actions pour ce client" }).getByRole("listitem").filter({ hasText: offer.title });
}

/** The header of a client's page shows this segment. */
async function expectSegment(page: Page, segment: string): Promise<void> {
  await expect(page.getByRole("main")).toContainText(new RegExp(`${segment}\\s*Score combiné`));
}

function history(page: Page): Locator {
  return page.getByRole("region", { name: "Historique" }).locator("ol > li");
}

function held(page: Page, product: string): Locator {
  return page.getByRole("region", { name: "Produits par univers" }).locator("li li").filter({ hasText: product, visible: true });
}

function found(text: string | undefined): string {
  if (!text) throw new Error("the list of actions does not say what is looked for");
  return text;
}
