import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { BERKA_TODAY, convertBerka, type CsvTable } from "@/lib/import/berka/convert";
import { BERKA_FILES, type BerkaTexts, readBerkaTables } from "@/lib/import/berka/tables";

function readTexts(folder: string): BerkaTexts {
  const texts = Object.entries(BERKA_FILES).map(([table, file]) => {
    const bytes = readFileSync(path.join(folder, file));
    return [table, (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8")];
  });
  return Object.fromEntries(texts) as BerkaTexts;
}

function csvText(table: CsvTable): string {
  return table.map((cells) => `${cells.map(csvCell).join(";")}\n`).join("");
}

function csvCell(value: string): string {
  return /[;"\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  console.error("Usage: npm run convert:berka -- <folder of the PKDD'99 files> <folder to write>");
  process.exit(2);
}
mkdirSync(target, { recursive: true });
for (const [file, table] of Object.entries(convertBerka(readBerkaTables(readTexts(source))))) {
  writeFileSync(path.join(target, file), csvText(table));
  console.log(`${file.padEnd(17)} ${table.length - 1} rows`);
}
console.log(`Next: npm run import -- ${target} --today ${BERKA_TODAY} --database czech --bank-name "Czech bank 1998"`);
