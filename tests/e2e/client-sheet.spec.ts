import type { Browser, Page } from "@playwright/test";
import { expect, heading, leaveSession, rowsOf, signInAs, tabTo, test } from "../support/journey";

/** Millimetres of an A4 inside the margins of the brief. */
const PAPER = { width: Math.round((210 - 24) * 3.7795), height: Math.round((297 - 24) * 3.7795) };

test("a brief is one page of paper, black on white, whoever it is of", async ({ page }) => {
  test.slow();
  await signInAs(page, "Sophie Lambert");
  const addresses = new Set<string>();
  for (const sort of ["pnb", "-pnb", "score", "priority"]) {
    await page.goto(`/portfolio?sort=${sort}`);
    for (const row of (await rowsOf(page).all()).slice(0, 4)) addresses.add((await row.getByRole("link").first().getAttribute("href")) ?? "");
  }
  expect(addresses.size).toBeGreaterThan(8);
  for (const address of addresses) {
    await page.goto(address);
    const name = await heading(page).innerText();
    await expectOnePage(page, name);
  }
});

test("a long note is shortened, not pushed onto a second page", async ({ page }) => {
  await signInAs(page, "Mathieu Cros");
  await openFirst(page);
  await page.getByRole("button", { name: "Consigner un contact", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: /^Consigner un contact avec / });
  await dialog.getByRole("radio", { name: "Échange" }).check();
  await dialog.getByLabel(/^Notes/).fill("Une phrase qui ne finit pas. ".repeat(130));
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await dialog.getByRole("button", { name: "Fermer" }).click();
  await page.reload();
  await expectOnePage(page, await heading(page).innerText());
});

test("the printer is asked for by the button and by Ctrl+P alike", async ({ page }) => {
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute("data-printed", "yes");
  });
  await signInAs(page, "Mathieu Cros");
  await openFirst(page);
  await page.getByRole("button", { name: "Imprimer la fiche" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-printed", "yes");
});

test("the timeline by part, by keyboard, in the address", async ({ page }) => {
  await signInAs(page, "Mathieu Cros");
  await openFirst(page);
  const place = await page.getByRole("navigation", { name: "Clients de la liste" }).innerText();
  const parts = page.getByRole("navigation", { name: "Partie de l’historique" });
  const scores = parts.getByRole("link", { name: "Scores" });
  await tabTo(page, scores, 60);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/timeline=SCORES/);
  await expect(scores).toHaveAttribute("aria-current", "true");
  const entries = page.locator("li[id^='entry-']");
  await expect.poll(async () => (await entries.allInnerTexts()).every((text) => text.includes("Scores"))).toBe(true);
  await page.reload();
  await expect(scores).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("navigation", { name: "Clients de la liste" })).toHaveText(place);

  await parts.getByRole("link", { name: "Produits" }).click();
  await expect(entries.first()).toContainText(/ouvert|clos|confirmé|annulée/);
  await page.goBack();
  await expect(scores).toHaveAttribute("aria-current", "true");
});

test("what would move a client up is said with its gain", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio?segment=STIMULATE");
  await rowsOf(page).first().getByRole("link").first().click();
  const climb = page.getByRole("region", { name: "Un segment plus haut : À développer" });
  await expect(climb.getByRole("listitem").first()).toContainText(/combiné [67]/);
});

test("an administrator writes an approach, the advisor reads it at once, and it can be reset", async ({ page, browser, baseURL }) => {
  const place = { segment: "À développer", name: "35 à 64 ans · Urbain" };
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/approach?segment=DEVELOP");
  await page.getByRole("button", { name: `Modifier l’approche : ${place.name}` }).click();
  const dialog = page.getByRole("dialog", { name: `${place.segment} : ${place.name}` });
  await dialog.getByLabel("Accroche en français").fill("");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(dialog.getByText("À renseigner")).toBeVisible();
  await dialog.getByLabel("Accroche en français").fill("« Parlons de vos projets de l’hiver. »");
  await dialog.getByLabel("Canal à privilégier").selectOption("Visio");
  await dialog.getByRole("button", { name: "Enregistrer" }).click();
  await expect(page.getByRole("row", { name: new RegExp(place.name) })).toContainText("Modifiée");

  const advisor = await openUrbanAdult(browser, baseURL ?? "");
  const approach = advisor.getByRole("region", { name: "Approche" });
  await expect(approach).toContainText("« Parlons de vos projets de l’hiver. »");

  await page.getByRole("button", { name: `Rétablir l’approche d’origine : ${place.name}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Rétablir" }).click();
  await expect(page.getByRole("row", { name: new RegExp(place.name) })).not.toContainText("Modifiée");
  await advisor.reload();
  await expect(approach).not.toContainText("l’hiver");
  await advisor.close();
});

test("approaches are open to administrators alone", async ({ page }) => {
  for (const name of ["Noémie Perrin", "Mathieu Cros", "Valérie Chapuis"]) {
    await signInAs(page, name);
    expect((await page.request.get("/admin/approach")).status(), name).toBe(403);
    await leaveSession(page);
  }
});

test("forced colours keep what colours say, and nothing moves where motion is unwanted", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await signInAs(page, "Mathieu Cros");
  await openFirst(page);
  const parts = page.getByRole("navigation", { name: "Partie de l’historique" });
  const border = (name: string) => parts.getByRole("link", { name }).evaluate((link) => getComputedStyle(link).borderColor);
  expect(await border("Tout")).not.toBe(await border("Scores"));
  const bars = page.getByRole("region", { name: "Activité sur 24 mois" }).locator("svg rect");
  expect(await bars.first().evaluate((bar) => getComputedStyle(bar).fill)).not.toBe(await page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor));
  expect(await page.evaluate(() => document.getAnimations().filter((animation) => Number(animation.effect?.getComputedTiming().activeDuration ?? 0) > 10).length)).toBe(0);
});

async function openFirst(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Portefeuille", exact: true }).click();
  await expect(heading(page)).toHaveText("Portefeuille");
  await rowsOf(page).first().getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Prochaines actions" })).toBeVisible();
}

/** A client of 35 to 64 years, of the town, to be developed, on the page of their advisor. */
async function openUrbanAdult(browser: Browser, baseURL: string): Promise<Page> {
  const page = await browser.newPage({ baseURL, locale: "fr-FR" });
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio?segment=DEVELOP&zone=URBAN&age=45-54");
  await rowsOf(page).first().getByRole("link").first().click();
  await expect(page.getByRole("heading", { name: "Approche" })).toBeVisible();
  return page;
}

/** What is printed is the brief alone, whole, on one page. */
async function expectOnePage(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.setViewportSize(PAPER);
  const brief = page.getByRole("article");
  await expect(brief.getByRole("heading", { level: 1 })).toHaveText(name);
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  expect(await brief.evaluate((element) => ({ ink: getComputedStyle(element).color, paper: getComputedStyle(element).backgroundColor }))).toEqual({ ink: "rgb(0, 0, 0)", paper: "rgb(255, 255, 255)" });
  const overflow = await brief.evaluate((element) => element.scrollHeight - element.clientHeight);
  expect(overflow, `${name}: what does not fit, in pixels`).toBeLessThanOrEqual(0);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), name).toHaveLength(1);
  await page.emulateMedia({ media: null, colorScheme: null });
  await page.setViewportSize({ width: 1280, height: 800 });
}
