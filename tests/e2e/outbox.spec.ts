import type { BrowserContext, Locator, Page } from "@playwright/test";
import { addDays, type Day } from "@/lib/domain/dates";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { atTheBank } from "../support/demo-database";
import { actionsOf, expect, logDialog, rowsOf, signInAs, test } from "../support/journey";

// The network fails on purpose.
test.describe.configure({ timeout: 180_000 });
test.use({ provoked: /net::ERR_|status of 404|Failed to fetch/ });

test("on a train without network, what an advisor writes waits on the device, unreadable, and leaves by itself", async ({ page, context }) => {
  const note = "Projet d’achat dans deux ans, rappeler en mars.";
  const { dialog, row, name } = await openLog(page, "Gwenaëlle Le Goff", 0);
  await fill(dialog, note);
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toContainText("Votre contact attend dans la boîte d’envoi, chiffré");
  await dialog.getByRole("button", { name: "Continuer" }).click();

  const stored = await storedText(page);
  expect(stored).not.toBe("");
  for (const word of [note, "rappeler", name.split(" ")[0] ?? name]) expect(stored).not.toContain(word);

  const panel = await openOutbox(page);
  await expect(itemOf(panel, name)).toContainText(note);
  await expect(itemOf(panel, name)).toContainText("Rien encore : ce contact n’est pas arrivé.");
  await expectVisibleFocus(page, 4);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);

  // Nobody writes twice what only waits.
  await row.getByRole("button", { name: /^Consigner un contact/ }).click();
  await expect(logDialog(page)).toContainText("Un contact avec ce client attend déjà d’être envoyé.");
  await logDialog(page).getByRole("button", { name: "Annuler" }).click();

  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: `Connexion rétablie : le contact avec ${name} est enregistré.` })).toBeVisible();
  await expect(outboxButton(page)).toHaveCount(0);
  expect(await storedText(page)).toBe("");
  await row.getByRole("link").click();
  const entry = page.getByRole("region", { name: "Historique" }).locator("ol > li").filter({ hasText: note });
  await expect(entry).toHaveCount(1);
  await expect(entry).toContainText(/Écrit hors connexion le .*, arrivé le /);
});

test("without a network before the form was open, an advisor writes all the same", async ({ page, context }) => {
  const { dialog, row, name } = await openLog(page, "Gwenaëlle Le Goff", 1);
  await dialog.getByRole("button", { name: "Annuler" }).click();
  await context.setOffline(true);
  await row.getByRole("button", { name: /^Consigner un contact/ }).click();
  await logDialog(page).getByRole("button", { name: "Écrire sans connexion" }).click();
  await expect(dialog.getByRole("note")).toContainText("Sans connexion, la fiche du client n’est pas connue ici");
  await expectAccessible(page);
  await fill(dialog, "Passée en agence, tout va bien.");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await dialog.getByRole("button", { name: "Continuer" }).click();
  await context.setOffline(false);
  await expect(page.getByRole("status").filter({ hasText: `le contact avec ${name} est enregistré.` })).toBeVisible();
});

test("a tab that is closed while it sends loses nothing: the next page that is opened sends it", async ({ page, context }) => {
  const note = "Rappeler avant les vacances de février.";
  const { dialog, name } = await openLog(page, "Gwenaëlle Le Goff", 2);
  await fill(dialog, note);
  await page.route("**", (route) => (route.request().postData()?.includes(note) ? undefined : route.fallback()));
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("button", { name: "Enregistrement…" })).toBeVisible();
  await expect.poll(() => storedText(page)).not.toBe("");
  await page.close();

  const later = await context.newPage();
  // Nobody is sure that an attempt is dead before its minute is over.
  await later.clock.install({ time: Date.now() + 90_000 });
  await later.goto("/portfolio?sort=name");
  await expect(later.getByRole("status").filter({ hasText: `le contact avec ${name} est enregistré.` })).toBeVisible();
  expect(await atTheBank("SELECT count(*)::int AS n FROM interaction WHERE notes = $1", [note])).toEqual([{ n: 1 }]);
});

test("on a slow network the form does not keep its advisor waiting, and the contact arrives once", async ({ page }) => {
  const note = "Souhaite un relevé papier.";
  const { dialog, name } = await openLog(page, "Gwenaëlle Le Goff", 3);
  await fill(dialog, note);
  let held = 0;
  await page.route("**", async (route) => {
    if (held > 0 || !route.request().postData()?.includes(note)) return route.fallback();
    held++;
    await new Promise((resolve) => setTimeout(resolve, 14_000));
    await route.continue();
  });
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toContainText("Le réseau est lent.");
  await dialog.getByRole("button", { name: "Continuer" }).click();
  await expect(page.getByRole("status").filter({ hasText: `le contact avec ${name} est enregistré.` })).toBeVisible();
  await expect(outboxButton(page)).toHaveCount(0);
  await page.waitForTimeout(10_000);
  expect(await atTheBank("SELECT count(*)::int AS n FROM interaction WHERE notes = $1", [note])).toEqual([{ n: 1 }]);
});

test("signing out warns of what would be lost; staying loses nothing, leaving leaves nothing on the device", async ({ page, context }) => {
  const { dialog } = await openLog(page, "Gwenaëlle Le Goff", 4);
  await fill(dialog, "Rien à signaler.");
  await keepOffline(context, dialog);

  const account = page.getByRole("banner").getByRole("button", { name: /Gwenaëlle Le Goff/ });
  await account.click();
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).click();
  const question = page.getByRole("dialog", { name: "Se déconnecter sans avoir tout envoyé" });
  await expect(question).toContainText("1 contact n’est pas arrivé. En vous déconnectant, vous l’effacez de cet appareil.");
  await expectAccessible(page);
  await question.getByRole("button", { name: "Rester connecté" }).click();
  await expect(outboxButton(page)).toBeVisible();
  expect(await storedText(page)).not.toBe("");

  // A colleague at the same machine, whose session follows without a sign-out, neither sees nor sends it.
  await context.setOffline(false);
  await page.route("**/api/outbox", (route) => route.abort());
  await context.clearCookies({ name: /session-token/ });
  await signInAs(page, "Thomas Riou");
  await page.goto("/portfolio");
  await expect(rowsOf(page).first()).toBeVisible();
  await expect(outboxButton(page)).toHaveCount(0);
  expect(await storedText(page)).not.toBe("");
  await context.clearCookies({ name: /session-token/ });

  await signInAs(page, "Gwenaëlle Le Goff");
  await expect(outboxButton(page)).toBeVisible();
  await account.click();
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).click();
  await question.getByRole("button", { name: "Se déconnecter et effacer" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect(await storedText(page)).toBe("");
});

test("a colleague had done the action meanwhile: the contact is kept beside it, and the advisor reads both sides", async ({ page, context }) => {
  await signInAs(page, "Gwenaëlle Le Goff");
  const action = actionsOf(page).first();
  const name = await action.getByRole("link").first().innerText();
  const address = (await action.getByRole("link").first().getAttribute("href")) ?? "";
  await action.getByRole("button", { name: /^Consigner/ }).click();
  await fill(logDialog(page), "Deuxième appel, elle confirme.");
  await keepOffline(context, logDialog(page));
  const clientId = Number(/clients\/(\d+)/.exec(address)?.[1]);
  const [closed] = await atTheBank(
    `UPDATE next_action SET status = 'DONE', closed_at = now(), closed_by_id = (SELECT id FROM app_user WHERE name = 'Thomas Riou')
     WHERE client_id = $1 AND status = 'OPEN' RETURNING client_id`, [clientId]);
  expect(closed).toBeDefined();
  await context.setOffline(false);
  const panel = await openOutbox(page, /à regarder/);
  const item = itemOf(panel, name);
  await expect(item).toContainText("Deuxième appel, elle confirme.");
  await expect(item).toContainText(/Contact enregistré\. L’action «\s.*\s» avait été faite le .* par Thomas Riou\s: elle le reste/);
  await expectAccessible(page);
  await item.getByRole("button", { name: "Vu" }).click();
  await expect(panel).toContainText("Tout est parti.");
});

test("the client was given to a colleague meanwhile: nothing is dropped, and both sides are shown", async ({ page, context }) => {
  const note = "Veut ouvrir un PEA pour son fils.";
  const { dialog, name, clientId } = await openLog(page, "Gwenaëlle Le Goff", 6);
  await fill(dialog, note);
  await keepOffline(context, dialog);
  const [before] = await atTheBank("SELECT advisor_id FROM client WHERE id = $1", [clientId]);
  await atTheBank("UPDATE client SET advisor_id = (SELECT id FROM app_user WHERE name = 'Thomas Riou') WHERE id = $1", [clientId]);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await context.setOffline(false);

  const panel = await openOutbox(page, /à regarder/);
  const item = itemOf(panel, name);
  await expect(item).toContainText(note);
  await expect(item).toContainText("Non enregistré. Ce client n’est plus dans votre portefeuille.");
  await expect(item.getByRole("link")).toHaveCount(0);
  await expectAccessible(page);
  await item.getByRole("button", { name: "Copier le texte" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(note);
  await item.getByRole("button", { name: "Supprimer" }).click();
  await item.getByRole("button", { name: "Annuler" }).click();

  // Given back, the same contact is saved.
  await atTheBank("UPDATE client SET advisor_id = $2 WHERE id = $1", [clientId, before?.advisor_id]);
  await item.getByRole("button", { name: "Réessayer" }).click();
  await expect(panel).toContainText("Tout est parti.");
  expect(await atTheBank("SELECT count(*)::int AS n FROM interaction WHERE notes = $1", [note])).toEqual([{ n: 1 }]);
});

test("what the bank refuses is taken up again where it was left, and then saved", async ({ page, context }) => {
  const { dialog, name, clientId } = await openLog(page, "Gwenaëlle Le Goff", 7);
  await fill(dialog, "À rappeler demain.");
  const today = await dialog.getByLabel("Jour du contact").inputValue();
  await dialog.getByLabel("Date convenue").fill(addDays(today as Day, 1));
  await keepOffline(context, dialog);
  // Its device's clock ran a day behind.
  await page.route("**/api/outbox", async (route) => {
    const body = { ...(route.request().postDataJSON() as object), writtenAt: null, nextStepOn: "2020-01-01" };
    await route.continue({ postData: JSON.stringify(body) });
  }, { times: 1 });
  await context.setOffline(false);
  const panel = await openOutbox(page, /à regarder/);
  await expect(itemOf(panel, name)).toContainText("Non enregistré. Vérifiez les champs signalés.");
  await itemOf(panel, name).getByRole("button", { name: "Reprendre…" }).click();
  await expect(logDialog(page).getByLabel("Notes")).toHaveValue("À rappeler demain.");
  await expect(logDialog(page).getByRole("radio", { name: "Rendez-vous pris" })).toBeChecked();
  await logDialog(page).getByRole("button", { name: "Enregistrer" }).click();
  await expect(logDialog(page).getByRole("status")).toContainText("Contact enregistré");
  await logDialog(page).getByRole("button", { name: "Fermer" }).click();
  await expect(outboxButton(page)).toHaveCount(0);
  expect(await atTheBank("SELECT count(*)::int AS n FROM interaction WHERE client_id = $1 AND notes = $2", [clientId, "À rappeler demain."])).toEqual([{ n: 1 }]);
});

test("in English the outbox speaks English; who logs nothing has none", async ({ page, context }) => {
  await context.addCookies([{ name: "mireille-locale", value: "en", url: "http://localhost" }]);
  await signInAs(page, "Gwenaëlle Le Goff");
  await page.goto("/portfolio?sort=name");
  await rowsOf(page).nth(8).getByRole("button", { name: /^Log a contact/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Log a contact/ });
  await dialog.getByRole("radio", { name: "Discussion" }).or(dialog.getByRole("radio").nth(8)).first().check();
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByRole("status")).toContainText("Your contact waits in the outbox, encrypted");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("banner").getByRole("button", { name: /contact waits to be sent/ }).click();
  await expect(page.getByRole("dialog", { name: "Outbox" })).toContainText("Nothing yet: this contact has not arrived.");
  await context.setOffline(false);
  await expect(page.getByRole("dialog", { name: "Outbox" })).toContainText("Everything was sent.");
  expect((await page.request.post("/api/outbox/key", { data: { device: "x".repeat(22) } })).status()).toBe(403);
});

/** The log dialog of a client, by their place in the list by name: logging moves nobody in it. */
async function openLog(page: Page, advisor: string, place: number): Promise<{ dialog: Locator; row: Locator; name: string; clientId: number }> {
  await signInAs(page, advisor);
  await page.goto("/portfolio?sort=name");
  const row = rowsOf(page).nth(place);
  const address = (await row.getByRole("link").first().getAttribute("href")) ?? "";
  await row.getByRole("button", { name: /^Consigner un contact/ }).click();
  await expect(logDialog(page).getByLabel("Notes")).toBeVisible();
  const name = /avec (.+)$/.exec(await logDialog(page).getByRole("heading").first().innerText())?.[1] ?? "";
  await page.waitForLoadState("networkidle");
  return { dialog: logDialog(page), row, name, clientId: Number(/clients\/(\d+)/.exec(address)?.[1]) };
}

async function fill(dialog: Locator, note: string): Promise<void> {
  await dialog.getByRole("radio", { name: "Agence" }).check();
  await dialog.getByRole("radio", { name: "Rendez-vous pris" }).check();
  await dialog.getByLabel("Notes").fill(note);
}

async function keepOffline(context: BrowserContext, dialog: Locator): Promise<void> {
  await context.setOffline(true);
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByRole("status")).toContainText("Gardé sur cet appareil");
  await dialog.getByRole("button", { name: "Continuer" }).click();
}

function outboxButton(page: Page): Locator {
  return page.getByRole("banner").getByRole("button", { name: /attend d’être envoyé|à regarder/ });
}

async function openOutbox(page: Page, name = /attend d’être envoyé/): Promise<Locator> {
  await page.getByRole("banner").getByRole("button", { name }).click();
  const panel = page.getByRole("dialog", { name: "Boîte d’envoi" });
  await expect(panel.getByRole("listitem").first()).toBeVisible();
  return panel;
}

function itemOf(panel: Locator, name: string): Locator {
  return panel.getByRole("listitem", { name });
}

/** All that the browser's database holds, as text; empty when there is no entry. */
function storedText(page: Page): Promise<string> {
  return page.evaluate(
    () => new Promise<string>((resolve, reject) => {
      const request = indexedDB.open("mireille-outbox");
      request.onerror = () => reject(new Error("not opened"));
      request.onsuccess = () => {
        const all = request.result.transaction("entries").objectStore("entries").getAll();
        all.onsuccess = () => {
          request.result.close();
          const text = (value: unknown): string => (value instanceof ArrayBuffer ? new TextDecoder("latin1").decode(value) + new TextDecoder().decode(value) : ArrayBuffer.isView(value) ? "" : String(value));
          resolve((all.result as Record<string, unknown>[]).flatMap((entry) => Object.values(entry).map(text)).join("|"));
        };
      };
    }),
  );
}
