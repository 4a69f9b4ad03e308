import type { Browser, Locator, Page } from "@playwright/test";
import type { Bank } from "./banks";
import { median } from "./durations";
import type { Figure } from "./figures";
import { cookiesOf } from "./page-weight";

/** `loggedMs`: what the transaction alone takes. */
type Portfolio = { bank: Bank; loggedMs: number; url: string; cookie: string };

/**
 * From the click on Save to the effect on the screen: browser, server action, transaction and back. The
 * first loads the code of the dialog and is not counted.
 */
export async function measureLoggingInBrowser(browser: Browser, { bank, loggedMs, url, cookie }: Portfolio, logs: number): Promise<Figure> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const taken: number[] = [];
  try {
    await context.addCookies(cookiesOf(cookie, url));
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    for (let row = 0; row <= logs; row++) taken.push(await logOneSale(page, row));
  } finally {
    await context.close();
  }
  return {
    what: "One logged sale in the browser, Save to effect, median",
    clients: bank.clients,
    unit: "ms",
    value: median(taken.slice(1)),
    floor: loggedMs,
    floorIs: "the same in the server alone",
  };
}

async function logOneSale(page: Page, row: number): Promise<number> {
  await page.locator("button[data-log]").nth(row).click();
  const dialog = page.getByRole("dialog");
  await choose(dialog.locator("input[type=radio][value=PHONE]"));
  await choose(dialog.locator("input[type=radio][value=SOLD]"));
  // What the client holds already carries a note.
  await choose(dialog.locator("[role=group] label:not(:has(small)) input[type=checkbox]").first());
  const taken = await dialog.locator("button[type=submit]").evaluate(timeToEffect);
  if (taken === null) throw new Error(`the sale to the client of row ${row + 1} was refused`);
  await dialog.getByRole("button").last().click();
  await dialog.waitFor({ state: "detached" });
  await page.waitForLoadState("networkidle");
  return taken;
}

/** The inputs themselves are hidden behind their labels. */
async function choose(input: Locator): Promise<void> {
  await input.check({ force: true });
}

/** Runs in the browser. The form leaves when the effect is shown; an alert beside it says that it was refused: null. */
function timeToEffect(save: Element): Promise<number | null> {
  const dialog = save.closest("[role=dialog]");
  if (!dialog || !(save instanceof HTMLElement)) return Promise.resolve(null);
  return new Promise((resolve) => {
    const startedAt = performance.now();
    const watch = new MutationObserver(() => {
      const refused = dialog.querySelector("[role=alert]") !== null;
      if (!refused && dialog.querySelector("form") !== null) return;
      watch.disconnect();
      requestAnimationFrame(() => resolve(refused ? null : performance.now() - startedAt));
    });
    watch.observe(dialog, { subtree: true, childList: true });
    save.click();
  });
}
