import type { RowProblem, RowProblemCode } from "@/lib/schemas/row-problem";
import type { FileProblem } from "./file-problem";

export type ImportLanguage = "fr" | "en";

type Wording = {
  row: Record<RowProblemCode, string>;
  file: Record<FileProblem["code"], string>;
  line: string;
};

/** `{value}`: what the cell holds; `{detail}`: what it may hold; `{line}`, `{columns}`: where. */
const WORDING: Record<ImportLanguage, Wording> = {
  fr: {
    line: "ligne",
    row: {
      required: "la valeur manque",
      spaces: "« {value} » commence ou finit par une espace : ôtez-la",
      control: "contient un caractère invisible (tabulation, saut de ligne…)",
      tooLong: "trop long : {detail} caractères au plus",
      choice: "« {value} » n’est pas une valeur connue ; valeurs admises : {detail}",
      yesNo: "« {value} » doit être yes ou no",
      day: "« {value} » n’est pas un jour du calendrier au format {detail}",
      month: "« {value} » n’est pas un mois au format AAAA-MM",
      future: "« {value} » est dans l’avenir : l’import s’arrête au {detail}",
      instant: "« {value} » n’est pas un jour (AAAA-MM-JJ) ni un jour et une heure (AAAA-MM-JJThh:mm)",
      amount: "« {value} » n’est pas un montant : des chiffres, deux décimales au plus, sans séparateur de milliers ni symbole",
      amountRange: "« {value} » dépasse 21 474 836,47",
      count: "« {value} » n’est pas un nombre entier de l’intervalle {detail}",
      number: "« {value} » n’est pas un nombre positif",
      list: "« {value} » n’est pas une liste de valeurs séparées par |, sans espace autour",
      email: "« {value} » n’est pas une adresse électronique",
      cells: "la ligne a {value} cellules au lieu de {detail}",
      quotes: "les guillemets de la ligne ne se ferment pas correctement",
      rowTooLong: "la ligne dépasse {detail} caractères",
      jsonType: "n’est pas du type attendu",
      unknownKey: "« {value} » n’est pas une colonne",
      columnsDiffer: "les lignes d’un envoi nomment toutes les mêmes colonnes que la première : écrivez null pour une valeur vide",
      closedBeforeOpened: "le contrat se ferme le {value}, avant son ouverture",
      consentDay: "un consentement est donné sans sa date",
      scoreRange: "« {value} » n’est pas une note possible : {detail}",
      unknownBranch: "l’agence « {value} » n’existe pas",
      unknownUser: "aucun collaborateur n’a l’adresse « {value} »",
      notPortfolioHolder: "« {value} » n’est ni conseiller ni chargé de relation : on ne peut lui confier de clients",
      unknownClient: "le client « {value} » n’existe pas (absent de clients.csv, ou refusé)",
      unknownProduct: "le produit « {value} » n’est pas au catalogue",
      duplicate: "déjà à la ligne {value} : la première est gardée",
      alreadyRecorded: "déjà enregistrée avec un autre contenu : ni une interaction ni une réponse ne se modifient ; corrigez par une nouvelle entrée",
    },
    file: {
      missingFile: "le fichier manque",
      emptyFile: "le fichier est vide : sa première ligne doit nommer les colonnes",
      archive: "c’est un fichier {detail}, pas du texte : exportez ou décompressez-le en CSV, puis recommencez",
      binary: "ce n’est pas du texte : exportez le fichier en CSV, puis recommencez",
      unreadableLine: "la ligne {line} contient des octets qui n’existent pas en {detail} : choisissez le bon encodage, ou enregistrez le fichier en « CSV UTF-8 »",
      headerQuotes: "les guillemets de la première ligne ne se ferment pas correctement",
      headerTooLong: "la première ligne dépasse 200 000 caractères : elle doit nommer les colonnes, et les lignes se terminer par un saut de ligne",
      tooManyColumns: "trop de colonnes : {detail}",
      unknownKind: "on ne peut dire quel fichier de la livraison c’est, ni par son nom ni par ses colonnes : indiquez-le",
      repeatedKind: "la livraison contient déjà le même fichier : {detail}",
      missingColumns: "colonnes manquantes : {columns}",
      unknownColumns: "colonnes inconnues : {columns}. Indiquez ce qu’elles sont, ou qu’elles sont à ignorer",
      repeatedColumns: "colonnes en double : {columns}",
      doubtfulDates: "« {detail} » peut se lire jour/mois ou mois/jour : indiquez le format des dates",
    },
  },
  en: {
    line: "line",
    row: {
      required: "the value is missing",
      spaces: "“{value}” begins or ends with a space: remove it",
      control: "holds an invisible character (tab, line break…)",
      tooLong: "too long: at most {detail} characters",
      choice: "“{value}” is not a known value; known values: {detail}",
      yesNo: "“{value}” must be yes or no",
      day: "“{value}” is not a day of the calendar written {detail}",
      month: "“{value}” is not a month written YYYY-MM",
      future: "“{value}” is in the future: the import ends at {detail}",
      instant: "“{value}” is neither a day (YYYY-MM-DD) nor a day and a time (YYYY-MM-DDThh:mm)",
      amount: "“{value}” is not an amount: digits, at most two decimals, no thousands separator, no currency sign",
      amountRange: "“{value}” is beyond 21474836.47",
      count: "“{value}” is not a whole number from {detail}",
      number: "“{value}” is not a number of zero or more",
      list: "“{value}” is not a list of values separated by |, without spaces around them",
      email: "“{value}” is not an e-mail address",
      cells: "the row has {value} cells instead of {detail}",
      quotes: "the quotes of the row do not close properly",
      rowTooLong: "the row is longer than {detail} characters",
      jsonType: "is not of the expected type",
      unknownKey: "“{value}” is not a column",
      columnsDiffer: "the rows of a batch all name the columns that the first one names: write null for a value that is empty",
      closedBeforeOpened: "the contract closes on {value}, before it opens",
      consentDay: "a consent is given without its date",
      scoreRange: "“{value}” is not a possible score: {detail}",
      unknownBranch: "there is no branch “{value}”",
      unknownUser: "no member of staff has the address “{value}”",
      notPortfolioHolder: "“{value}” is neither an advisor nor a relationship manager: no client can be assigned to them",
      unknownClient: "there is no client “{value}” (not in clients.csv, or refused there)",
      unknownProduct: "the product “{value}” is not in the catalogue",
      duplicate: "already on line {value}: the first one is kept",
      alreadyRecorded: "already recorded with other content: interactions and answers are never edited; correct it by a new entry",
    },
    file: {
      missingFile: "the file is missing",
      emptyFile: "the file is empty: its first line must name the columns",
      archive: "this is a {detail} file, not text: export or unpack it as CSV, then try again",
      binary: "this is not text: export the file as CSV, then try again",
      unreadableLine: "line {line} holds bytes that mean nothing in {detail}: choose the right encoding, or save the file as “CSV UTF-8”",
      headerQuotes: "the quotes of the first line do not close properly",
      headerTooLong: "the first line is longer than 200,000 characters: it must name the columns, and lines must end with a line break",
      tooManyColumns: "too many columns: {detail}",
      unknownKind: "neither its name nor its columns say which file of the delivery this is: name it",
      repeatedKind: "the delivery already holds the same file: {detail}",
      missingColumns: "missing columns: {columns}",
      unknownColumns: "unknown columns: {columns}. Say what they are, or that they are to be ignored",
      repeatedColumns: "columns that occur twice: {columns}",
      doubtfulDates: "“{detail}” can be read day/month or month/day: name the format of the dates",
    },
  },
};

/** `clients.csv, line 12, birth_on: “31/12/1980” is not a day…`; `file`: its name. */
export function sayRowProblem(language: ImportLanguage, file: string, line: number, problem: RowProblem): string {
  const place = [file, `${WORDING[language].line} ${line}`, ...(problem.column === null ? [] : [problem.column])].join(", ");
  return say(language, place, rowProblemWords(language, problem));
}

/** The reason alone: `“31/12/1980” is not a day…` */
export function rowProblemWords(language: ImportLanguage, { code, value = "", detail = "" }: RowProblem): string {
  const shown = language === "fr" && code === "day" ? detail.replaceAll("Y", "A").replaceAll("D", "J") : detail;
  return fill(WORDING[language].row[code], { value, detail: shown });
}

/** `holdings.csv: missing columns: contract_ref` */
export function sayFileProblem(language: ImportLanguage, problem: FileProblem): string {
  return say(language, problem.file, fileProblemWords(language, problem));
}

/** Without the file's name. */
export function fileProblemWords(language: ImportLanguage, { code, line, columns, detail }: FileProblem): string {
  return fill(WORDING[language].file[code], { line: String(line ?? ""), columns: columns?.join(", ") ?? "", detail: detail ?? "" });
}

/** French unless the machine speaks something else; `LANG` as POSIX writes it (`fr_FR.UTF-8`). */
export function importLanguage(lang: string | undefined): ImportLanguage {
  return lang === undefined || lang === "" || lang.toLowerCase().startsWith("fr") ? "fr" : "en";
}

function say(language: ImportLanguage, place: string, words: string): string {
  return language === "fr" ? `${place} : ${words}` : `${place}: ${words}`;
}

function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
}
