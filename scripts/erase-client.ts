import { parseArgs } from "node:util";
import { startEnv } from "@/lib/env";
import { eraseClient } from "@/lib/jobs/erase-client";
import { openBankDatabase } from "./bank-database";

/** `npm run erase-client -- <the bank's number of the client> --for-good`: erases a person who may ask for it. There is no way back. */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { "for-good": { type: "boolean", default: false } } });
const [ref] = positionals;
if (ref === undefined || positionals.length > 1 || !values["for-good"]) {
  console.error("npm run erase-client -- <the bank's number of the client> --for-good\nErases names, contact details, profile, notes and answers. There is no way back.");
  process.exit(2);
}
const database = await openBankDatabase(startEnv());
try {
  const erased = await eraseClient(database.ownerUrl, ref);
  console.log(erased === null ? "There is no such client: nothing was erased." : `Erased: client no. ${erased} of the workbench is nobody from now on.`);
  process.exitCode = erased === null ? 1 : 0;
} finally {
  await database.stop();
}
