import { readBenchOptions } from "@/tests/bench/bench-options";
import { runBenchmarks } from "@/tests/bench/run-benchmarks";

/** `npm run bench`: what the workbench costs, as ratios to a floor measured in the same run. 2: wrong options. */
const options = readBenchOptions();
process.exitCode = options === null ? 2 : await runBenchmarks(options);
