import net from "node:net";
import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS, findBrowser } from "./tests/support/browser";

// Chosen once: the workers, who read this file too, inherit it.
const port = (process.env.E2E_PORT ??= String(await freePort()));
/** Of the bank that takes imports. */
const bankPort = (process.env.E2E_BANK_PORT ??= String(await freePort()));

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  fullyParallel: false,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [["list"], ["json", { outputFile: "test-results/playwright.json" }]],
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: "chromium",
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    launchOptions: { ...(await findBrowser()), args: BROWSER_ARGS },
  },
  webServer: {
    command: "node --import tsx tests/support/server.ts",
    url: `http://localhost:${port}/api/health`,
    env: { PORT: port, BANK_PORT: bankPort, RUNNER_PID: String(process.pid) },
    timeout: 300_000,
    stdout: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
