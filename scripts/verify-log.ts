import { createPublicKey } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { importLanguage } from "@/lib/import/messages";
import { linesOf, readLogLine } from "@/lib/jobs/proof/log-lines";
import { sayVerdict } from "@/lib/jobs/proof/log-words";
import { verifyLog } from "@/lib/jobs/proof/verify-log";

/**
 * `npm run verify-log -- b01.jsonl --key public.pem [--key older.pem] [--after earlier.jsonl] [--lang fr]`, without a database or a network.
 * 0: as it was sealed; 1: it is not, and what is wrong first is named; 2: it could not be verified.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { key: { type: "string", multiple: true }, after: { type: "string" }, lang: { type: "string" } },
});
/** A file may hold several. */
const PUBLIC_KEYS = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;
process.exitCode = await main();

async function main(): Promise<number> {
  const [file] = positionals;
  if (file === undefined || values.key === undefined || positionals.length > 1) {
    console.error("npm run verify-log -- <file> --key <public key, PEM> [--key <another>] [--after <earlier export>] [--lang fr|en]");
    return 2;
  }
  const language = importLanguage(values.lang ?? process.env.LC_ALL ?? process.env.LANG);
  const keys = values.key.flatMap((place) => (readFileSync(place, "utf8").match(PUBLIC_KEYS) ?? []).map((pem) => createPublicKey(pem)));
  const verdict = await verifyLog(linesOf(createReadStream(file)), { keys, earlier: values.after === undefined ? undefined : await endOf(values.after) });
  console.log(sayVerdict(language, verdict));
  return verdict.sound ? 0 : 1;
}

async function endOf(file: string) {
  for await (const bytes of linesOf(createReadStream(file))) {
    const line = readLogLine(bytes);
    if (line && "end" in line) return line.end;
  }
  throw new Error(`${file} has no end.`);
}
