import type { Locator, Page } from "@playwright/test";
import { actionsOf, expect, heading, logDialog, signInAs, test } from "../support/journey";

/** How a suggestion says that it would move the client, and to which segment. */
const MOVES = /La souscription le ferait passer (À \p{L}+)\./u;

test("an advisor sells what Today suggests: the client moves up a segment, and the action is done", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  await page.getByRole("link", { name: /^Offre ciblée/ }).click();
  const offer = await describe(await offerThatMoves(page));

  await page.getByRole("link", { name: offer.client, exact: true }).and(page.locator(`[href*="${offer.path}"]`)).first().click();
  await expect(heading(page)).toHaveText(offer.client);
  const suggestion = page.getByRole("list", { name: "Prochaines actions pour ce client" }).getByRole("listitem").filter({ hasText: offer.title });
  await suggestion.getByRole("button", { name: /^Consigner un contact/ }).click();

  const dialog = logDialog(page);
  await dialog.getByRole("radio", { name: "Téléphone" }).check();
  await dialog.getByRole("radio", { name: "Vente" }).check();
  await expect(dialog.getByRole("group", { name: "Produits souscrits" }).getByRole("checkbox", { name: offer.product, exact: true })).toBeChecked();
  await dialog.getByLabel("Notes").fill("Souscrit pendant l’appel, dossier complet.");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();

  await expect(dialog.getByRole("status")).toContainText("Contact enregistré");
  await expect(dialog.getByRole("status")).toContainText(new RegExp(`${offer.segment}\\s*→\\s*${offer.movesTo}`));
  await dialog.getByRole("button", { name: "Fermer" }).click();

  await expect(page.getByRole("main")).toContainText(new RegExp(`${offer.movesTo}\\s*Score combiné`));
  await expect(held(page, offer.product)).toContainText("À confirmer");
  const entry = page.getByRole("region", { name: "Historique" }).getByRole("listitem").first();
  await expect(entry).toContainText("Téléphone · Vente");
  await expect(entry).toContainText("par Camille Moreau");
  await expect(entry).toContainText("Souscrit pendant l’appel, dossier complet.");
  await expect(entry).toContainText(`Souscrit : ${offer.product}`);
  await expect(entry).toContainText(new RegExp(`${offer.segment} → ${offer.movesTo}`));
  await expect(suggestion).toHaveCount(0);

  await page.getByRole("main").getByRole("link", { name: "Aujourd’hui" }).click();
  await expect(page).toHaveURL(/\?kind=TARGETED_OFFER/);
  await expect(actionsOf(page).first()).toBeVisible();
  await expect(actionsOf(page).filter({ hasText: offer.client }).filter({ hasText: offer.title })).toHaveCount(0);
});

test("Today ranks what may be done, the highest priority first, and says where the priority comes from", async ({ page }) => {
  await signInAs(page, "Camille Moreau");
  const possible = actionsOf(page).filter({ hasNotText: "Bloquée" });
  await expect(possible.first()).toContainText(/En retard|À faire aujourd’hui/);
  const explained = /Priorité ([\d\s]+(?:,\d)?) = .+ de chances d’aboutir × .+ de PNB en jeu par an × urgence [\d,]+/;
  const priorities = (await possible.allInnerTexts()).map((words) => Number(explained.exec(words)?.[1]?.replace(/\s/g, "").replace(",", ".")));
  expect(priorities.length).toBeGreaterThan(10);
  expect(priorities).toEqual(priorities.toSorted((a, b) => b - a));
});

type Offer = { client: string; path: string; segment: string; title: string; product: string; movesTo: string };

/** The best ranked offer that would move its client, on whichever page of the list it stands. */
async function offerThatMoves(page: Page): Promise<Locator> {
  for (;;) {
    await expect(actionsOf(page).first()).toContainText("Offre ciblée");
    const moving = actionsOf(page).filter({ hasText: MOVES, hasNotText: "Contact commercial il y a moins" });
    if ((await moving.count()) > 0) return moving.first();
    await page.getByRole("link", { name: /^Suivant/ }).click();
    await page.waitForURL(/[?&]at=/);
  }
}

async function describe(row: Locator): Promise<Offer> {
  const link = row.getByRole("link");
  const client = await link.innerText();
  const words = await row.innerText();
  const product = /Offre ciblée · (.+)/.exec(words)?.[1]?.trim() ?? "";
  const href = (await link.getAttribute("href")) ?? "";
  return {
    client,
    path: href.split("?")[0] ?? "",
    product,
    title: `Offre ciblée · ${product}`,
    segment: /À (entretenir|développer|stimuler|construire)/.exec(words)?.[0] ?? "",
    movesTo: MOVES.exec(words)?.[1] ?? "",
  };
}

function held(page: Page, product: string): Locator {
  return page.getByRole("region", { name: "Produits par univers" }).getByRole("listitem").filter({ hasText: product }).last();
}
