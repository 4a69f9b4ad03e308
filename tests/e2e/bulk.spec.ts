import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, leaveSession, numberIn, rowsOf, signInAs, test } from "../support/journey";

// The network fails on purpose.
test.use({ provoked: /net::ERR_/ });

test("the whole list of a filter is snoozed at once, and taken back at once", async ({ page }) => {
  await open(page, "Thomas Riou", "/portfolio?action=PERSONAL_FOLLOW_UP&segment=DEVELOP&sort=name");
  const before = await actions(page);
  await box(page, 0).check();
  await expect(chosen(page)).toHaveText("1 client sélectionné");
  await page.getByRole("button", { name: "Sélectionner toute la liste" }).click();
  await expect(chosen(page)).toHaveText(/^\d+ clients sélectionnés, toute la liste$/);
  const total = numberIn(await chosen(page).innerText());
  expect(total).toBeGreaterThan(20);
  await box(page, 1).uncheck();
  await expect(chosen(page)).toContainText(`${total - 1} clients sélectionnés, toute la liste sauf 1`);

  await page.getByRole("button", { name: "Reporter", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Reporter ces actions" });
  await expect(dialog.getByRole("status")).toContainText(new RegExp(`Concerne \\d+ clients sur ${total - 1}`));
  await dialog.getByRole("radio", { name: /^Un mois/ }).check();
  await dialog.getByRole("button", { name: /^Reporter \d+ actions$/ }).click();
  await expect(outcome(page)).toContainText(/\d+ actions reportées au \d+ .* 20\d\d/);
  const done = numberIn(await outcome(page).innerText());
  expect(done).toBeGreaterThan(20);
  await expect.poll(() => actions(page)).not.toEqual(before);
  // The one let go of is as it was.
  expect((await actions(page))[1]).toBe(before[1]);

  await page.getByRole("button", { name: "Tout annuler" }).click();
  await expect(outcome(page)).toContainText(`${done} clients sont comme avant`);
  await expect.poll(() => actions(page)).toEqual(before);
});

test("what is chosen survives the pages of the list, with Shift and by keyboard; another filter begins anew", async ({ page }) => {
  await open(page, "Thomas Riou", "/portfolio?sort=name");
  await box(page, 2).focus();
  await page.keyboard.press("Space");
  await box(page, 6).click({ modifiers: ["Shift"] });
  await expect(chosen(page)).toHaveText("5 clients sélectionnés");
  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(page).toHaveURL(/at=/);
  await expect(box(page, 2)).not.toBeChecked();
  await expect(chosen(page)).toHaveText("5 clients sélectionnés");
  await page.getByRole("checkbox", { name: "Sélectionner les clients de cette page" }).check();
  await expect(chosen(page)).toHaveText("55 clients sélectionnés");
  await rowsOf(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\//);
  await page.goBack();
  await expect(chosen(page)).toHaveText("55 clients sélectionnés");
  await page.goBack();
  await expect(box(page, 6)).toBeChecked();
  await expect(box(page, 7)).not.toBeChecked();
  await page.getByRole("link", { name: /^À stimuler/ }).click();
  await expect(page).toHaveURL(/segment=STIMULATE/);
  await expect(chosen(page)).toBeEmpty();
});

test("a reminder says what the contact policy says on its day, rule by rule; who has no action due by then gets a follow-up", async ({ page }) => {
  await open(page, "Claire Bousquet", "/portfolio?action=TARGETED_OFFER&sort=-priority");
  await page.getByRole("checkbox", { name: "Sélectionner les clients de cette page" }).check();
  await expect(chosen(page)).toContainText(/\d+ clients sélectionnés/);
  const total = numberIn(await chosen(page).innerText());
  await page.getByRole("button", { name: "Rappel", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Me rappeler ces clients" });
  const plan = dialog.getByRole("status");
  await expect(plan).toContainText(/suivi à planifier \(\d+\)/);
  await dialog.getByLabel("Autre date").fill(new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10));
  // By then every offer is due: each is asked about as what it is.
  await expect(plan).not.toContainText("suivi à planifier");
  await expect(plan).toContainText("Ces clients peuvent-ils être contactés le");
  const counts = await plan.getByRole("listitem").allInnerTexts();
  expect(counts.reduce((sum, line) => sum + numberIn(line), 0)).toBe(total);
  await dialog.getByRole("radio", { name: /^Une semaine/ }).check();
  await dialog.getByRole("button", { name: /^Poser \d+ rappels?$/ }).click();
  await expect(outcome(page)).toContainText(/\d+ rappels posés pour le/);
  const count = numberIn(await outcome(page).innerText());
  await page.getByRole("button", { name: "Tout annuler" }).click();
  await expect(outcome(page)).toContainText(`${count} clients sont comme avant`);
});

test("dismissing asks why; what a client's own page changed meanwhile stays", async ({ page, context }) => {
  await open(page, "Julien Jacquot", "/portfolio?action=PERSONAL_FOLLOW_UP&sort=name");
  for (const row of [0, 1, 2]) await box(page, row).check();
  const last = (await rowsOf(page).nth(2).getByRole("link").getAttribute("href")) ?? "";
  await page.getByRole("button", { name: "Écarter", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Écarter ces actions" });
  await dialog.getByRole("button", { name: "Écarter 3 actions" }).click();
  await expect(dialog.getByRole("alert")).toHaveText("Choisissez un motif");
  await dialog.getByRole("radio", { name: "Mauvais moment" }).check();
  const elsewhere = await context.newPage();
  await elsewhere.goto(last);
  await elsewhere.getByRole("button", { name: /^Écarter.*Suivi personnel/ }).first().click();
  await elsewhere.getByRole("dialog").getByRole("radio").first().check();
  await elsewhere.getByRole("dialog").getByRole("button", { name: "Écarter" }).click();
  await expect(elsewhere.getByRole("status").filter({ hasText: "Écartée" })).toBeVisible();
  await elsewhere.close();
  await dialog.getByRole("button", { name: "Écarter 3 actions" }).click();
  await expect(outcome(page)).toContainText("2 actions écartées.");
  await page.getByText("1 client laissé de côté").click();
  await expect(page.getByText("A changé entre-temps")).toBeVisible();
  await page.getByRole("button", { name: "Tout annuler" }).click();
  await expect(outcome(page)).toContainText("2 clients sont comme avant");
});

test("on a slow network the progress is seen and can be stopped; without one nothing is done twice", async ({ page, context }) => {
  await open(page, "Thomas Riou", "/portfolio?sort=name");
  await box(page, 0).check();
  await page.getByRole("button", { name: "Sélectionner toute la liste" }).click();
  await expect(chosen(page)).toHaveText(/^\d+ clients sélectionnés, toute la liste$/);
  await page.getByRole("button", { name: "Reporter", exact: true }).click();
  const confirm = page.getByRole("dialog").getByRole("button", { name: /^Reporter \d+ actions$/ });
  await expect(confirm).toBeEnabled();
  await page.route("**/portfolio**", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await confirm.click();
  const progress = page.getByRole("progressbar", { name: "Progression" });
  await expect(progress).toBeVisible();
  await expect(progress).toHaveAttribute("aria-valuetext", /^100 sur \d+/);
  await context.setOffline(true);
  await expect(page.getByRole("main").getByRole("alert")).toContainText("rien n’est fait deux fois");
  await context.setOffline(false);
  await page.getByRole("button", { name: "Réessayer" }).click();
  await page.getByRole("button", { name: "Arrêter" }).click();
  await expect(outcome(page)).toContainText("Arrêté avant la fin.");
  const done = numberIn(await outcome(page).innerText());
  expect(done).toBe(200);
  await page.unroute("**/portfolio**");
  await page.getByRole("button", { name: "Tout annuler" }).click();
  await expect(outcome(page)).toContainText(`${done} clients sont comme avant`);
});

test("a list is taken along as CSV and for Excel, with its columns and in its order", async ({ page }) => {
  await open(page, "Claire Bousquet", "/portfolio?segment=DEVELOP&sort=name&cols=pnb.contact");
  const first = await rowsOf(page).first().locator("b").innerText();
  await box(page, 0).check();
  await page.getByRole("button", { name: "Sélectionner toute la liste" }).click();
  await expect(chosen(page)).toHaveText(/^\d+ clients sélectionnés, toute la liste$/);
  const total = numberIn(await chosen(page).innerText());

  const csv = await download(page, "Exporter en CSV");
  expect(csv.name).toMatch(/^clients-\d{4}-\d\d-\d\d\.csv$/);
  const lines = csv.content.toString("utf8").replace(/^\uFEFF/, "").trimEnd().split("\r\n");
  expect(lines[0]).toBe("Nom;Prénom;Tranche d’âge;Zone;PNB 12 mois;Dernier contact");
  expect(lines).toHaveLength(total + 1);
  expect(lines[1]).toMatch(new RegExp(`^${first};.*;-?\\d+,\\d\\d;(\\d{4}-\\d\\d-\\d\\d)?$`));
  await expect(page.getByText(`Fichier de ${total} clients enregistré dans vos téléchargements.`)).toBeVisible();

  const xlsx = await download(page, "Exporter pour Excel");
  expect(xlsx.name).toMatch(/\.xlsx$/);
  expect(xlsx.content.subarray(0, 2).toString()).toBe("PK");
  expect(xlsx.content.includes("xl/worksheets/sheet1.xml")).toBe(true);
  // What was taken along is chosen still.
  await expect(chosen(page)).toContainText(`${total} clients sélectionnés`);
});

test("whoever supervises takes the list along, and changes nothing", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/portfolio");
  await expect(heading(page)).toHaveText("Portefeuilles suivis");
  await box(page, 0).check();
  await expect(chosen(page)).toHaveText("1 client sélectionné");
  await expect(page.getByRole("button", { name: /^(Rappel|Reporter|Écarter)$/ })).toHaveCount(0);
  const { content } = await download(page, "Exporter en CSV");
  expect(content.toString("utf8").trimEnd().split("\r\n")).toHaveLength(2);
});

test("a file is for our own pages and for whoever may see clients", async ({ page, request }) => {
  const asked = { data: { selection: { list: "", all: true, ids: [] }, format: "csv" } };
  const origin = new URL((await page.goto("/sign-in"))?.url() ?? "").origin;
  expect((await request.post("/api/portfolio/export", { ...asked, headers: { origin } })).status()).toBe(401);
  await signInAs(page, "Noémie Perrin");
  expect((await page.request.post("/api/portfolio/export", { ...asked, headers: { origin } })).status()).toBe(403);
  await leaveSession(page);
  await signInAs(page, "Thomas Riou");
  expect((await page.request.post("/api/portfolio/export", { ...asked, headers: { origin: "https://elsewhere.example" } })).status()).toBe(403);
  const answer = await page.request.post("/api/portfolio/export", { ...asked, headers: { origin } });
  expect([answer.status(), answer.headers()["cache-control"]]).toEqual([200, "no-store"]);
});

test("accessible: the list with a choice, the dialogs, the outcome", async ({ page }) => {
  test.setTimeout(300_000);
  await open(page, "Claire Bousquet", "/portfolio?sort=name");
  for (const row of [0, 1, 3]) await box(page, row).check();
  await expect(chosen(page)).toHaveText("3 clients sélectionnés");
  await expectAccessible(page);
  for (const name of ["Rappel", "Écarter"]) {
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.getByRole("dialog").getByRole("status")).toContainText("Concerne");
    await expectAccessible(page);
    await expectVisibleFocus(page, 6);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await page.getByRole("button", { name: "Rappel", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: /^Poser/ }).click();
  await expect(outcome(page)).toContainText("posé");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Tout annuler" }).click();
  await expect(outcome(page)).toContainText("comme avant");
});

async function open(page: Page, name: string, address: string): Promise<void> {
  await signInAs(page, name);
  await page.goto(address);
  await expect(rowsOf(page).first()).toBeVisible();
}

function box(page: Page, row: number): Locator {
  return rowsOf(page).nth(row).getByRole("checkbox");
}

async function download(page: Page, name: string): Promise<{ name: string; content: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
  return { name: file.suggestedFilename(), content: readFileSync(await file.path()) };
}

/** How many are chosen. */
function chosen(page: Page): Locator {
  return page.getByRole("main").locator("p[role=status]").filter({ hasText: /sélectionné|Décompte|^$/ }).first();
}

/** What a step did. */
function outcome(page: Page): Locator {
  return page.getByRole("main").getByRole("status").filter({ hasText: /reportée|écartée|posé|comme avant|annulé|Arrêté/ });
}

/** The name of each row with the action it shows. */
function actions(page: Page): Promise<string[]> {
  return rowsOf(page).evaluateAll((rows) => rows.map((row) => [row.querySelector("b")?.textContent, row.querySelector("[data-column=action]")?.textContent].join(" ")));
}
