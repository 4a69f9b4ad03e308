import { startEnv } from "@/lib/env";
import { CALIBRATION_BAR, isCalibrated, measureCalibration } from "@/lib/jobs/calibration";
import { openBankDatabase } from "./bank-database";

/** `npm run calibration`: does each Score PNB hold its quarter of every slice? Exits with 1 when one does not. */
const database = await openBankDatabase(startEnv());
try {
  const slices = await measureCalibration(database.ownerUrl);
  const { expected, tolerance, minClients } = CALIBRATION_BAR;
  console.log(`Share of each Score PNB (bar: ${expected} % ± ${tolerance} points), slices of at least ${minClients} clients of positive PNB\n`);
  console.log("slice                clients   score 1   score 2   score 3   score 4");
  for (const slice of slices) {
    const shares = slice.shares.map((share) => `${share.toFixed(1)} %`.padStart(8)).join("  ");
    console.log(`${`${slice.dimension} ${slice.value}`.padEnd(18)} ${String(slice.n).padStart(9)}  ${shares}  ${isCalibrated(slice) ? "" : "✗ outside the bar"}`);
  }
  const outside = slices.filter((slice) => !isCalibrated(slice)).length;
  console.log(slices.length === 0 ? "\nNo slice is large enough: is the bank scored?" : `\n${slices.length - outside} of ${slices.length} slices within the bar`);
  process.exitCode = outside > 0 || slices.length === 0 ? 1 : 0;
} finally {
  await database.stop();
}
