import { readFile } from "node:fs/promises";
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
  expect(new URL(page.url()).search).toMatch(/^\?person=\d+&from=[\d-]+&until=[\d-]+&kind=$/);

  await leaveSession(page);
  await signInAs(page, "Aminata Diallo");
  expect((await page.goto("/supervision/looks"))?.status()).toBe(403);
});

test("an unusual day is looked into, closed with a note that stays, and taken along as a file; one's own is another's to close", async ({ page }) => {
  await signInAs(page, "Isabelle Renaud");
  await page.goto("/supervision/looks");
  await expect(page.getByRole("region", { name: /^Lectures inhabituelles/ })).toBeVisible();
  const day = rowsOf(page).filter({ hasText: "Mathieu Cros" });
  await expect(day).toContainText("clients ouverts, contre");
  await day.getByRole("button", { name: /^Classer la journée de Mathieu Cros/ }).click();
  const dialog = page.getByRole("dialog", { name: /^Journée de Mathieu Cros/ });
  await expectAccessible(page);
  await dialog.getByLabel("Note").fill("Préparait la campagne d’épargne, vu avec lui.");
  await dialog.getByRole("button", { name: "Classer" }).click();
  await expect(page.getByText("Note enregistrée")).toBeVisible();
  await expect(day).toHaveCount(0);

  await page.getByRole("link", { name: /^Classées/ }).click();
  await expect(day).toContainText("Préparait la campagne d’épargne, vu avec lui.");
  await expect(day).toContainText("Isabelle Renaud");
  await day.getByRole("button", { name: /^Ajouter une note/ }).click();
  await dialog.getByLabel("Note").fill("Liste des clients rapprochée de la campagne.");
  await dialog.getByRole("button", { name: "Ajouter une note" }).click();
  await expect(day).toContainText("Liste des clients rapprochée de la campagne.");
  await expect(day).toContainText("Préparait la campagne d’épargne, vu avec lui.");
  await expectAccessible(page);

  await day.getByRole("link").click();
  await expect(heading(page)).toHaveText("Ce que Mathieu Cros a consulté");
  await page.getByLabel("Nature").selectOption({ label: "Fiche consultée" });
  await page.getByRole("button", { name: "Chercher" }).click();
  await expect(page).toHaveURL(/kind=VIEW/);
  await expect(rowsOf(page).filter({ hasText: "Liste affichée" })).toHaveCount(0);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Télécharger (CSV)" }).click()]);
  expect(file.suggestedFilename()).toMatch(/^trail-[\d-]+\.csv$/);
  const text = await readFile(await file.path(), "utf8");
  expect(text.split("\r\n")[0]).toBe("\uFEFFJour;Heure;Qui;Quoi;Client;Nᵒ du client;Clients montrés");
  expect(text.split("\r\n").filter((line) => line.includes(";Mathieu Cros;Fiche consultée")).length).toBeGreaterThan(40);

  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/looks");
  // What other journeys open today may stand out as well: the day of the demo bank is the oldest.
  const own = rowsOf(page).filter({ hasText: "Laurent Combes" });
  await expect(own.last()).toContainText("un autre superviseur la classe");
  await expect(own.getByRole("button")).toHaveCount(0);
});
