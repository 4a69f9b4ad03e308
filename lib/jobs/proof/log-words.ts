import type { LogFault, LogFaultCode, LogVerdict } from "@/lib/domain/proof-log";
import type { ImportLanguage } from "@/lib/import/messages";

type Wording = {
  /** With the space that French sets before it. */
  colon: string;
  sound: string;
  wrong: string;
  faults: Record<LogFaultCode, string>;
  kinds: Record<string, string>;
  branch: string;
  link: string;
  entry: string;
  client: string;
  line: string;
  counts: Record<"links" | "entries" | "signedHeads" | "texts" | "erased" | "withheld" | "upTo", string>;
};

const WORDING: Record<ImportLanguage, Wording> = {
  fr: {
    colon: "\u00a0:",
    sound: "Le journal est intact",
    wrong: "Le journal n’est pas intact",
    faults: {
      NOT_A_LOG: "ce fichier n’est pas un journal de Mireille",
      UNREADABLE: "la ligne n’est pas celle qu’un export écrit",
      OUT_OF_PLACE: "une ligne manque, est de trop ou n’est pas à sa place : voici ce qui était attendu",
      NOT_CHAINED: "le maillon ne suit pas le précédent",
      LINK_CHANGED: "le maillon n’est pas celui qui a été scellé : une de ses entrées, ou lui-même, a été changé, ôté ou ajouté",
      ENTRY_CHANGED: "l’entrée ne dit pas ce qui a été scellé",
      ENTRY_MISSING: "l’entrée a disparu de la base",
      TEXT_CHANGED: "le texte personnel n’est pas celui qui a été scellé",
      TEXT_GONE: "le texte personnel a disparu sans effacement inscrit au journal",
      SIGNATURE_WRONG: "la signature n’est pas bonne",
      KEY_UNKNOWN: "signé d’une clé qui n’est pas parmi celles données (--key)",
      HEAD_REPLACED: "la chaîne a été réécrite : une autre tête avait été signée à cette place",
      HEAD_GONE: "la chaîne a été raccourcie : une tête plus lointaine avait été signée",
      STRAY_ROW: "cette ligne a été ajoutée dans la base sans passer par le journal",
      ENDS_EARLY: "le fichier s’arrête avant la fin",
      GOES_ON: "le fichier continue après sa fin",
      FILE_CHANGED: "un octet du fichier a été changé hors des entrées",
      EARLIER_REPLACED: "la chaîne n’est plus celle de l’export précédent (--after)",
    },
    kinds: { interaction: "contact", consent: "consentement", score: "score", assignment: "réaffectation", erasure: "effacement" },
    branch: "agence",
    link: "maillon",
    entry: "entrée",
    client: "client nᵒ",
    line: "ligne",
    counts: {
      links: "maillons",
      entries: "entrées",
      signedHeads: "têtes signées",
      texts: "textes vérifiés",
      erased: "entrées dont le texte a été effacé",
      withheld: "entrées de clients d’une autre agence, vérifiées sans leur contenu",
      upTo: "jusqu’au",
    },
  },
  en: {
    colon: ":",
    sound: "The log is intact",
    wrong: "The log is not intact",
    faults: {
      NOT_A_LOG: "this file is no log of Mireille",
      UNREADABLE: "the line is not one that an export writes",
      OUT_OF_PLACE: "a line is missing, is one too many, or is not in its place: this is what should stand there",
      NOT_CHAINED: "the link does not follow the one before",
      LINK_CHANGED: "the link is not the one that was sealed: it, or one of its entries, was changed, taken out or added",
      ENTRY_CHANGED: "the entry does not say what was sealed",
      ENTRY_MISSING: "the entry is gone from the database",
      TEXT_CHANGED: "the personal text is not the one that was sealed",
      TEXT_GONE: "the personal text is gone, and the log knows of no erasure",
      SIGNATURE_WRONG: "the signature is not good",
      KEY_UNKNOWN: "signed with a key that is not among those given (--key)",
      HEAD_REPLACED: "the chain was written anew: another head had been signed in this place",
      HEAD_GONE: "the chain was cut short: a head further on had been signed",
      STRAY_ROW: "this row was added to the database past the log",
      ENDS_EARLY: "the file ends early",
      GOES_ON: "the file goes on after its end",
      FILE_CHANGED: "a byte of the file was changed outside the entries",
      EARLIER_REPLACED: "the chain is no longer that of the earlier export (--after)",
    },
    kinds: { interaction: "contact", consent: "consent", score: "score", assignment: "reassignment", erasure: "erasure" },
    branch: "branch",
    link: "link",
    entry: "entry",
    client: "client no.",
    line: "line",
    counts: {
      links: "links",
      entries: "entries",
      signedHeads: "signed heads",
      texts: "texts verified",
      erased: "entries whose text was erased",
      withheld: "entries of another branch’s clients, verified without their content",
      upTo: "up to",
    },
  },
};

/** What verifying a log found, for a terminal. */
export function sayVerdict(language: ImportLanguage, verdict: LogVerdict): string {
  const words = WORDING[language];
  if (!verdict.sound) return `${words.wrong}.\n  ${saySpot(words, verdict.fault)}${words.colon} ${words.faults[verdict.fault.code]}.`;
  const { chain, head, ...counts } = verdict.log;
  const lines = (["links", "entries", "signedHeads", "texts", "erased", "withheld"] as const).filter((name) => counts[name] > 0 || name === "signedHeads").map((name) => `  ${words.counts[name]}${words.colon} ${counts[name]}`);
  return [`${words.sound}${words.colon} ${words.branch} ${chain}, ${words.counts.upTo} ${head.at}.`, ...lines, `  ${words.link} ${head.position}${words.colon} ${head.hash}`].join("\n");
}

function saySpot(words: Wording, { line, chain, position, place, kind, client, id }: LogFault): string {
  return [
    chain === null ? null : `${words.branch} ${chain}`,
    position === null ? null : `${words.link} ${position}`,
    place === null ? null : `${words.entry} ${place}`,
    kind === null ? null : (words.kinds[kind] ?? kind),
    id,
    client === null ? null : `${words.client} ${client}`,
    `${words.line} ${line}`,
  ].filter((part) => part !== null).join(", ");
}
