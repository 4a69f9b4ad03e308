import type { Locator, Page } from "@playwright/test";
import { expect, heading, signInAs, test } from "../support/journey";

// One bank, one queue: these journeys would wait for each other anyway.
test.describe.configure({ mode: "serial" });

test("an administrator refreshes the bank, sees it go on and what came of it; meanwhile takes back a scoring, then starts it again", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  await page.getByRole("link", { name: "Traitements" }).click();
  await expect(heading(page)).toHaveText("Traitements");
  const before = await endedRuns(page, "Mise à jour de la banque").count();

  await start(page, "Mettre la banque à jour");
  await start(page, "Calculer les scores");
  await expect(running(page, "Mise à jour de la banque")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Mise à jour de la banque" })).toBeVisible();

  await running(page, "Calcul des scores").getByRole("button", { name: /^Annuler/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Arrêter" }).click();
  await expect(running(page, "Calcul des scores")).toBeHidden();
  const cancelled = endedRuns(page, "Calcul des scores").first();
  await expect(cancelled).toContainText("Annulé");

  // The end comes by itself, without anyone touching the page.
  await expect(endedRuns(page, "Mise à jour de la banque")).toHaveCount(before + 1, { timeout: 45_000 });
  await expect(endedRuns(page, "Mise à jour de la banque").first()).toContainText(/Réussi.*clients lus/);
  await expect(page.getByRole("status").filter({ hasText: "Mise à jour de la banque : Réussi." })).toBeAttached();

  await cancelled.getByRole("button", { name: "Relancer" }).click();
  await expect(endedRuns(page, "Calcul des scores").first()).toContainText("Réussi", { timeout: 45_000 });
  await expect(endedRuns(page, "Calcul des scores").nth(1)).toContainText("Relancé depuis");
});

test("all of it by the keyboard: the dialog has the focus, Escape changes nothing, Enter on a command opens it", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  await page.goto("/admin/jobs");
  const command = page.getByRole("button", { name: "Calculer les scores" });
  await command.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Annuler" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(command).toBeFocused();
  await expect(running(page, "Calcul des scores")).toBeHidden();
});

async function start(page: Page, command: string): Promise<void> {
  await page.getByRole("button", { name: command }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Lancer" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

function running(page: Page, job: string): Locator {
  return page.getByRole("region", { name: "En cours et en attente" }).getByRole("listitem").filter({ hasText: job });
}

function endedRuns(page: Page, job: string): Locator {
  return page.getByRole("region", { name: "Historique" }).getByRole("row").filter({ hasText: job });
}
