import type { Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/staff";
import { accountOf, expect, heading, signInAs, test } from "../support/journey";

// A refused password is an answer with status 401.
test.use({ provoked: /status of 401/ });

test("a stranger is sent to sign in, enters with one click and lands on the page they asked for", async ({ page }) => {
  await page.goto("/portfolio?segment=DEVELOP");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("button", { name: "Entrer en tant que Camille Moreau" }).click();

  await expect(page).toHaveURL(/\/portfolio\?segment=DEVELOP$/);
  await expect(page.getByRole("navigation", { name: "Navigation principale" })).toBeVisible();
  await expect(accountOf(page, "Camille Moreau")).toBeVisible();
});

test("a wrong password is refused, and the right one then enters", async ({ page }) => {
  await page.goto("/sign-in");
  await attempt(page, "nadia.benoit@demo.mireille.example", "not-her-password");
  await expect(page.getByRole("alert").first()).toHaveText("Adresse e-mail ou mot de passe incorrect.");
  await expect(page.getByLabel("Adresse e-mail")).toHaveValue("nadia.benoit@demo.mireille.example");

  await page.getByRole("textbox", { name: "Mot de passe" }).fill(DEMO_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Aujourd’hui");
});

test("after five wrong passwords even the right one has to wait", async ({ page }) => {
  await page.goto("/sign-in");
  for (let wrong = 1; wrong <= 5; wrong++) {
    await attempt(page, "paul.faivre@demo.mireille.example", `guess number ${wrong}`);
    await expect(page.getByRole("alert").first()).toHaveText("Adresse e-mail ou mot de passe incorrect.");
  }
  await attempt(page, "paul.faivre@demo.mireille.example", DEMO_PASSWORD);
  await expect(page.getByRole("alert").first()).toHaveText(/^Trop de tentatives\. Réessayez à partir de \d\d:\d\d\.$/);
});

test("signing out everywhere ends the session on another device too", async ({ page, browser, baseURL }) => {
  await signInAs(page, "Gwenaëlle Le Goff");
  const otherDevice = await browser.newPage({ baseURL });
  await signInAs(otherDevice, "Gwenaëlle Le Goff");

  await accountOf(page, "Gwenaëlle Le Goff").click();
  await page.getByRole("button", { name: "Se déconnecter partout" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Se déconnecter partout" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);

  await otherDevice.goto("/portfolio");
  await expect(otherDevice).toHaveURL(/\/sign-in/);
  await expect(heading(otherDevice)).toHaveText("Connexion");
  await otherDevice.close();
});

test("after signing out, Back shows nothing of what was seen", async ({ page }) => {
  await signInAs(page, "Nadia Benoît");
  await page.getByRole("link", { name: "Portefeuille", exact: true }).click();
  await expect(heading(page)).toHaveText("Portefeuille");
  await accountOf(page, "Nadia Benoît").click();
  await page.getByRole("button", { name: "Se déconnecter", exact: true }).click();
  await expect(heading(page)).toHaveText("Connexion");

  await page.goBack();
  await expect(heading(page)).toHaveText("Connexion");
});

async function attempt(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("Adresse e-mail").fill(email);
  await page.getByRole("textbox", { name: "Mot de passe" }).fill(password);
  const answered = page.waitForResponse((response) => response.url().includes("/callback/credentials"));
  await page.getByRole("button", { name: "Se connecter" }).click();
  await answered;
}
