import fs from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "@/tests/support/accessible";
import { expect, heading, numberIn, rowsOf, signInAs, test } from "@/tests/support/journey";

test.describe.configure({ timeout: 180_000 });

// The demo bank has some of Valérie's branches, which nobody else changes; what is taken over is taken back in the end.
test("differences are found from the workload, narrowed and exported; one is settled, and taken back", async ({ page }) => {
  await signInAs(page, "Valérie Chapuis");
  await page.goto("/supervision/workload");
  const notice = page.getByText(/suivis? ici par un autre conseiller que dans le système central, sans retour prévu/);
  const open = numberIn(await notice.innerText());
  await page.getByRole("link", { name: "Voir les écarts" }).click();
  await expect(heading(page)).toHaveText("Écarts avec le système central");
  await expect(rowsOf(page)).toHaveCount(open);
  const names = await rowsOf(page).getByRole("rowheader").allInnerTexts();
  const first = rowsOf(page).first();
  await expect(first).toContainText("Camille Moreau");
  await expect(first).toContainText("Karim Haddad");
  await expect(first).toContainText(/transfert définitif.*décidé par Valérie Chapuis/s);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Exporter (CSV)" }).focus();
  await expectVisibleFocus(page, 4);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Exporter (CSV)" }).click();
  const lines = fs.readFileSync(await (await download).path(), "utf8").trimEnd().split("\r\n");
  expect(lines[0]).toContain("Client;Segment;Conseiller ici;Système central;État;Décision;Depuis;Jusqu’au;Décidé par");
  expect(lines.slice(1).map((line) => line.split(";")[0])).toEqual(names);

  await returningOnes(page);
  await page.getByRole("combobox", { name: "Conseiller" }).selectOption({ label: "Karim Haddad" });
  await page.getByRole("button", { name: "Afficher" }).click();
  await expect(page.getByRole("heading", { name: "Aucun retour attendu" })).toBeVisible();
  await page.getByRole("link", { name: /^À régler/ }).click();
  await expect(rowsOf(page)).toHaveCount(open);

  await page.getByRole("button", { name: /^Suivre le système central pour .*\s: confier à Karim Haddad$/ }).first().click();
  const dialog = page.getByRole("dialog", { name: /^Confier .* à Karim Haddad$/ });
  await expect(dialog.getByText(/^1 client sera confié définitivement/)).toBeVisible();
  await dialog.getByRole("button", { name: "Confier 1 client" }).click();
  await expect(dialog.getByText("Indiquez la raison.")).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("textbox", { name: "Raison" }).fill("Le système central a raison.");
  await dialog.getByRole("button", { name: "Confier 1 client" }).click();
  await expect(dialog.getByText(/^1 client confié\./)).toBeVisible({ timeout: 60_000 });
  await dialog.getByRole("button", { name: "Fermer" }).last().click();
  await expect(rowsOf(page)).toHaveCount(open - 1);

  await page.goto("/supervision/workload");
  await page.getByRole("button", { name: "Annuler le transfert : Camille Moreau → Karim Haddad" }).click();
  const back = page.getByRole("dialog", { name: "Rendre les clients" });
  await back.getByRole("button", { name: "Rendre 1 client" }).click();
  await expect(back.getByText("1 client repris.")).toBeVisible({ timeout: 60_000 });
  await page.goto("/supervision/workload/differences");
  await expect(rowsOf(page).getByRole("rowheader")).toHaveText(names);
});

/** An absence ends them: they are said to, and nothing is to be done. */
async function returningOnes(page: Page): Promise<void> {
  const link = page.getByRole("link", { name: /^Reviennent d’eux-mêmes/ });
  const returning = numberIn(await link.innerText());
  expect(returning).toBeGreaterThan(0);
  await link.click();
  await expect(rowsOf(page)).toHaveCount(returning);
  await expect(rowsOf(page).first()).toContainText(/absence jusqu’au .* inclus/);
  await expect(page.getByRole("button", { name: /^Suivre le système central/ })).toHaveCount(0);
  await expectAccessible(page);
}
