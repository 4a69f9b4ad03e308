import { writeFileSync } from "node:fs";
import { chromium, type Browser } from "@playwright/test";
import { step } from "@/scripts/progress";
import { BROWSER_ARGS, findBrowser } from "@/tests/support/browser";
import { openBank, settle, startBenchServer, type Bank } from "./banks";
import type { BenchOptions, Effort } from "./bench-options";
import { measureFirstRow } from "./first-row";
import { figuresTable, isBarMet, ratioOf, type Figure } from "./figures";
import { measureImportOf } from "./import";
import { measureLogging } from "./logging";
import { measureLoggingDuringScoring } from "./logging-during-scoring";
import { measureLoggingInBrowser } from "./logging-in-browser";
import { machineFacts } from "./machine";
import { measureWorkerMemory, webMemory } from "./memory";
import { measurePageWeight } from "./page-weight";
import { measurePortfolioPage } from "./portfolio-page";
import { measureRound } from "./round-keys";
import { measureScoring } from "./scoring";
import { measureSealing } from "./sealing";
import { signInAdvisors, signInSupervisor } from "./sessions";
import { addLooks, measureSupervisionPages, type Supervised } from "./supervision-pages";
import { buildServed, startBare, startWorkbench, type WebServer } from "./web-servers";

/** Keeps what is to be stopped; the last started is the first stopped. */
type OnEnd = (stop: () => Promise<void>) => void;
/** `loggedMs`: what a logged sale takes without a browser. */
type MeasuredBank = { bank: Bank; loggedMs: number };
type OpenPortfolio = MeasuredBank & { web: WebServer; url: string; cookies: string[] };

/** As many advisors look at their portfolio at once. */
const ADVISORS = 8;

/** Measures, then prints the table and the machine. Returns the exit code; nothing it started outlives it. */
export async function runBenchmarks(options: BenchOptions): Promise<number> {
  const stops: (() => Promise<void>)[] = [];
  try {
    const { facts, figures } = await measureAll(options, (stop) => stops.unshift(stop));
    report(facts, figures, options.json);
    return 0;
  } finally {
    for (const stop of stops) await stop();
  }
}

async function measureAll({ sizes, parts, effort, fresh }: BenchOptions, onEnd: OnEnd): Promise<{ facts: string[]; figures: Figure[] }> {
  const server = await step("Database", startBenchServer);
  onEnd(server.stop);
  const facts = await machineFacts(server.url);
  const logsForPages = parts.has("pages") || parts.has("round");
  if (logsForPages || parts.has("supervision")) await buildServed();
  const figures: Figure[] = [];
  const opened: Bank[] = [];
  const banks: MeasuredBank[] = [];
  for (const clients of sizes) {
    const bank = await openBank(server, clients, fresh);
    onEnd(bank.close);
    if (parts.has("import")) figures.push(...(await sized("Import", bank, () => measureImportOf(server, bank))));
    if (parts.has("scoring")) figures.push(...(await sized("Scoring and planning", bank, () => measureScoring(bank, effort))));
    if (parts.has("memory")) figures.push(await sized("Memory of the worker", bank, () => measureWorkerMemory(bank)));
    opened.push(bank);
    if (!parts.has("logging") && !logsForPages) continue;
    const logging = await sized("Logging in the server", bank, () => measureLogging(bank, effort.logs));
    if (parts.has("logging")) {
      figures.push(...logging, ...(await sized("Sealing", bank, () => measureSealing(bank, effort.logs))));
      figures.push(...(await sized("Logging while it is scored", bank, () => measureLoggingDuringScoring(bank, effort.logs))));
    }
    banks.push({ bank, loggedMs: logging[0]?.value ?? 0 });
    await settle(bank.ownerUrl);
  }
  return { facts, figures: [...figures, ...(await measureServed(parts, opened, banks, effort, onEnd))] };
}

async function measureServed(parts: BenchOptions["parts"], opened: readonly Bank[], banks: readonly MeasuredBank[], effort: Effort, onEnd: OnEnd): Promise<Figure[]> {
  const figures: Figure[] = [];
  if (parts.has("supervision")) figures.push(...(await measureSupervision(opened, effort, onEnd)));
  if (parts.has("pages")) figures.push(...(await measurePages(banks, effort, onEnd)));
  if (parts.has("round")) figures.push(...(await measureRounds(banks, onEnd)));
  return figures;
}

async function measureSupervision(banks: readonly Bank[], effort: Effort, onEnd: OnEnd): Promise<Figure[]> {
  const supervised: Supervised[] = [];
  for (const bank of banks) {
    await sized("Looks of sixty days", bank, () => addLooks(bank));
    const web = await startWorkbench(bank);
    onEnd(web.stop);
    supervised.push({ bank, web, cookie: await signInSupervisor(web, bank) });
  }
  return measureSupervisionPages(supervised, effort);
}

async function measureRounds(banks: readonly MeasuredBank[], onEnd: OnEnd): Promise<Figure[]> {
  const browser = await chromium.launch({ ...(await findBrowser()), args: BROWSER_ARGS });
  onEnd(() => browser.close());
  const figures: Figure[] = [];
  for (const { bank, loggedMs } of banks) {
    const web = await startWorkbench(bank);
    onEnd(web.stop);
    const [cookie = ""] = await signInAdvisors(web, bank, 1);
    figures.push(...(await sized("A round by keyboard", bank, () => measureRound(browser, { bank, loggedMs, url: web.url, cookie }))));
  }
  return figures;
}

async function measurePages(banks: readonly MeasuredBank[], effort: Effort, onEnd: OnEnd): Promise<Figure[]> {
  const bare = await startBare();
  onEnd(bare.stop);
  const portfolios: OpenPortfolio[] = [];
  for (const measured of banks) {
    const web = await startWorkbench(measured.bank);
    onEnd(web.stop);
    portfolios.push({ ...measured, web, url: `${web.url}/portfolio`, cookies: await signInAdvisors(web, measured.bank, ADVISORS) });
  }
  const figures = await measurePortfolioPage({ url: bare.url, cookies: [] }, portfolios, effort);
  const browser = await chromium.launch({ ...(await findBrowser()), args: BROWSER_ARGS });
  onEnd(() => browser.close());
  figures.push(...(await measureInBrowser(browser, bare.url, portfolios, effort)));
  return [...figures, ...portfolios.map(({ web, bank }) => webMemory(web, bank, bare))];
}

async function measureInBrowser(browser: Browser, bareUrl: string, portfolios: readonly OpenPortfolio[], { browserLogs }: Effort): Promise<Figure[]> {
  const figures: Figure[] = [];
  const opened = portfolios.map(({ cookies: [cookie = ""], ...portfolio }) => ({ ...portfolio, cookie }));
  const [first] = opened;
  if (first) figures.push(...(await step("Weight of the page", () => measurePageWeight(browser, first, { url: bareUrl, cookie: null }))));
  for (const portfolio of opened) {
    const log = () => measureLoggingInBrowser(browser, portfolio, browserLogs);
    figures.push(await sized("Logging in the browser", portfolio.bank, log));
    // Last: it changes who looks after whom.
    figures.push(await sized("First row in the browser", portfolio.bank, () => measureFirstRow(browser, portfolio, bareUrl, browserLogs)));
  }
  return figures;
}

function sized<T>(name: string, { clients }: Bank, work: () => Promise<T>): Promise<T> {
  return step(`${name}, ${clients.toLocaleString("en")} clients`, work);
}

function report(facts: readonly string[], figures: readonly Figure[], json: string | null): void {
  console.log(`\n${facts.map((fact) => `- ${fact}`).join("\n")}\n\n${figuresTable(figures)}`);
  if (json === null) return;
  const measured = figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), isBarMet: isBarMet(figure) }));
  writeFileSync(json, `${JSON.stringify({ machine: facts, figures: measured }, null, 2)}\n`);
}
