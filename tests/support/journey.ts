import { expect, test as base, type Locator, type Page } from "@playwright/test";

export { expect };

type Journey = {
  /** What the browser may complain of in this file, because the journey provokes it. */
  provoked: RegExp | null;
  complaints: string[];
};

/** A journey during which the browser has nothing to complain of: no error of a script, nothing that the security policy refuses. */
export const test = base.extend<Journey>({
  provoked: [null, { option: true }],
  complaints: [
    async ({ context, provoked }, use) => {
      const complaints: string[] = [];
      const note = (complaint: string) => provoked?.test(complaint) || complaints.push(complaint);
      context.on("console", (message) => message.type() === "error" && note(`${message.text()} (${message.location().url})`));
      context.on("weberror", (error) => note(String(error.error())));
      await use(complaints);
      expect(complaints, "what the browser complained of").toEqual([]);
    },
    { auto: true },
  ],
});

/** What the browser says of every page that is refused. */
export const REFUSED_PAGES = /status of 40[34]/;

/** Enters with one of the demo accounts, from the sign-in page. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  const account = page.getByRole("button", { name: new RegExp(`${name}$`) });
  if (!(await account.isVisible())) await page.getByText(/^(Afficher les|Show the) \d+ /).click();
  await account.click();
  await expect(accountOf(page, name)).toBeVisible();
}

/** Without a session from here on; first away from a page that still asks for something in its name. */
export async function leaveSession(page: Page): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
}

/** The button that shows who is signed in, and opens their account. */
export function accountOf(page: Page, name: string): Locator {
  return page.getByRole("banner").getByRole("button", { name: new RegExp(name) });
}

export function heading(page: Page): Locator {
  return page.getByRole("heading", { level: 1 });
}

/** The ranked actions of Today. */
export function actionsOf(page: Page): Locator {
  return page.getByRole("list", { name: "Actions, de la plus à la moins prioritaire" }).locator("> li");
}

/** The rows of a list page, without its heading. */
export function rowsOf(page: Page): Locator {
  return page.getByRole("main").getByRole("row").filter({ has: page.getByRole("rowheader") });
}

/** The number in "1 509 clients" or "À développer 69". */
export function numberIn(text: string): number {
  const digits = /\d[\d\s]*/.exec(text)?.[0].replace(/\s/g, "");
  if (digits === undefined) throw new Error(`there is no number in “${text}”`);
  return Number(digits);
}

/** The dialog in which a contact is logged. */
export function logDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: /^Consigner un contact avec / });
}

/** Presses Tab until the focus is there; fails when it never comes. */
export async function tabTo(page: Page, target: Locator, presses = 40): Promise<void> {
  for (let press = 0; press < presses; press++) {
    if (await isFocused(target)) return;
    await page.keyboard.press("Tab");
  }
  await expect(target).toBeFocused();
}

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}
