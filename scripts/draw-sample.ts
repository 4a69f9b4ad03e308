import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { drawFaults } from "@/lib/domain/sample-draw";

/** `npm run draw-sample -- draw-….txt`: follows a draw again from the file of its campaign, without a database. Exits with 1 when it does not follow. */
const [file] = process.argv.slice(2);
if (!file) throw new Error("Which file? npm run draw-sample -- draw-….txt");
const faults = drawFaults(readFileSync(file, "utf8"), (text) => createHash("sha256").update(text, "utf8").digest("hex"));
console.log(faults.length === 0 ? "The sample is the one that follows from the population, the sizes and the seed." : faults.map((fault) => `✗ ${fault}`).join("\n"));
process.exitCode = faults.length === 0 ? 0 : 1;
