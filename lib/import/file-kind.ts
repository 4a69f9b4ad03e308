import { type ImportFileName, importColumns } from "@/lib/schemas/import";
import { mapColumns, plainWords } from "./column-names";
import { IMPORT_FILE_NAMES, IMPORT_FILES } from "./files";

/** Which file of the format a file is, and what says so. */
export type KindFinding = { kind: ImportFileName; by: "CHOSEN" | "NAME" | "COLUMNS" } | null;

const WORDS: Readonly<Record<ImportFileName, readonly string[]>> = {
  branches: ["branches", "branch", "agences", "agence"],
  products: ["products", "product", "produits", "produit", "catalogue"],
  staff: ["staff", "collaborateurs", "collaborateur", "personnel", "conseillers"],
  clients: ["clients", "client", "customers", "customer"],
  holdings: ["holdings", "holding", "contrats", "contrat", "contracts", "contract", "equipements", "equipement"],
  activity: ["activity", "activite", "activites", "mouvements"],
  interactions: ["interactions", "interaction", "contacts", "contact"],
  satisfaction: ["satisfaction", "csat", "nps"],
};

/** By the words of its name, else by its columns; null when neither says it, or they say several. */
export function kindOf(fileName: string, headers: readonly string[]): KindFinding {
  const exact = IMPORT_FILE_NAMES.find((kind) => IMPORT_FILES[kind].path === fileName.toLowerCase());
  if (exact) return { kind: exact, by: "NAME" };
  const fitting = IMPORT_FILE_NAMES.filter((kind) => hasNeededColumns(kind, headers));
  const [only, ...others] = fitting;
  if (only && others.length === 0) return { kind: only, by: "COLUMNS" };
  const words = plainWords(fileName.replace(/\.\w+$/, "")).split(" ");
  const [named, ...alike] = IMPORT_FILE_NAMES.filter((kind) => words.some((word) => WORDS[kind].includes(word)));
  return named && alike.length === 0 ? { kind: named, by: "NAME" } : null;
}

function hasNeededColumns(kind: ImportFileName, headers: readonly string[]): boolean {
  const found = mapColumns(kind, headers, { chosen: {}, remembered: {} }).map(({ column }) => column);
  return Object.entries(importColumns(kind)).every(([name, { presence }]) => presence === "OPTIONAL" || found.includes(name));
}
