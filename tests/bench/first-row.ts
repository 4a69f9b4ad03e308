import type { Browser } from "@playwright/test";
import type { Bank } from "./banks";
import { median } from "./durations";
import type { Figure } from "./figures";
import { cookiesOf } from "./page-weight";
import { signInAdvisors } from "./sessions";
import type { WebServer } from "./web-servers";

/** An advisor's portfolio is a few hundred clients: so many are more than anyone's. */
const CLIENTS = 10_000;
const FIRST_ROW_MS = 800;

type Loaded = { web: WebServer; bank: Bank };

/**
 * From the address to the first row on the screen, of a portfolio of 10,000 clients, in a browser that has nothing in its
 * cache; the floor is the heading of the bare page, in turns. Changes the bank: one advisor is given the clients of others.
 */
export async function measureFirstRow(browser: Browser, { web, bank }: Loaded, bareUrl: string, loads: number): Promise<Figure> {
  const [cookie = ""] = await signInAdvisors(web, bank, 1);
  const clients = await fillOnePortfolio(bank, web, cookie);
  const taken: number[] = [];
  const floor: number[] = [];
  // The first of each warms the server up.
  for (let load = 0; load <= loads; load++) {
    floor.push(await timeTo(browser, { url: bareUrl, cookie: null, selector: "h1" }));
    taken.push(await timeTo(browser, { url: `${web.url}/portfolio`, cookie, selector: "tbody tr" }));
  }
  return {
    what: `First row of a portfolio of ${clients.toLocaleString("en")} on the screen, cold load, median`,
    clients: bank.clients,
    unit: "ms",
    value: median(taken.slice(1)),
    floor: median(floor.slice(1)),
    floorIs: "heading of the bare page",
    bar: { value: FIRST_ROW_MS },
  };
}

/** Whose portfolio is open is given clients until it holds so many, or all of the bank's. */
async function fillOnePortfolio({ owner }: Bank, { url }: WebServer, cookie: string): Promise<number> {
  const address = /href="\/clients\/(\d+)/.exec(await (await fetch(`${url}/portfolio`, { headers: { cookie } })).text());
  const { rows } = await owner.query<{ id: number; branchId: number }>(`SELECT advisor_id AS id, branch_id AS "branchId" FROM client WHERE id = $1`, [address?.[1]]);
  const [advisor] = rows;
  if (!advisor) throw new Error("the portfolio of the first advisor shows nobody");
  const { rowCount } = await owner.query(`UPDATE client SET advisor_id = $1, branch_id = $2 WHERE id IN (SELECT id FROM client ORDER BY advisor_id <> $1, id LIMIT $3)`, [
    advisor.id, advisor.branchId, CLIENTS,
  ]);
  await owner.query("VACUUM (ANALYZE) client");
  await owner.query("SELECT refresh_follow_up(ARRAY[$1::int])", [advisor.id]);
  return rowCount ?? 0;
}

/** Milliseconds from the start of the navigation to the frame that shows the element. */
async function timeTo(browser: Browser, { url, cookie, selector }: { url: string; cookie: string | null; selector: string }): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    if (cookie !== null) await context.addCookies(cookiesOf(cookie, url));
    const page = await context.newPage();
    await page.addInitScript(noteFirst(selector));
    await page.goto(url);
    await page.waitForFunction(() => "firstShownAt" in window);
    return await page.evaluate(() => (window as unknown as { firstShownAt: number }).firstShownAt);
  } finally {
    await context.close();
  }
}

/**
 * Runs in the browser, before the page: a task after the frame in which the element has a place on the screen. As text,
 * because the compiler names functions, with calls that no page knows.
 */
function noteFirst(selector: string): string {
  return `requestAnimationFrame(function look() {
    const place = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect();
    if (!place || place.height === 0 || place.top > innerHeight) requestAnimationFrame(look);
    else setTimeout(() => { window.firstShownAt = performance.now(); });
  })`;
}
