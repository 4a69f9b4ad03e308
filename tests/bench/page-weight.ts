import type { Browser } from "@playwright/test";
import type { Figure } from "./figures";

/** A page as a browser meets it for the first time. Bytes as they travel, compressed, headers included. */
type Weight = {
  documentBytes: number;
  scriptBytes: number;
  scripts: number;
  /** Once the page is used: what a contact needs without a connection is fetched then. */
  usedScriptBytes: number;
};
/** All that is sent, with what is fetched at the first use. */
const SCRIPT_KB = 250;
const IDLE_MS = 1_500;
type Address = { url: string; cookie: string | null };

/** What the portfolio page sends a browser that has nothing in its cache, against the bare page of the same Next. */
export async function measurePageWeight(browser: Browser, portfolio: Address, bare: Address): Promise<Figure[]> {
  const page = await weigh(browser, portfolio);
  const floor = await weigh(browser, bare);
  const common = { clients: null, unit: "kB" as const };
  return [
    {
      what: "JavaScript sent, portfolio page as loaded",
      value: page.scriptBytes / 1_000,
      floor: floor.scriptBytes / 1_000,
      floorIs: "bare dynamic page",
      ...common,
    },
    {
      what: `JavaScript sent in all, the pointer moved (${page.scripts} files)`,
      value: page.usedScriptBytes / 1_000,
      floor: floor.usedScriptBytes / 1_000,
      floorIs: "bare dynamic page",
      bar: { value: SCRIPT_KB },
      ...common,
    },
    { what: "HTML sent, portfolio page", value: page.documentBytes / 1_000, floor: floor.documentBytes / 1_000, floorIs: "bare dynamic page", ...common },
  ];
}

async function weigh(browser: Browser, { url, cookie }: Address): Promise<Weight> {
  const context = await browser.newContext();
  try {
    if (cookie !== null) await context.addCookies(cookiesOf(cookie, url));
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send("Network.enable");
    await network.send("Network.setCacheDisabled", { cacheDisabled: true });
    const types = new Map<string, string>();
    const weight: Weight = { scriptBytes: 0, documentBytes: 0, scripts: 0, usedScriptBytes: 0 };
    let lastAt = performance.now();
    network.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
    network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const type = types.get(requestId);
      if (type === "Document") weight.documentBytes += encodedDataLength;
      if (type !== "Script") return;
      lastAt = performance.now();
      weight.usedScriptBytes += encodedDataLength;
      weight.scripts++;
    });
    await page.goto(url, { waitUntil: "networkidle" });
    weight.scriptBytes = weight.usedScriptBytes;
    await page.mouse.move(200, 300);
    await page.mouse.move(400, 500);
    lastAt = performance.now();
    while (performance.now() - lastAt < IDLE_MS) await page.waitForTimeout(100);
    return weight;
  } finally {
    await context.close();
  }
}

/** A Cookie header as a browser's jar wants it. */
export function cookiesOf(header: string, url: string): { name: string; value: string; url: string }[] {
  return header.split("; ").map((pair) => {
    const equals = pair.indexOf("=");
    return { name: pair.slice(0, equals), value: pair.slice(equals + 1), url };
  });
}
