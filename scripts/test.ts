import { spawn } from "node:child_process";
import fs from "node:fs";
import { exitOf } from "./child-guard";

type Count = { passed: number; failed: number };
type Step = {
  name: string;
  commands: readonly (readonly string[])[];
  /** Where the tools of this step leave their own counts; a step without one counts as one test. */
  counts?: () => Count;
};

const VITEST_RESULTS = "test-results/vitest.json";
const PLAYWRIGHT_RESULTS = "test-results/playwright.json";

const STEPS: readonly Step[] = [
  { name: "Types", commands: [["next", "typegen"], ["tsc", "--noEmit"]] },
  { name: "Lint", commands: [["eslint", ".", "--max-warnings", "0"]] },
  { name: "Boundaries", commands: [["depcruise", "app", "components", "lib", "prisma", "scripts", "tests"]] },
  { name: "Dead code", commands: [["knip"]] },
  {
    name: "Unit and database",
    commands: [["vitest", "run", "--reporter=default", "--reporter=json", `--outputFile.json=${VITEST_RESULTS}`]],
    counts: vitestCount,
  },
  { name: "Browser", commands: [["playwright", "test"]], counts: playwrightCount },
];

/** `npm test`: every check and every test, to the end; then one line, `N passed, N failed`. Fails if anything failed. */
async function main(): Promise<number> {
  fs.rmSync("test-results", { recursive: true, force: true });
  const total: Count = { passed: 0, failed: 0 };
  for (const step of STEPS) {
    const { passed, failed } = await run(step);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

async function run({ name, commands, counts }: Step): Promise<Count> {
  console.log(`\n=== ${name}`);
  const startedAt = performance.now();
  const succeeded = await runAll(commands);
  const count = countOf(succeeded, counts);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`=== ${name}: ${count.failed === 0 ? "passed" : "FAILED"} in ${seconds} s`);
  return count;
}

async function runAll(commands: Step["commands"]): Promise<boolean> {
  for (const [tool = "", ...args] of commands) {
    const child = spawn(`node_modules/.bin/${tool}`, args, { stdio: ["ignore", "inherit", "inherit"], shell: process.platform === "win32" });
    if ((await exitOf(child)) !== 0) return false;
  }
  return true;
}

/** A tool that fails without a failed test (a crash, a file that does not load) is one failure. */
function countOf(succeeded: boolean, counts: Step["counts"]): Count {
  if (!counts) return succeeded ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  const count = counts();
  return succeeded || count.failed > 0 ? count : { ...count, failed: 1 };
}

function vitestCount(): Count {
  const results = readResults<{ numPassedTests: number; numFailedTests: number }>(VITEST_RESULTS);
  return { passed: results?.numPassedTests ?? 0, failed: results?.numFailedTests ?? 0 };
}

/** A flaky test failed first and passed then: it is a failure to look at. */
function playwrightCount(): Count {
  const results = readResults<{ stats: { expected: number; unexpected: number; flaky: number } }>(PLAYWRIGHT_RESULTS);
  return { passed: results?.stats.expected ?? 0, failed: (results?.stats.unexpected ?? 0) + (results?.stats.flaky ?? 0) };
}

function readResults<Results>(file: string): Results | null {
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Results) : null;
}

process.exit(await main());
