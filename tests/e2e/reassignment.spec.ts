import { expectAccessible } from "@/tests/support/accessible";
import { expect, heading, leaveSession, signInAs, test } from "@/tests/support/journey";

test.describe.configure({ timeout: 180_000 });

/** The names in someone's portfolio, as they see them: the first page of it. */
async function portfolioOf(page: import("@playwright/test").Page, name: string): Promise<string[]> {
  await leaveSession(page);
  await signInAs(page, name);
  await page.goto("/portfolio");
  await expect(heading(page)).toBeVisible();
  return page.locator("main table tbody a[href^='/clients/']").allTextContents();
}

// Nobody else counts the clients of Aminata, or those of Olivier who are not of high value. What is moved goes back in the end.
test("absence → reassigned → the colleague sees them at once, the absent one no longer → returned", async ({ page }) => {
  const [first, ...others] = await portfolioOf(page, "Aminata Diallo");
  expect(others.length).toBeGreaterThan(5);

  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.getByRole("navigation", { name: "Parties de la supervision" }).getByRole("link", { name: "Charge" }).click();
  await expect(heading(page)).toHaveText("Charge et portefeuilles");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confier les clients de Aminata Diallo" }).click();
  const dialog = page.getByRole("dialog", { name: "Confier les clients de Aminata Diallo" });
  await dialog.getByRole("radio", { name: "Le temps d’une absence" }).check();
  await dialog.getByRole("checkbox", { name: /Olivier Lacroix/ }).check();
  await dialog.getByRole("textbox", { name: "Mot pour les collègues" }).fill("Aminata est joignable par Claire le lundi.");
  await expect(dialog.getByText(/Olivier Lacroix\s: \d+ clients, charge/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: /^Confier \d+ clients/ }).click();
  await expect(dialog.getByText(/\d+ clients confiés\. Les collègues les voient dès maintenant\./)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(page.getByText(/Aminata Diallo → Olivier Lacroix/)).toBeVisible();
  await page.getByRole("link", { name: /^Dossiers de passation.*Aminata Diallo → Olivier Lacroix/ }).click();
  await expect(heading(page)).toHaveText("Dossiers de passation");
  await expect(page.getByText("Aminata est joignable par Claire le lundi.").first()).toBeVisible();

  expect(await portfolioOf(page, "Aminata Diallo")).toEqual([]);
  expect(await portfolioOf(page, "Olivier Lacroix")).not.toEqual([]);
  await page.goto("/");
  await page.getByRole("link", { name: "Voir les clients reçus" }).click();
  await expect(heading(page)).toHaveText("Clients reçus");
  await page.getByRole("main").locator("li a").first().click();
  await expect(page.getByText(/pendant l’absence de Aminata Diallo/).first()).toBeVisible();
  await expect(page).toHaveURL(/\/clients\/\d+$/);
  await page.getByRole("link", { name: "Dossier de passation", exact: true }).click();
  await expect(page.getByText("Aminata est joignable par Claire le lundi.")).toBeVisible();
  await expectAccessible(page);

  await leaveSession(page);
  await signInAs(page, "Laurent Combes");
  await page.goto("/supervision/workload");
  await page.getByRole("button", { name: /^Rendre maintenant.*Aminata Diallo → Olivier Lacroix/ }).click();
  const giveBack = page.getByRole("dialog", { name: "Rendre les clients" });
  await giveBack.getByRole("button", { name: /^Rendre \d+ clients/ }).click();
  await expect(giveBack.getByText(/\d+ clients repris\./)).toBeVisible({ timeout: 60_000 });
  expect(await portfolioOf(page, "Aminata Diallo")).toEqual([first, ...others]);
});
