import type { Page } from "@playwright/test";
import { expect, heading, numberIn, rowsOf, signInAs, test } from "../support/journey";

const SEGMENTS = ["À entretenir", "À développer", "À stimuler", "À construire", "Nouveaux clients"];

test.beforeEach(async ({ page }) => {
  await signInAs(page, "Thomas Riou");
  await page.getByRole("link", { name: "Portefeuille", exact: true }).click();
  await expect(heading(page)).toHaveText("Portefeuille");
});

test("each segment is a tab with its count, and the counts add up to the portfolio", async ({ page }) => {
  const counts = await Promise.all(SEGMENTS.map((segment) => countOf(page, segment)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(await countOf(page, "Tous"));

  const developed = await countOf(page, "À développer");
  await tab(page, "À développer").click();
  await expect(page).toHaveURL(/segment=DEVELOP/);
  await expect(pages(page)).toContainText(`sur ${developed}`);
  await expect(rowsOf(page).filter({ hasText: "À développer" })).toHaveCount(Math.min(50, developed));
});

test("filters narrow the list and its counts, and each is lifted with one click", async ({ page }) => {
  const everyone = await countOf(page, "Tous");
  await page.getByRole("button", { name: "Filtres" }).click();
  await page.getByLabel("Zone").selectOption("Rural");
  await expect(page).toHaveURL(/zone=RURAL/);
  await expect.poll(() => countOf(page, "Tous")).toBeLessThan(everyone);
  const rural = await countOf(page, "Tous");
  await expect(rowsOf(page).filter({ hasText: "Rural" })).toHaveCount(Math.min(50, rural));
  await page.getByLabel("Action en retard").check();
  await expect(page).toHaveURL(/overdue=1/);
  await expect.poll(() => countOf(page, "Tous")).toBeLessThan(rural);

  await page.getByRole("link", { name: "Retirer le filtre « Action en retard »" }).click();
  await expect.poll(() => countOf(page, "Tous")).toBe(rural);
  await page.getByRole("link", { name: "Tout effacer" }).click();
  await expect.poll(() => countOf(page, "Tous")).toBe(everyone);
});

test("sorted by PNB, on the second page, a client is opened: Back finds the same list and place", async ({ page }) => {
  await page.getByLabel("Trier par").selectOption("PNB, le plus élevé d’abord");
  await expect(page).toHaveURL(/sort=pnb/);
  const first = await euros(page);
  expect(first).toEqual(first.toSorted((a, b) => b - a));

  await page.getByRole("link", { name: "Page suivante" }).click();
  await expect(pages(page)).toContainText("51–100");
  const second = await euros(page);
  expect(second[0]).toBeLessThanOrEqual(first.at(-1) ?? 0);
  const list = { address: page.url(), names: await names(page) };

  await rowsOf(page).nth(44).getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\/\d+/);
  await page.goBack();
  await expect(page).toHaveURL(list.address);
  expect(await names(page)).toEqual(list.names);
  await expect(rowsOf(page).nth(44)).toBeInViewport();
});

test("from a client one goes on to the next and the previous of the same list", async ({ page }) => {
  await tab(page, "À construire").click();
  await expect(page).toHaveURL(/segment=BUILD/);
  const total = await countOf(page, "À construire");
  const list = await names(page);
  await rowsOf(page).nth(3).getByRole("link").click();
  const position = page.getByRole("navigation", { name: "Clients de la liste" });
  await expect(position).toContainText(`4 sur ${total}`);

  await position.getByRole("link", { name: "Client suivant" }).click();
  await expect(position).toContainText(`5 sur ${total}`);
  expect(sorted(await heading(page).innerText())).toBe(sorted(list[4]));
  await position.getByRole("link", { name: "Client précédent" }).click();
  await expect(position).toContainText(`4 sur ${total}`);
  expect(sorted(await heading(page).innerText())).toBe(sorted(list[3]));

  await page.getByRole("main").getByRole("link", { name: "Portefeuille" }).click();
  await expect(page).toHaveURL(/\/portfolio\?segment=BUILD$/);
});

test("a name is found without its accents, and never stands in an address", async ({ page }) => {
  const accented = (await names(page)).find((name) => /[éèëêïîôç]/.test(name)) ?? "";
  const typed = accented.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
  const addresses: string[] = [];
  page.on("request", (request) => addresses.push(decodeURIComponent(request.url()).toLowerCase()));

  await page.getByRole("searchbox").fill(typed);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(rowsOf(page).filter({ hasText: accented }).first()).toBeVisible();
  await expect(page.getByRole("link", { name: `Retirer le filtre « Recherche : « ${typed} » »` })).toBeVisible();
  await rowsOf(page).first().getByRole("link").click();
  await expect(page).toHaveURL(/\/clients\/\d+\?.*q=/);
  await page.goBack();
  await expect(page.getByRole("searchbox")).toHaveValue(typed);

  const words = typed.split(" ");
  expect(addresses.filter((address) => words.some((word) => address.includes(word)))).toEqual([]);
});

test("a search that finds nobody says so, and leads back to everyone", async ({ page }) => {
  const everyone = await countOf(page, "Tous");
  await page.getByRole("searchbox").fill("zzzz");
  await page.getByRole("button", { name: "Rechercher" }).click();
  await expect(page.getByRole("heading", { name: "Aucun client trouvé" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Tout effacer" }).last().click();
  await expect.poll(() => countOf(page, "Tous")).toBe(everyone);
});

function tab(page: Page, name: string) {
  return page.getByRole("navigation", { name: "Segments" }).getByRole("link", { name: new RegExp(`^${name}`) });
}

/** The count of a tab, once it has been counted. */
async function countOf(page: Page, name: string): Promise<number> {
  await expect(tab(page, name)).toHaveText(/\d$/);
  return numberIn(await tab(page, name).innerText());
}

function pages(page: Page) {
  return page.getByRole("navigation", { name: "Pages de la liste" });
}

function names(page: Page): Promise<string[]> {
  return rowsOf(page).getByRole("link").allInnerTexts();
}

async function euros(page: Page): Promise<number[]> {
  const cells = await rowsOf(page).getByRole("cell", { name: /€$/ }).allInnerTexts();
  return cells.map((cell) => Number(cell.replace(/[^\d-]/g, "")));
}

/** A list says "Martin Claude" where the client's page says "Claude Martin". */
function sorted(name = ""): string {
  return name.split(/[\s-]+/).sort().join(" ");
}
