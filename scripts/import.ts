import { createWriteStream, statSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Day } from "@/lib/domain/dates";
import { IMPORT_FILES } from "@/lib/import/files";
import { type ImportLanguage, importLanguage, sayFileProblem, sayRowProblem } from "@/lib/import/messages";
import { sayCounts, sayOutcome, sayScored, sayUsage } from "@/lib/import/report";
import { migrateDatabase } from "@/lib/data/migrate";
import { type ImportOutcome, importFolder } from "@/lib/jobs/import-folder";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { scoreImport } from "@/lib/jobs/score-import";
import { setFirstPasswords } from "@/lib/jobs/set-first-passwords";
import { startEmbeddedPostgres } from "./embedded-postgres";

/** More refused rows than this of one file are counted on the terminal, and listed by `--errors`. */
const SHOWN_PROBLEMS = 500;

type Arguments = ReturnType<typeof readArguments>;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lang: { type: "string" },
      today: { type: "string" },
      database: { type: "string", default: "mireille" },
      errors: { type: "string" },
      "bank-name": { type: "string" },
      "staff-password": { type: "string" },
    },
  });
  const language: ImportLanguage = importLanguage(values.lang ?? process.env.LC_ALL ?? process.env.LANG);
  const [folder] = positionals;
  const isFolder = folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
  const isToday = values.today === undefined || isDay(values.today);
  if (!isFolder || !isToday || positionals.length > 1) {
    console.error(sayUsage(language, { folder, today: isToday ? undefined : values.today }));
    process.exit(2);
  }
  return { ...values, folder, language, today: values.today as Day | undefined };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

async function importInto(ownerUrl: string, given: Arguments): Promise<number> {
  await migrateDatabase(ownerUrl);
  await inOwnerTransaction(ownerUrl, installReference);
  const outcome = await importAndReport(ownerUrl, given);
  if (!outcome.ok) return 1;
  const password = given["staff-password"] ?? process.env.STAFF_PASSWORD;
  if (password) await setFirstPasswords(ownerUrl, password);
  const scored = await scoreImport(ownerUrl);
  console.log(sayScored(given.language, scored));
  return Object.values(outcome.files).some((file) => file.refused > 0) ? 3 : 0;
}

async function importAndReport(ownerUrl: string, given: Arguments): Promise<ImportOutcome> {
  const { language } = given;
  const errors = given.errors === undefined ? null : createWriteStream(given.errors);
  let shown = 0;
  const outcome = await importFolder(ownerUrl, {
    folder: given.folder,
    ...(given.today === undefined ? {} : { today: given.today }),
    ...(given["bank-name"] === undefined ? {} : { bankName: given["bank-name"] }),
    onRowProblem: (file, line, problem) => {
      const words = sayRowProblem(language, file, line, problem);
      errors?.write(`${words}\n`);
      if (shown++ < SHOWN_PROBLEMS) console.log(`  ${words}`);
    },
    onFile: (file, counts) => {
      console.log(sayCounts(language, IMPORT_FILES[file].path, counts, Math.max(0, shown - SHOWN_PROBLEMS)));
      shown = 0;
    },
  });
  await new Promise((resolve) => (errors === null ? resolve(null) : errors.end(resolve)));
  if (!outcome.ok && outcome.reason === "FILES") for (const problem of outcome.problems) console.error(sayFileProblem(language, problem));
  console.log(sayOutcome(language, outcome));
  return outcome;
}

const given = readArguments();
const embedded = process.env.DATABASE_URL ? null : await startEmbeddedPostgres({ dir: ".data/postgres", database: given.database });
try {
  process.exitCode = await importInto(embedded?.url ?? process.env.DATABASE_URL ?? "", given);
} finally {
  // A server that was running already serves someone else too.
  if (embedded && !embedded.attached) await embedded.stop();
}
