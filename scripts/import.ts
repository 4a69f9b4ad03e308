import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { sayFileProblem, sayRowProblem } from "@/lib/import/messages";
import { sayCounts, sayInspection, sayOutcome, sayPreview, sayScored } from "@/lib/import/report";
import { migrateDatabase } from "@/lib/data/migrate";
import { sourceFiles } from "@/lib/jobs/import/source-files";
import { type DeliveryRequest, importDelivery, type ImportOutcome } from "@/lib/jobs/import-delivery";
import { installReference } from "@/lib/jobs/install-reference";
import { inOwnerTransaction } from "@/lib/jobs/owner-transaction";
import { previewDelivery } from "@/lib/jobs/preview-delivery";
import { scoreImport } from "@/lib/jobs/score-import";
import { setFirstPasswords } from "@/lib/jobs/set-first-passwords";
import { startEmbeddedPostgres } from "./embedded-postgres";
import { readArguments } from "./import-arguments";

/** More refused rows than this of one file are counted on the terminal, and listed by `--errors`. */
const SHOWN_PROBLEMS = 500;

type Arguments = ReturnType<typeof readArguments>;

function requestOf(given: Arguments): DeliveryRequest {
  const files = sourceFiles(given.place);
  return {
    id: randomUUID(),
    source: "COMMAND",
    files,
    choices: Object.fromEntries(files.map(({ name }) => [name, given.choice])),
    isComplete: given.isFolder,
    name: given.name,
    ...(given.today === undefined ? {} : { today: given.today }),
    ...(given["bank-name"] === undefined ? {} : { bankName: given["bank-name"] }),
  };
}

/** What the command answers with: 0 all rows good, 3 some refused, 1 nothing done. */
async function importInto(ownerUrl: string, given: Arguments): Promise<number> {
  await migrateDatabase(ownerUrl);
  await inOwnerTransaction(ownerUrl, installReference);
  if (given.preview) return previewAndReport(ownerUrl, given);
  const outcome = await importAndReport(ownerUrl, given);
  if (!outcome.ok) return 1;
  const password = given["staff-password"] ?? process.env.STAFF_PASSWORD;
  if (password) await setFirstPasswords(ownerUrl, password);
  console.log(sayScored(given.language, await scoreImport(ownerUrl)));
  return Object.values(outcome.files).some((file) => file.refused > 0) ? 3 : 0;
}

async function importAndReport(ownerUrl: string, given: Arguments): Promise<ImportOutcome> {
  const { language } = given;
  const errors = given.errors === undefined ? null : createWriteStream(given.errors);
  let shown = 0;
  const outcome = await importDelivery(ownerUrl, requestOf(given), {
    onInspected: (files) => console.log(files.map((file) => sayInspection(language, file)).join("\n")),
    onRowProblem: ({ name }, line, problem) => {
      const words = sayRowProblem(language, name, line, problem);
      errors?.write(`${words}\n`);
      if (shown++ < SHOWN_PROBLEMS) console.log(`  ${words}`);
    },
    onFile: ({ name }, counts) => {
      console.log(sayCounts(language, name, counts, Math.max(0, shown - SHOWN_PROBLEMS)));
      shown = 0;
    },
  });
  await new Promise((resolve) => (errors === null ? resolve(null) : errors.end(resolve)));
  if (!outcome.ok && outcome.reason === "FILES") for (const problem of outcome.problems) console.error(sayFileProblem(language, problem));
  console.log(sayOutcome(language, outcome));
  return outcome;
}

async function previewAndReport(ownerUrl: string, given: Arguments): Promise<number> {
  const { language } = given;
  const outcome = await previewDelivery(ownerUrl, requestOf(given), {
    onInspected: (files) => console.log(files.map((file) => sayInspection(language, file)).join("\n")),
  });
  if (!outcome.ok) {
    if (outcome.reason === "FILES") for (const problem of outcome.problems) console.error(sayFileProblem(language, problem));
    console.log(sayOutcome(language, outcome));
    return 1;
  }
  for (const file of outcome.files) console.log(sayPreview(language, file));
  return outcome.files.some(({ counts }) => counts.refused > 0) ? 3 : 0;
}

const given = readArguments();
const embedded = process.env.DATABASE_URL ? null : await startEmbeddedPostgres({ dir: ".data/postgres", database: given.database });
try {
  process.exitCode = await importInto(embedded?.url ?? process.env.DATABASE_URL ?? "", given);
} finally {
  // A server that was running already serves someone else too.
  if (embedded && !embedded.attached) await embedded.stop();
}
