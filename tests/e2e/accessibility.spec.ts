import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { accountOf, actionsOf, expect, heading, logDialog, REFUSED_PAGES, rowsOf, signInAs, test } from "../support/journey";

test.use({ provoked: REFUSED_PAGES });
// Four axe runs a page.
test.slow();
// They only look: one may run beside another.
test.describe.configure({ mode: "parallel" });

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SIZES = [{ width: 1280, height: 800 }, { width: 390, height: 844 }];

test("the sign-in page", async ({ page }) => {
  await page.goto("/sign-in");
  await expectAccessible(page);
  await expectVisibleFocus(page, 8);
});

test("Today, the account, and what its buttons open", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  const action = actionsOf(page).first();
  await expect(action).toBeVisible();
  await expectAccessible(page);
  await expectVisibleFocus(page, 24);

  await accountOf(page, "Sophie Lambert").click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await action.getByRole("button", { name: /^Reporter/ }).click();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "À une date…" }).click();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await action.getByRole("button", { name: /^Écarter/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Écarter" }).click();
  await expectAccessible(page);
});

test("the dialog to log a contact", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await actionsOf(page).first().getByRole("button", { name: /^Consigner/ }).click();
  await logDialog(page).getByRole("button", { name: "Enregistrer" }).click();
  await expect(logDialog(page).getByRole("alert")).toBeVisible();
  await expectAccessible(page);
  await logDialog(page).getByRole("radio", { name: "Vente" }).check();
  for (const fold of ["Profil modifié", "Consentements"]) await logDialog(page).getByText(fold, { exact: true }).click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 12);
});

test("the portfolio with its filters, and a client", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.getByRole("link", { name: "Portefeuille", exact: true }).click();
  await page.getByRole("button", { name: "Filtres" }).click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 20);
  await rowsOf(page).first().getByRole("link").click();
  await expect(page.getByRole("region", { name: "Historique" })).toBeVisible();
  await page.getByText("Voir les chiffres").click();
  await expectAccessible(page);
  await expectVisibleFocus(page, 20);
});

test("pages that are not there, or not for one's role", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await page.goto("/clients/999999999");
  await expectAccessible(page);
  await page.goto("/supervision");
  await expectAccessible(page);
});

test("the follow-up and the lists behind its figures", async ({ page }) => {
  await signInAs(page, "Valérie Chapuis");
  for (const path of ["/supervision", "/supervision/actions", "/supervision/interactions", "/portfolio"]) {
    await page.goto(path);
    await expect(rowsOf(page).first()).toBeVisible();
    await expectAccessible(page);
  }
});

test("the bank in figures", async ({ page }) => {
  await signInAs(page, "Noémie Perrin");
  await expect(heading(page)).toBeVisible();
  await expectAccessible(page);
});

/** In light and dark, on a desk and on a phone: axe finds nothing, and nothing scrolls sideways. */
async function expectAccessible(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectNoViolation(page, `${page.url()}, ${size.width} wide, ${colorScheme}`);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${page.url()} scrolls sideways at ${size.width}`).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize(SIZES[0] ?? page.viewportSize()!);
}

async function expectNoViolation(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`));
  expect(found, where).toEqual([]);
}

/** Whatever Tab reaches looks different while it has the focus: itself, or the mark that stands for it. */
async function expectVisibleFocus(page: Page, presses: number): Promise<void> {
  for (let press = 0; press < presses; press++) {
    await page.keyboard.press("Tab");
    expect(await page.evaluate(unmarkedFocus), "has the focus and does not show it").toBeNull();
  }
}

/** Runs in the page. The element with the focus, as HTML, when nothing about it or beside it says so. */
function unmarkedFocus(): string | null {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return null;
  const look = () => {
    const near = [focused.nextElementSibling, focused.parentElement].filter((element) => element !== null);
    const styles = [getComputedStyle(focused), getComputedStyle(focused, "::after"), ...near.map((element) => getComputedStyle(element))];
    return styles.map(({ outline, boxShadow, border, transform }) => [outline, boxShadow, border, transform].join()).join();
  };
  const withFocus = look();
  focused.blur();
  const without = look();
  focused.focus();
  return withFocus === without ? focused.outerHTML.slice(0, 200) : null;
}
