import type { FileInspection } from "./inspection";
import { type ImportLanguage, sayRowProblem } from "./messages";
import type { FilePreview } from "./preview";

type Counts = { created: number; updated: number; unchanged: number; refused: number };
type Outcome =
  | { ok: true; changed: boolean; consequences: Readonly<Record<ConsequenceName, number>> }
  | { ok: false; reason: "DEMO_BANK" | "RUNNING" | "FILES" };
type ConsequenceName = "supervision" | "consents" | "salesConfirmed" | "salesReversed" | "satisfaction" | "contacts";

type Wording = {
  counts: Record<keyof Counts, string>;
  more: string;
  refusal: Record<"DEMO_BANK" | "RUNNING" | "FILES", string>;
  imported: string;
  nothing: string;
  consequences: Record<ConsequenceName, string>;
  scored: string;
  notScored: string;
  preview: Record<"created" | "updated", string>;
  dates: string;
  decimals: Record<"COMMA" | "POINT" | "EITHER", string>;
  ignored: string;
  empty: string;
  badFolder: string;
  badToday: string;
  usage: string;
};

const WORDING: Record<ImportLanguage, Wording> = {
  fr: {
    counts: { created: "ajoutées", updated: "modifiées", unchanged: "inchangées", refused: "refusées" },
    more: "  … et {n} autres motifs de refus : --errors <fichier> les écrit tous",
    refusal: {
      DEMO_BANK: "Cette base contient la banque de démonstration : importez dans une autre (--database <nom>, ou DATABASE_URL). Rien n’a été importé.",
      RUNNING: "Un autre import est en cours dans cette base. Rien n’a été importé.",
      FILES: "Rien n’a été importé : corrigez ces fichiers et relancez.",
    },
    imported: "L’import est enregistré.",
    nothing: "Rien n’a changé : la banque contenait déjà ces lignes.",
    consequences: {
      supervision: "agences supervisées", consents: "consentements", salesConfirmed: "ventes confirmées", salesReversed: "ventes annulées",
      satisfaction: "réponses de satisfaction", contacts: "clients dont le dernier contact change",
    },
    scored: "La banque est scorée : {clients} clients, {written} scores écrits, {actionsAdded} actions proposées.",
    notScored: "Les scores sont à jour.",
    badFolder: "Ce dossier ou fichier n’existe pas : {value}",
    badToday: "--today attend un jour AAAA-MM-JJ, pas {value}",
    usage: "Usage : npm run import -- <dossier ou fichier> [--preview] [--errors <fichier>] [--lang fr|en]\n  [--encoding UTF-8|UTF-16LE|UTF-16BE|WINDOWS-1252|ISO-8859-15|MACINTOSH] [--separator semicolon|comma|tab|pipe] [--decimal comma|point|either]\n  [--dates AAAA-MM-JJ|JJ/MM/AAAA|…, écrit YYYY-MM-DD, DD/MM/YYYY…] [--map \"En-tête=colonne\"]… [--ignore \"En-tête\"]… [--kind clients|holdings|…]\n  [--today YYYY-MM-DD] [--bank-name <nom>] [--database <nom>] [--staff-password <mot de passe>]",
    preview: { created: "à ajouter", updated: "à modifier" },
    dates: "dates",
    decimals: { COMMA: "virgule décimale", POINT: "point décimal", EITHER: "virgule ou point décimal" },
    ignored: "ignorée",
    empty: "(vide)",
  },
  en: {
    counts: { created: "created", updated: "updated", unchanged: "unchanged", refused: "refused" },
    more: "  … and {n} more reasons: --errors <file> writes them all",
    refusal: {
      DEMO_BANK: "This database holds the demo bank: import into another one (--database <name>, or DATABASE_URL). Nothing was imported.",
      RUNNING: "Another import is running in this database. Nothing was imported.",
      FILES: "Nothing was imported: correct these files and run it again.",
    },
    imported: "The import is saved.",
    nothing: "Nothing changed: the bank held these rows already.",
    consequences: {
      supervision: "supervised branches", consents: "consents", salesConfirmed: "sales confirmed", salesReversed: "sales reversed",
      satisfaction: "satisfaction answers", contacts: "clients whose last contact moved",
    },
    scored: "The bank is scored: {clients} clients, {written} scores written, {actionsAdded} actions suggested.",
    notScored: "The scores are up to date.",
    badFolder: "There is no such folder or file: {value}",
    badToday: "--today takes a day YYYY-MM-DD, not {value}",
    usage: "Usage: npm run import -- <folder or file> [--preview] [--errors <file>] [--lang fr|en]\n  [--encoding UTF-8|UTF-16LE|UTF-16BE|WINDOWS-1252|ISO-8859-15|MACINTOSH] [--separator semicolon|comma|tab|pipe] [--decimal comma|point|either]\n  [--dates YYYY-MM-DD|DD/MM/YYYY|…] [--map \"Header=column\"]… [--ignore \"Header\"]… [--kind clients|holdings|…]\n  [--today YYYY-MM-DD] [--bank-name <name>] [--database <name>] [--staff-password <password>]",
    preview: { created: "to create", updated: "to update" },
    dates: "dates",
    decimals: { COMMA: "decimal comma", POINT: "decimal point", EITHER: "decimal comma or point" },
    ignored: "ignored",
    empty: "(empty)",
  },
};

/** `clients.csv  created 3, updated 0, unchanged 12, refused 1`; `unseen`: reasons that were not printed. */
export function sayCounts(language: ImportLanguage, file: string, counts: Counts, unseen: number): string {
  const words = WORDING[language];
  const parts = (["created", "updated", "unchanged", "refused"] as const).map((key) => `${words.counts[key]} ${counts[key]}`);
  const line = `${file.padEnd(17)} ${parts.join(", ")}`;
  return unseen > 0 ? `${words.more.replace("{n}", String(unseen))}\n${line}` : line;
}

/** `clients.csv       UTF-8, « ; », dates DD/MM/YYYY, decimal comma; N° client → client_ref` */
export function sayInspection(language: ImportLanguage, { name, settings, columns }: FileInspection): string {
  const words = WORDING[language];
  if (settings === null) return name;
  const separator = settings.separator === "\t" ? "TAB" : `« ${settings.separator} »`;
  const written = `${settings.encoding}, ${separator}, ${settings.lineEnd}, ${words.dates} ${settings.dates}, ${words.decimals[settings.decimals]}`;
  const renamed = columns.flatMap(({ header, column, by }) => (by === "NAME" || by === null || by === "REASON" ? [] : [`${header} → ${column ?? words.ignored}`]));
  return `${name.padEnd(17)} ${[written, ...renamed].join(" ; ")}`;
}

/** The counts of a file, then examples: a line each. */
export function sayPreview(language: ImportLanguage, { name, counts, changed, refused }: FilePreview): string {
  const words = WORDING[language];
  const keyOf = (key: Readonly<Record<string, string>>) => Object.values(key).join(" ");
  const changes = changed.flatMap(({ line, key, changes: columns }) =>
    columns.map(({ column, before, after }) => `  ${line} ${keyOf(key)}, ${column}: ${before ?? words.empty} → ${after ?? words.empty}`),
  );
  const refusals = refused.flatMap(({ line, problems }) => problems.map((problem) => `  ${sayRowProblem(language, name, line, problem)}`));
  const parts = [`${words.preview.created} ${counts.created}`, `${words.preview.updated} ${counts.updated}`, `${words.counts.unchanged} ${counts.unchanged}`, `${words.counts.refused} ${counts.refused}`];
  return [`${name.padEnd(17)} ${parts.join(", ")}`, ...changes, ...refusals].join("\n");
}

export function sayOutcome(language: ImportLanguage, outcome: Outcome): string {
  const words = WORDING[language];
  if (!outcome.ok) return words.refusal[outcome.reason];
  if (!outcome.changed) return words.nothing;
  const names = Object.keys(words.consequences) as ConsequenceName[];
  const parts = names.filter((name) => outcome.consequences[name] > 0).map((name) => `${outcome.consequences[name]} ${words.consequences[name]}`);
  return parts.length === 0 ? words.imported : `${words.imported} (${parts.join(", ")})`;
}

/** Null: no scoring was due. */
export function sayScored(language: ImportLanguage, scored: Readonly<Record<"clients" | "written" | "actionsAdded", number>> | null): string {
  const words = WORDING[language];
  if (scored === null) return words.notScored;
  return words.scored.replace(/\{(clients|written|actionsAdded)\}/g, (_, key: "clients" | "written" | "actionsAdded") => String(scored[key]));
}

/** What was wrong with the command, then how to write it. */
export function sayUsage(language: ImportLanguage, wrong: { folder: string | undefined; today: string | undefined }): string {
  const words = WORDING[language];
  if (wrong.today !== undefined) return `${words.badToday.replace("{value}", wrong.today)}\n${words.usage}`;
  return wrong.folder === undefined ? words.usage : `${words.badFolder.replace("{value}", wrong.folder)}\n${words.usage}`;
}
