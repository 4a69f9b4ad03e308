import type { Page } from "@playwright/test";
import { actionsOf, expect, heading, signInAs, tabTo, test } from "../support/journey";

test("by keyboard alone, an action is snoozed, taken back and snoozed again", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  const first = await firstAction(page);
  await tabTo(page, first.row.getByRole("button", { name: /^Reporter/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: /^Un jour/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(message(page)).toContainText(/^Reportée au .*\d{4}\s: /);
  await expect(first.row).toHaveCount(0);
  await expect(actionsOf(page).first().getByRole("button").first()).toBeFocused();

  await page.keyboard.press("Control+z");
  await expect(message(page)).toContainText("De retour dans la liste");
  await expect(first.row.getByRole("button").first()).toBeFocused();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(message(page)).toContainText("Reportée au");
  await page.reload();
  await expect(first.row).toHaveCount(0);
  await page.getByRole("link", { name: /^Reportées/ }).click();
  await expect(first.row).toContainText("Reportée au");
});

test("by keyboard alone, an action is dismissed with a reason, taken back and dismissed again", async ({ page }) => {
  await signInAs(page, "Claire Bousquet");
  const first = await firstAction(page);
  const dismiss = first.row.getByRole("button", { name: /^Écarter/ });
  await tabTo(page, dismiss);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Pourquoi écarter cette action" });
  await expect(dialog.getByRole("radio", { name: "Pas d’intérêt du client" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText("Choisissez une raison");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(message(page)).toContainText("Écartée : ");
  await expect(first.row).toHaveCount(0);

  await page.keyboard.press("Control+z");
  await expect(message(page)).toContainText("De retour dans la liste");
  await tabTo(page, dismiss);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await expect(message(page)).toContainText("Écartée : ");
  await page.reload();
  await expect(actionsOf(page).first()).toBeVisible();
  await expect(first.row).toHaveCount(0);
});

test("Escape leaves an action as it was, with the focus where it came from", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  for (const name of [/^Reporter/, /^Écarter/, /^Consigner/]) {
    const button = actionsOf(page).nth(2).getByRole("button", { name });
    await button.press("Enter");
    await expect(page.getByRole("menu").or(page.getByRole("dialog"))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu").or(page.getByRole("dialog"))).toHaveCount(0);
    await expect(button).toBeFocused();
  }
});

test("what is overdue, due soon or of one kind is a click away, and its count is what the list holds", async ({ page }) => {
  await signInAs(page, "Claire Bousquet");
  const welcome = page.getByRole("link", { name: /^Bienvenue \d+/ });
  const count = Number(/\d+/.exec(await welcome.innerText())?.[0]);
  await welcome.click();
  await expect(actionsOf(page)).toHaveCount(count);
  await expect(actionsOf(page).filter({ hasText: "Bienvenue" })).toHaveCount(count);
  await page.getByRole("link", { name: /^Dans les 7 jours/ }).click();
  await expect(page).toHaveURL(/view=soon/);
  await expect(heading(page)).toHaveText("Aujourd’hui");
  await expect(actionsOf(page).filter({ hasText: "En retard" })).toHaveCount(0);
});

/** The best ranked action, found again by what it is and for whom. */
async function firstAction(page: Page) {
  const label = await actionsOf(page).first().getByRole("button", { name: /^Consigner/ }).getAttribute("aria-label");
  return { row: actionsOf(page).filter({ has: page.getByRole("button", { name: label ?? "", exact: true }) }) };
}

function message(page: Page) {
  return page.getByRole("region", { name: "Messages" }).getByRole("status");
}
