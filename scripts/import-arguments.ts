import { statSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import type { Day } from "@/lib/domain/dates";
import type { ColumnMapping } from "@/lib/import/column-names";
import { type FileChoice, fileChoice } from "@/lib/import/file-settings";
import { type ImportLanguage, importLanguage } from "@/lib/import/messages";
import { sayUsage } from "@/lib/import/report";

const text = { type: "string" } as const;
const several = { type: "string", multiple: true } as const;

/** What the command is told; `choice` holds for every file of it. Ends the process where it makes no sense. */
export function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      lang: text, today: text, database: { type: "string", default: "mireille" }, errors: text, "bank-name": text, "staff-password": text,
      preview: { type: "boolean", default: false }, kind: text, encoding: text, separator: text, decimal: text, dates: text, map: several, ignore: several,
    },
  });
  const language: ImportLanguage = importLanguage(values.lang ?? process.env.LC_ALL ?? process.env.LANG);
  const [place] = positionals;
  const isThere = place !== undefined && statSync(place, { throwIfNoEntry: false }) !== undefined;
  const wrongToday = values.today !== undefined && !isDay(values.today) ? values.today : undefined;
  const choice = choiceOf(values);
  if (!isThere || wrongToday !== undefined || choice === null || positionals.length > 1) {
    console.error(sayUsage(language, { folder: isThere ? undefined : place, today: wrongToday }));
    process.exit(2);
  }
  const isFolder = statSync(place).isDirectory();
  return { ...values, place, isFolder, name: path.basename(path.resolve(isFolder ? place : path.dirname(place))), language, today: values.today as Day | undefined, choice };
}

type Given = { kind?: string; encoding?: string; separator?: string; decimal?: string; dates?: string; map?: string[]; ignore?: string[] };

const SEPARATOR_NAMES: Readonly<Record<string, string>> = { tab: "\t", semicolon: ";", comma: ",", pipe: "|" };

/** Null where a value is not one of those allowed. */
function choiceOf({ kind, encoding, separator, decimal, dates, map = [], ignore = [] }: Given): FileChoice | null {
  const columns = mappingOf(map, ignore);
  const chosen = fileChoice.safeParse({
    kind,
    encoding: encoding?.toUpperCase(),
    separator: separator === undefined ? undefined : (SEPARATOR_NAMES[separator] ?? separator),
    decimals: decimal?.toUpperCase(),
    dates: dates?.toUpperCase(),
    ...(columns === null ? {} : { columns }),
  });
  return chosen.success && columns !== null ? chosen.data : null;
}

/** `--map "N° client=client_ref" --ignore "Sexe"`. */
function mappingOf(map: readonly string[], ignore: readonly string[]): ColumnMapping | null {
  const pairs = map.map((pair) => [pair.slice(0, pair.lastIndexOf("=")), pair.slice(pair.lastIndexOf("=") + 1)] as const);
  if (map.some((pair) => !pair.includes("="))) return null;
  return Object.fromEntries([...pairs, ...ignore.map((header) => [header, null] as const)]);
}

function isDay(given: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(Date.parse(given));
}
