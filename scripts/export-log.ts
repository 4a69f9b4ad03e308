import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { startEnv } from "@/lib/env";
import { listLogBranches, openLogExport } from "@/lib/jobs/proof/export-log";
import { signingKey } from "@/lib/jobs/proof/signing-key";
import { openBankDatabase } from "./bank-database";

/** `npm run export-log -- --branch B01 --out b01.jsonl [--texts]`: the log of a branch as a file that anyone can verify. */
const { values } = parseArgs({ options: { branch: { type: "string" }, out: { type: "string" }, texts: { type: "boolean", default: false } } });
const database = await openBankDatabase(startEnv());
try {
  process.exitCode = await main(values.branch, values.out);
} finally {
  await database.stop();
}

async function main(branch: string | undefined, out: string | undefined): Promise<number> {
  const key = signingKey();
  const lines = branch === undefined || out === undefined ? null : await openLogExport(database.ownerUrl, { branch, texts: values.texts, signer: key });
  if (lines === null || out === undefined) {
    console.error(`npm run export-log -- --branch <branch> --out <file> [--texts]\nBranches: ${(await listLogBranches(database.ownerUrl)).join(" ")}`);
    return 2;
  }
  await pipeline(Readable.from(lines), createWriteStream(out, { flags: "wx", mode: 0o600 }));
  console.log(`${out}, signed with the key ${key.keyId}. To verify it:\n  npm run verify-log -- ${out} --key <public key>\nThe public key, to be kept by whoever verifies:\n${key.publicKey}`);
  return 0;
}
