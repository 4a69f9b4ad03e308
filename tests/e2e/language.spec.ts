import type { Page } from "@playwright/test";
import { accountOf, expect, heading, signInAs, test } from "../support/journey";

test.describe("with a browser that asks for English", () => {
  test.use({ locale: "en-GB" });

  test("the workbench speaks English until French is chosen, and then remembers", async ({ page }) => {
    await page.goto("/sign-in");
    await expect(heading(page)).toHaveText("Sign in");
    await signInAs(page, "Inès Ferreira");
    await expect(heading(page)).toHaveText("Today");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page).toHaveTitle(/^Today/);

    await accountOf(page, "Inès Ferreira").click();
    await page.getByRole("button", { name: "Français" }).click();
    await expect(heading(page)).toHaveText("Aujourd’hui");
    await expect(page.locator("html")).toHaveAttribute("lang", "fr");
    await page.reload();
    await expect(heading(page)).toHaveText("Aujourd’hui");
    await page.goto("/portfolio");
    await expect(heading(page)).toHaveText("Portefeuille");
  });
});

test("the appearance follows the device until one is chosen, and then remembers", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await signInAs(page, "Inès Ferreira");
  const dark = await ground(page);
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(() => ground(page)).not.toBe(dark);

  await accountOf(page, "Inès Ferreira").click();
  await page.getByRole("button", { name: "Sombre" }).click();
  await expect.poll(() => ground(page)).toBe(dark);
  await page.reload();
  expect(await ground(page)).toBe(dark);
});

/** The colour of the page's ground. */
function ground(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor);
}
