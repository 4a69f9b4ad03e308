import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../support/accessible";
import { expect, heading, logDialog, signInAs, test } from "../support/journey";

test.use({ provoked: /ERR_INTERNET_DISCONNECTED/ });

test("an advisor goes to a client by the keyboard alone, finds them again without typing, and logs a contact from anywhere", async ({ page }) => {
  test.slow();
  await signInAs(page, "Sophie Lambert");
  await page.goto("/portfolio");
  const row = page.getByRole("table", { name: /clients/i }).getByRole("rowheader").first().getByRole("link");
  const name = await row.innerText();
  const lastName = await row.locator("b").innerText();

  const goTo = await pressGoTo(page);
  const field = goTo.getByRole("combobox");
  await expect(field).toBeFocused();
  await expect(goTo.getByRole("option", { name: "Aujourd’hui" })).toBeVisible();
  await expect(goTo.getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await field.fill(lastName.toLowerCase());
  const client = goTo.getByRole("group", { name: "Clients" }).getByRole("option").filter({ hasText: lastName }).first();
  await expect(client).toBeVisible();
  await expectAccessible(page);
  await expect(goTo.getByRole("group", { name: "Clients" }).getByRole("option").first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toContainText(lastName);
  expect(page.url()).not.toContain(lastName);

  await page.goto("/");
  await pressGoTo(page);
  const recent = goTo.getByRole("group", { name: "Derniers clients ouverts" }).getByRole("option");
  await expect(recent.filter({ hasText: lastName }).first()).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expect(goTo).toHaveCount(0);
  await expect(heading(page)).toBeVisible();

  await page.getByRole("button", { name: "Aller à" }).click();
  await field.fill(lastName);
  await goTo.getByRole("option", { name: /^Consigner un contact avec/ }).click();
  await expect(logDialog(page)).toBeVisible();
  expect(new URL(page.url()).hash).toBe("");
  await page.keyboard.press("Control+k");
  await expect(goTo).toHaveCount(0);
  expect(name).toContain(lastName);
});

test("it says when nothing answers, and when the network is gone", async ({ page, context }) => {
  await signInAs(page, "Sophie Lambert");
  const goTo = await pressGoTo(page);
  await goTo.getByRole("combobox").fill("qqqqqqqq");
  await expect(goTo.getByRole("status")).toContainText("Rien n’y répond");
  await context.setOffline(true);
  await goTo.getByRole("combobox").fill("dupont");
  await expect(goTo.getByRole("status")).toContainText(/réseau|connexion/i);
  await context.setOffline(false);
  await goTo.getByRole("combobox").fill("port");
  await expect(goTo.getByRole("option", { name: "Portefeuille" })).toBeVisible();
});

test("an administrator finds pages and no client", async ({ page }) => {
  await signInAs(page, "Stéphane Marchal");
  const goTo = await pressGoTo(page);
  await goTo.getByRole("combobox").fill("import");
  await expect(goTo.getByRole("option")).toHaveText(["Imports"]);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Imports");
});

/** Until it opens: a page just drawn does not listen to keys yet. Nothing but this dialog answers to them. */
async function pressGoTo(page: Page): Promise<Locator> {
  const goTo = page.getByRole("dialog", { name: "Aller à" });
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(goTo).toBeVisible({ timeout: 2_000 });
  }).toPass();
  return goTo;
}
