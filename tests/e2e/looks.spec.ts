import { expectAccessible } from "../support/accessible";
import { expect, heading, leaveSession, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });
test.describe.configure({ timeout: 180_000 });

test("who saw a client, and what a person looked at; asking is in the trail, and an advisor does not ask", async ({ page }) => {
  await signInAs(page, "Isabelle Renaud");
  await page.getByRole("link", { name: "Portefeuille" }).click();
  await expect(heading(page)).toHaveText("Portefeuilles suivis");
  await rowsOf(page).first().getByRole("link").first().click();
  await page.getByRole("link", { name: "Qui a vu cette fiche" }).click();
  await expect(heading(page)).toContainText("Consultations de");
  const mine = rowsOf(page).filter({ hasText: "Isabelle Renaud" });
  await expect(mine.filter({ hasText: "Fiche consultée" }).first()).toBeVisible();
  await expect(mine.filter({ hasText: "Liste affichée · portefeuille" }).first()).toBeVisible();
  await page.reload();
  await expect(mine.filter({ hasText: "Trace consultée" }).first()).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Lectures inhabituelles" }).click();
  await expect(page.getByRole("region", { name: /^Lectures inhabituelles/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Personne").selectOption({ label: "Isabelle Renaud" });
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(heading(page)).toHaveText("Ce que Isabelle Renaud a consulté");
  await expect(rowsOf(page).filter({ hasText: "Fiche consultée" }).first()).toBeVisible();
  expect(new URL(page.url()).search).toMatch(/^\?person=\d+&from=[\d-]+&until=[\d-]+$/);

  await leaveSession(page);
  await signInAs(page, "Aminata Diallo");
  expect((await page.goto("/supervision/looks"))?.status()).toBe(403);
});
