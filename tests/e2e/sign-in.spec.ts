import { expect, test } from "@playwright/test";

test("a stranger is sent to sign in, and a demo advisor enters with one click", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Entrer en tant que Camille Moreau" }).click();

  await expect(page).not.toHaveURL(/\/sign-in/);
  await expect(page.getByRole("navigation", { name: "Navigation principale" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Votre compte.*Camille Moreau/ })).toBeVisible();
});
