import type { Page } from "@playwright/test";
import { expect, heading, numberIn, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });

// Nobody works on her clients in these journeys: her figures stay.
const ADVISOR = "Nadia Benoît";

for (const figure of ["Clients", "Contactés dans la cadence", "Actions en retard", "Interactions du mois"]) {
  test(`a supervisor opens the list behind “${figure}”: it is as long as the figure says`, async ({ page }) => {
    await signInAs(page, "Laurent Combes");
    await expect(heading(page)).toHaveText("Suivi");
    const link = page.getByRole("link", { name: new RegExp(`^${figure}, ${ADVISOR}\\s:`) });
    const count = numberIn(await link.innerText());
    expect(count).toBeGreaterThan(0);
    await link.click();
    await expect(heading(page)).not.toHaveText("Suivi");
    expect(await countRows(page)).toBe(count);
  });
}

test("a supervisor reads a client of their branches, and has nothing there to log or to change", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.getByRole("link", { name: "Portefeuille" }).click();
  await expect(page.getByText("Tous les clients de vos agences, en lecture seule.")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Consigner/ })).toHaveCount(0);
  await rowsOf(page).first().getByRole("link").click();

  await expect(page.getByText(/Portefeuille de \p{L}+/u)).toBeVisible();
  await expect(page.getByRole("region", { name: "Historique" })).toBeVisible();
  await expect(page.getByRole("main").getByRole("button", { name: /^(Consigner|Reporter|Écarter|Corriger)/ })).toHaveCount(0);
});

test("a client of a branch that one does not supervise answers as an unknown id does", async ({ page, browser, baseURL }) => {
  const elsewhere = await browser.newPage({ baseURL });
  await signInAs(elsewhere, "Valérie Chapuis");
  await elsewhere.goto("/portfolio");
  const theirs = await rowsOf(elsewhere).first().getByRole("link").getAttribute("href");
  await elsewhere.close();

  await signInAs(page, "Laurent Combes");
  const answer = await answerOf(page, theirs ?? "");
  expect(answer.status).toBe(404);
  expect(answer.words).toContain("Rien à cette adresse");
  expect(answer).toEqual(await answerOf(page, "/clients/999999999"));
});

async function answerOf(page: Page, path: string) {
  const response = await page.goto(path);
  return { status: response?.status(), words: await page.getByRole("main").innerText() };
}

/** The rows of all pages of the list on show. */
async function countRows(page: Page): Promise<number> {
  const next = page.getByRole("link", { name: "Page suivante" });
  let rows = 0;
  for (;;) {
    await expect(page.getByRole("navigation", { name: "Pages de la liste" })).toContainText(`${rows + 1}–`);
    rows += await rowsOf(page).count();
    if ((await next.count()) === 0) return rows;
    await next.click();
  }
}
