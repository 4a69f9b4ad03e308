import { readFile } from "node:fs/promises";
import { expectAccessible } from "../support/accessible";
import { expect, heading, numberIn, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.describe.configure({ timeout: 180_000 });
test.use({ provoked: REFUSED_PAGES });

const MEASURES = ["Contactés dans la cadence", "Actions en retard", "Suggestions suivies", "Suggestions ignorées", "Contacts contraires à la politique"];

test("late follow-up is found: the figure, its list in one click, the entry in two", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.getByRole("navigation", { name: "Parties de la supervision" }).getByRole("link", { name: "Évolution" }).click();
  await expect(heading(page)).toHaveText("Évolution");
  for (const measure of MEASURES) await expect(page.getByRole("region", { name: measure, exact: true }).getByRole("img").first()).toBeVisible();

  // The month before: nobody works in it any more.
  const card = page.getByRole("region", { name: "Suggestions ignorées", exact: true });
  await card.getByText("Chiffres par mois").click();
  await card.getByRole("table").getByRole("link").nth(-2).click();
  await expect(page).toHaveURL(/period=20\d\d-\d\d/);
  const link = page.getByRole("region", { name: "Suggestions ignorées", exact: true }).getByRole("link", { name: /^Ignorées/ });
  const count = numberIn(await link.innerText());
  expect(count).toBeGreaterThan(0);
  await link.click();
  await expect(heading(page)).toHaveText(/^Suggestions\s: ignorées$/);
  if (count > 50) await expect(page.getByRole("navigation", { name: "Pages de la liste" })).toContainText(`sur ${count}`);
  else expect(await rowsOf(page).count()).toBe(count);

  await rowsOf(page).first().getByRole("link").click();
  await expect(page.getByRole("region", { name: "Historique" })).toBeVisible();
});

test("an advisor's figures stand beside unnamed others, and leave as files", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/trend");
  const form = page.getByRole("form", { name: "Périmètre des chiffres" });
  await form.getByLabel("Conseiller").selectOption({ label: "Nadia Benoît" });
  await form.getByLabel("Période").selectOption({ label: "12 derniers mois" });
  await form.getByRole("button", { name: "Afficher" }).click();
  await expect(page.getByRole("heading", { name: /^Nadia Benoît · 12 derniers mois/ })).toBeVisible();
  const coverage = page.getByRole("region", { name: "Contactés dans la cadence", exact: true });
  await expect(coverage.getByText(/La moitié des portefeuilles de la banque se situe entre/)).toBeVisible();
  await expect(coverage.getByText(/autres portefeuilles de l’agence/)).toBeVisible();
  // Whoever is compared is not named beside it.
  await expect(page.getByRole("main").getByText("Julien Jacquot")).toHaveCount(1); // among the choices of the form

  const [figures] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Exporter les chiffres (CSV)" }).click()]);
  expect(await readFile(await figures.path(), "utf8")).toMatch(/^\uFEFFMesure;Mois;Part;Compté;Sur;Jours/);
  await page.getByRole("region", { name: "Suggestions écartées", exact: true }).getByRole("link", { name: /^Écartées/ }).click();
  await expect(heading(page)).toHaveText(/^Suggestions\s: écartées$/);
  const [list] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Exporter cette liste (CSV)" }).click()]);
  expect((await readFile(await list.path(), "utf8")).split("\r\n").length).toBeGreaterThan(3);
});

test("the figures and a list are accessible", async ({ page }) => {
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/trend?period=12");
  await expect(heading(page)).toHaveText("Évolution");
  await expectAccessible(page);
  await page.goto("/supervision/trend/entries?part=DISMISSED&period=12");
  await expect(heading(page)).toHaveText(/écartées$/);
  await expectAccessible(page);
});

test("nobody but a supervisor finds them", async ({ page }) => {
  await signInAs(page, "Nadia Benoît");
  for (const path of ["/supervision/trend", "/supervision/trend/entries?part=COVERED"]) expect((await page.goto(path))?.status()).toBe(403);
  const answer = await page.request.get("/api/supervision/trend");
  expect(answer.status()).toBe(403);
});
