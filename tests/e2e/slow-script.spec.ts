import type { Page } from "@playwright/test";
import { EARLY_CLICKS_SCRIPT } from "@/components/early-clicks";
import { accountOf, actionsOf, expect, rowsOf, signInAs, test } from "../support/journey";

test("what is clicked before the page's script is there is done once it is", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  const letScriptsCome = await holdScripts(page);
  await page.goto("/", { waitUntil: "commit" });
  await actionsOf(page).first().getByRole("button", { name: /^Écarter/ }).click();
  const snooze = actionsOf(page).nth(1).getByRole("button", { name: /^Reporter/ });
  await snooze.press("Enter");
  await expect(page.getByRole("menu")).toHaveCount(0);
  letScriptsCome();
  await expect(page.getByRole("menuitem", { name: /^Un jour/ })).toBeFocused();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(snooze).toBeFocused();
});

test("a name sought before the page's script is there is found once it is, and stands in no address", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  await page.goto("/portfolio");
  const name = (await rowsOf(page).first().getByRole("link").innerText()).trim();
  const letScriptsCome = await holdScripts(page);
  await page.goto("/portfolio", { waitUntil: "commit" });
  const search = page.getByRole("searchbox");
  await search.fill(name);
  await search.press("Enter");
  letScriptsCome();
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(rowsOf(page).first()).toContainText(name);
  await expect(search).toHaveValue(name);
  expect(decodeURIComponent(page.url())).not.toContain(name.split(" ")[0]);
});

test("an account opened before the page's script is there fills once it is", async ({ page }) => {
  await signInAs(page, "Julien Jacquot");
  const letScriptsCome = await holdScripts(page);
  await page.goto("/", { waitUntil: "commit" });
  await accountOf(page, "Julien Jacquot").click();
  await expect(page.getByRole("group", { name: "Votre compte" })).toBeVisible();
  letScriptsCome();
  await expect(page.getByRole("button", { name: "English" })).toBeVisible();
});

test("an early click counts once, and Escape takes it back", async ({ page }) => {
  for (const [waits, isShown] of [["", "true"], ["Escape", "false"]] as const) {
    const letScriptsCome = await holdScripts(page);
    await page.goto("/sign-in", { waitUntil: "commit" });
    const show = page.getByRole("button", { name: "Afficher le mot de passe" });
    await show.click();
    if (waits) await page.keyboard.press(waits);
    letScriptsCome();
    await page.waitForLoadState("networkidle");
    await expect(show).toHaveAttribute("aria-pressed", isShown);
    await show.click();
    await expect(show).toHaveAttribute("aria-pressed", isShown === "true" ? "false" : "true");
  }
});

test("a click that React takes up while it is on its way counts once", async ({ page }) => {
  await page.setContent("<button type='button'>0</button>");
  await page.evaluate(EARLY_CLICKS_SCRIPT);
  await page.evaluate(() => {
    document.addEventListener("click", ({ target }) => {
      const button = target as HTMLButtonElement;
      button.textContent = String(Number(button.textContent) + 1);
      Object.assign(button, { __reactProps$taken: {} });
    });
  });
  await page.getByRole("button").click();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await expect(page.getByRole("button")).toHaveText("1");
});

/** Until the answer is called, no script of the product reaches the page. */
async function holdScripts(page: Page): Promise<() => void> {
  let letCome: () => void = () => undefined;
  const allowed = new Promise<void>((resolve) => (letCome = resolve));
  await page.route("**/_next/static/**/*.js", async (route) => {
    await allowed;
    await route.continue();
  });
  return letCome;
}
