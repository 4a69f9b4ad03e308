import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { actionsOf, expect, heading, rowsOf, signInAs, test } from "../support/journey";

// The network fails on purpose.
test.use({ provoked: /net::ERR_/ });

test("twenty clients by keyboard alone, across a page of the list, each with one turn", async ({ page }) => {
  await begin(page, "Inès Ferreira", "/portfolio?sort=name");
  await expect(placeOf(page)).toContainText(/^Client 1 sur \d+ aucun traité/);
  const met = new Set<string>();
  for (let turn = 0; turn < 50; turn++) {
    met.add(page.url());
    await goOn(page, () => (turn < 20 ? takeTurn(page, TURNS[turn % TURNS.length]) : page.keyboard.press("j")));
    await expect(heading(page)).toBeFocused();
  }
  expect(met.size).toBe(50);
  await expect(placeOf(page)).toContainText(/^Client 51 sur \d+ 20 traités/);

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/portfolio\?sort=name&at=[\w-]+#client-\d+$/);
  await expect(page.getByRole("navigation", { name: "Pages de la liste" })).toContainText("51–100");
  await expect(rowsOf(page).first().getByRole("link")).toBeFocused();
});

test("the place is still there after a reload, Back and Forward, and whoever had their turn does not come again", async ({ page }) => {
  await begin(page, "Camille Moreau", "/?kind=CHURN_WATCH");
  const first = await heading(page).innerText();
  await goOn(page, async () => {
    await page.keyboard.press("r");
    await page.keyboard.press("3");
  });
  await expect(lastStep(page)).toContainText(/Action reportée au .*\d{4}\s: /);
  const second = await heading(page).innerText();
  await goOn(page, () => page.keyboard.press("j"));
  const third = await heading(page).innerText();
  await expect(placeOf(page)).toContainText("Client 3 sur");

  await page.reload();
  await expect(heading(page)).toHaveText(third);
  await expect(placeOf(page)).toContainText("Client 3 sur");
  await expect(placeOf(page)).toContainText("1 traité");
  await expect(lastStep(page)).toContainText("Action reportée au");
  await page.goBack();
  await expect(heading(page)).toHaveText(second);
  await page.goBack();
  await expect(heading(page)).toHaveText(first);
  await expect(page.getByText("Déjà traité dans cette tournée")).toBeVisible();
  await page.keyboard.press("j");
  await expect(heading(page)).toHaveText(second);
  await page.keyboard.press("k");
  await expect(heading(page)).toHaveText(first);
  await page.keyboard.press("Escape");
  await expect(page).toHaveURL(/\/\?kind=CHURN_WATCH/);
  await expect(actionsOf(page).filter({ hasText: first })).toHaveCount(0);
});

test("a link that a colleague opens leads through the colleague's own clients, and names nobody", async ({ page, browser }) => {
  await begin(page, "Camille Moreau", "/portfolio?sort=name&segment=STIMULATE");
  await page.keyboard.press("j");
  await expect(placeOf(page)).toContainText("Client 2 sur");
  const [name, link] = [await heading(page).innerText(), page.url()];
  for (const word of name.toLowerCase().split(/\s/)) expect(decodeURIComponent(link).toLowerCase()).not.toContain(word);

  const colleague = await (await browser.newContext({ locale: "fr-FR" })).newPage();
  await signInAs(colleague, "Karim Haddad");
  await colleague.goto(link);
  await expect(heading(colleague)).not.toHaveText(name);
  await expect(placeOf(colleague)).toContainText(/^Client \d+ sur \d+/);
  const shown = await heading(colleague).innerText();
  await colleague.keyboard.press("o");
  await expect(colleague).toHaveURL(/\/clients\/\d+/);
  await expect(colleague.getByRole("heading", { level: 1, name: shown }).first()).toBeVisible();
  await colleague.context().close();
});

test("a sale moves the client up while the round goes on; U takes it back, in words", async ({ page }) => {
  await begin(page, "Camille Moreau", "/?kind=TARGETED_OFFER");
  const seller = await findMover(page);
  await page.keyboard.press("l");
  const form = page.getByRole("form", { name: "Consigner un contact" });
  await expect(form.getByRole("radio").first()).toBeFocused();
  await page.keyboard.press("3");
  await expect(form.getByRole("radio", { name: "Vente" })).toBeChecked();
  await expect(form.getByRole("group", { name: "Produits souscrits" }).getByRole("checkbox", { name: seller.product }).first()).toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expect(lastStep(page)).toContainText(`Vente, consigné\u00a0: ${seller.name}.`);
  await expect(lastStep(page)).toContainText("→");
  await expect(heading(page)).not.toHaveText(seller.name);

  await page.keyboard.press("u");
  await expect(heading(page)).toHaveText(seller.name);
  await expect(lastStep(page)).toContainText(`Saisie annulée\u00a0: ${seller.name}. Elle reste dans l’historique`);
  await expect(lastStep(page)).toContainText("→");
  await expect(page.getByRole("region", { name: "À faire" })).toContainText(seller.product);
  await page.keyboard.press("o");
  await expect(page).toHaveURL(/\/clients\/\d+\?from=today/);
  await expect(page.getByRole("region", { name: "Historique" }).getByRole("listitem").filter({ hasText: "Saisie annulée" })).toBeVisible();
});

test("an action taken on waits in Today, and can be let go of", async ({ page }) => {
  await begin(page, "Julien Jacquot", "/?kind=PERSONAL_FOLLOW_UP");
  const name = await heading(page).innerText();
  await page.keyboard.press("a");
  await expect(lastStep(page)).toContainText(`Action prise en charge\u00a0: ${name}.`);
  await page.goto("/?view=taken");
  await expect(actionsOf(page).filter({ hasText: name })).toContainText("Prise en charge");
  await page.goBack();
  await page.getByRole("button", { name: "Annuler la dernière étape" }).click();
  await expect(heading(page)).toHaveText(name);
  await page.goto("/?view=taken");
  await expect(page.getByRole("heading", { name: "Rien n’est pris en charge" })).toBeVisible();
});

test("a contact logged without a network waits in the outbox while the round goes on, and is then saved once", async ({ page, context }) => {
  await begin(page, "Claire Bousquet", "/portfolio?sort=name");
  const name = await heading(page).innerText();
  await page.keyboard.press("l");
  await page.keyboard.press("2");
  const form = page.getByRole("form", { name: "Consigner un contact" });
  // Letters that are keys elsewhere are only letters here.
  await form.getByLabel("Notes").pressSequentially("Rappeler Jeanne, axa, luxe ?");
  await page.getByRole("banner").getByRole("link", { name: "Portefeuille" }).click();
  await expect(form.getByRole("alert")).toContainText("Abandonner cette saisie");
  await form.getByRole("button", { name: "Continuer la saisie" }).click();
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await form.getByLabel("Notes").press("Control+Enter");
  await expect(lastStep(page)).toContainText(`Gardé dans la boîte d’envoi\u00a0: ${name}.`);
  await expect(heading(page)).not.toHaveText(name);
  await expect(page.getByRole("banner").getByRole("button", { name: /contact attend d’être envoyé/ })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: `Connexion rétablie\u00a0: le contact avec ${name} est enregistré.` })).toBeVisible();
  await page.keyboard.press("k");
  await expect(heading(page)).toHaveText(name);
  await expect(page.getByRole("region", { name: "Derniers contacts" }).getByText("Rappeler Jeanne, axa, luxe ?")).toHaveCount(1);
});

test("without a network one goes no further than what is known, and is told", async ({ page, context }) => {
  await begin(page, "Claire Bousquet", "/portfolio?sort=name&segment=BUILD");
  await page.waitForLoadState("networkidle");
  await context.setOffline(true);
  await goOn(page, () => page.keyboard.press("j"));
  await page.keyboard.press("j");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("Le serveur est injoignable");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Réessayer" }).click();
  await expect(placeOf(page)).toContainText("Client 3 sur");
});

test("on a phone, by touch: logged, snoozed, taken back, and on to the next", async ({ browser }) => {
  const context = await browser.newContext({ hasTouch: true, isMobile: true, locale: "fr-FR" });
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 800 });
  await begin(page, "Thomas Riou", "/?kind=PERSONAL_FOLLOW_UP");
  await page.setViewportSize({ width: 390, height: 844 });
  const bar = barOf(page);
  const first = await heading(page).innerText();
  await bar.getByRole("button", { name: "Consigner un contact" }).tap();
  await page.getByRole("radio", { name: "Échange" }).tap();
  await page.getByRole("button", { name: "Enregistrer et continuer" }).tap();
  await expect(lastStep(page)).toContainText(`Échange, consigné\u00a0: ${first}.`);
  await expect(placeOf(page)).toContainText("Client 2 sur");
  const second = await heading(page).innerText();
  await bar.getByRole("button", { name: /^Reporter/ }).tap();
  await page.getByRole("button", { name: /^Une semaine/ }).tap();
  await expect(lastStep(page)).toContainText(second);
  await page.getByRole("button", { name: "Annuler la dernière étape" }).tap();
  await expect(heading(page)).toHaveText(second);
  await goOn(page, () => bar.getByRole("button", { name: "Client suivant" }).tap());
  await context.close();
});

test("keys of one letter are listed, can be switched off, and stay off; the buttons go on", async ({ page }) => {
  await begin(page, "Julien Jacquot", "/portfolio?sort=name");
  const name = await heading(page).innerText();
  await page.keyboard.press("?");
  const keys = page.getByRole("region", { name: "Touches de la tournée" });
  await expect(keys.getByRole("row", { name: /^L Consigner un contact/ })).toBeVisible();
  await keys.getByLabel("Utiliser les touches d’une lettre").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await expect(barOf(page).locator("kbd")).toHaveCount(0);
  for (const key of ["j", "l", "?", "u"]) await page.keyboard.press(key);
  await expect(heading(page)).toHaveText(name);
  await expect(page.getByRole("form")).toHaveCount(0);
  await goOn(page, () => page.getByRole("button", { name: "Client suivant" }).click());
});

test("at the end of a list one is told who is left, and goes on with them", async ({ page }) => {
  await begin(page, "Camille Moreau", "/?kind=WELCOME");
  const total = Number(/sur (\d+)/.exec(await placeOf(page).innerText())?.[1]);
  await page.keyboard.press("x");
  await page.keyboard.press("4");
  await expect(lastStep(page)).toContainText("Action écartée (Mauvais moment)");
  for (let turn = 1; turn < total; turn++) {
    await expect(placeOf(page)).toContainText(`Client ${turn + 1} sur`);
    await page.keyboard.press("j");
  }
  await expect(heading(page)).toHaveText("La liste est terminée");
  await expect(page.getByText(`1 client traité dans cette tournée.`)).toBeVisible();
  await expect(page.getByText(total === 2 ? /1 client n’a pas eu son tour/ : `${total - 1} clients n’ont pas eu leur tour.`)).toBeVisible();
  await page.getByRole("button", { name: "Reprendre ceux qui restent" }).click();
  await expect(placeOf(page)).toContainText(/^Client 1 sur/);
});

test("a supervisor goes through the list and has nothing to log", async ({ page }) => {
  await begin(page, "Valérie Chapuis", "/portfolio?sort=name");
  await expect(barOf(page).getByRole("button")).toHaveCount(2);
  for (const key of ["l", "a", "r", "x", "u"]) await page.keyboard.press(key);
  await expect(page.getByRole("form")).toHaveCount(0);
  await goOn(page, () => page.keyboard.press("j"));
});

test("axe finds nothing on the page and on what it opens", async ({ page }) => {
  test.slow();
  await begin(page, "Sophie Lambert", "/?kind=TARGETED_OFFER");
  await expectAccessible(page);
  await expectVisibleFocus(page, 16);
  for (const key of ["l", "r", "x", "?"]) {
    await heading(page).focus();
    await page.keyboard.press(key);
    await expect(page.getByRole("form").or(page.getByRole("region", { name: PANELS })).first()).toBeVisible();
    if (key === "l") {
      await page.keyboard.press("4");
      await page.getByRole("form").getByRole("checkbox", { checked: true }).first().uncheck();
      await page.keyboard.press("Control+Enter");
      await expect(page.getByRole("form").getByRole("alert")).toBeVisible();
    }
    await expectAccessible(page);
    await page.keyboard.press("Escape");
  }
});

const PANELS = /^(Consigner un contact|Reporter à quand|Pourquoi écarter cette action|Touches de la tournée)/;
const TURNS = ["l", "r", "x", "a"] as const;

/** A call, a reminder, a dismissal, an action taken on; whoever has nothing to do that with is called. */
async function takeTurn(page: Page, wanted: (typeof TURNS)[number] = "l"): Promise<void> {
  const canAct = (await barOf(page).locator("[aria-disabled]").count()) === 0;
  const key = canAct ? wanted : "l";
  await page.keyboard.press(key);
  if (key === "a") return;
  await expect(page.getByRole(key === "l" ? "form" : "region", { name: PANELS })).toBeVisible();
  await page.keyboard.press(key === "x" ? "4" : "1");
  if (key === "l") await page.keyboard.press("Enter");
}

/** Signs in and begins a round through this list. */
async function begin(page: Page, name: string, list: string): Promise<void> {
  await signInAs(page, name);
  await page.goto(list);
  await page.getByRole("main").getByRole("link", { name: "Tournée" }).click();
  await expect(page).toHaveURL(/\/round\?.*#.*at=/);
  await expect(placeOf(page)).toBeVisible();
}

/** Whatever leads on to another client. */
async function goOn(page: Page, act: () => Promise<void>): Promise<void> {
  const before = await placeOf(page).innerText();
  await act();
  await expect(placeOf(page)).toHaveText(/^Client/);
  await expect.poll(() => placeOf(page).innerText()).not.toBe(before);
}

function placeOf(page: Page): Locator {
  return page.getByText(/^Client [\d\s]+ sur/).locator("..");
}

function barOf(page: Page): Locator {
  return page.getByRole("group", { name: "Agir sur ce client" });
}

function lastStep(page: Page): Locator {
  return page.getByRole("status", { name: "Dernière étape" });
}

/** Goes on to a client whom the offered product would move up. */
async function findMover(page: Page): Promise<{ name: string; product: string }> {
  const toDo = page.getByRole("region", { name: "À faire" });
  for (;;) {
    const [words, name] = [await toDo.innerText(), await heading(page).innerText()];
    const product = /Offre ciblée · (.+)/.exec(words)?.[1]?.trim();
    if (product && words.includes("La souscription le ferait passer")) return { name, product };
    await goOn(page, () => page.keyboard.press("j"));
  }
}
