import type { Browser, Page } from "@playwright/test";
import { NO_FILTER } from "@/lib/schemas/portfolio-filter";
import { roundOf } from "@/lib/schemas/round";
import type { Bank } from "./banks";
import { median } from "./durations";
import type { Figure } from "./figures";
import { cookiesOf } from "./page-weight";

type Workbench = { bank: Bank; loggedMs: number; url: string; cookie: string };

/** What one does with a client, and the keys that say it. A note is typed as it comes. */
const TURNS: readonly { what: string; keys: readonly string[]; note?: string }[] = [
  { what: "a call", keys: ["l", "1", "Enter"] },
  { what: "an appointment, with a note", keys: ["l", "2", "9"], note: "Projet de travaux, devis en mars." },
  { what: "no answer", keys: ["l", "5", "Enter"] },
  { what: "a reminder", keys: ["r", "3"] },
  { what: "left for later", keys: ["j"] },
];
const CLIENTS = 20;
/** An advisor's own bar: a call is logged within fifteen seconds. */
const LOG_MS = 15_000;
/** Of a practised typist; a note is the only thing that is typed. */
const MS_A_KEY = 150;

/**
 * A round of twenty clients at the pace of a practised hand: how many keys it takes, and how long from the first to the
 * last. The floor of the time is that of the hand alone.
 */
export async function measureRound(browser: Browser, { bank, loggedMs, url, cookie }: Workbench): Promise<Figure[]> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    await context.addCookies(cookiesOf(cookie, url));
    const page = await context.newPage();
    await page.goto(`${new URL(url).origin}/round?${roundOf({ name: "portfolio", filter: { ...NO_FILTER, sort: "name" } })}`, { waitUntil: "networkidle" });
    const turns: { keys: number; ms: number }[] = [];
    for (let turn = 0; turn < CLIENTS; turn++) turns.push(await takeTurn(page, TURNS[turn % TURNS.length] ?? { what: "", keys: ["j"] }));
    const keys = turns.reduce((sum, turn) => sum + turn.keys, 0);
    const calls = turns.filter((_, turn) => turn % TURNS.length === 0);
    const common = { clients: bank.clients };
    return [
      { what: `A round of ${CLIENTS} clients, keystrokes`, ...common, unit: "keys", value: keys, floor: CLIENTS, floorIs: "a key a client" },
      { what: `A round of ${CLIENTS} clients, first key to last client`, ...common, unit: "ms", value: turns.reduce((sum, turn) => sum + turn.ms, 0), floor: keys * MS_A_KEY, floorIs: `${MS_A_KEY} ms a key` },
      { what: "One call logged in a round, first key to next client, median", ...common, unit: "ms", value: median(calls.map((call) => call.ms)), floor: loggedMs, floorIs: "the same in the server alone", bar: { value: LOG_MS } },
    ];
  } finally {
    await context.close();
  }
}

/** From the first key to the moment at which the next client is on the screen. */
async function takeTurn(page: Page, { keys, note }: { keys: readonly string[]; note?: string }): Promise<{ keys: number; ms: number }> {
  const before = page.url();
  const startedAt = performance.now();
  for (const key of keys) await press(page, key);
  if (note) {
    for (const letter of note) await press(page, letter);
    await press(page, "Control+Enter");
  }
  await page.waitForURL((url) => url.href !== before);
  await page.locator("article h1").waitFor();
  const ms = performance.now() - startedAt;
  // The hand is at the keys again, and the next client but one is on the way.
  await page.waitForLoadState("networkidle");
  return { keys: keys.length + (note ? note.length + 1 : 0), ms };
}

async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.waitForTimeout(MS_A_KEY);
}
