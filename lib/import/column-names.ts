import { type ImportFileName, importColumns } from "@/lib/schemas/import";

/** Which column of the format a column of the source is; null: it is left aside, as someone has said. */
export type ColumnMapping = Readonly<Record<string, string | null>>;

/**
 * How a column of the source got its meaning. CHOSEN, REMEMBERED: someone said so, now or for the same columns before ·
 * NAME: it has the format's own name · SYNONYM: another word for it · REASON: the last column of a file of refused rows,
 * which is ours · null: it has none, and the file cannot be imported like that.
 */
export type MappedBy = "CHOSEN" | "REMEMBERED" | "NAME" | "SYNONYM" | "REASON" | null;
export type MappedColumn = { header: string; column: string | null; by: MappedBy };

/** The last column of a file of refused rows, by which a file that comes back is known. */
export const REASON_COLUMNS = { fr: "refus_mireille", en: "reason_mireille" } as const;

/** Gives each column of the source its meaning. No two get the same: a name wins over another word for it. */
export function mapColumns(file: ImportFileName, headers: readonly string[], given: { chosen: ColumnMapping; remembered: ColumnMapping }): MappedColumn[] {
  const names = Object.keys(importColumns(file));
  const mapped = headers.map((header, place): MappedColumn => {
    if (place === headers.length - 1 && isReasonColumn(header)) return { header, column: null, by: "REASON" };
    if (Object.hasOwn(given.chosen, header)) return { header, column: given.chosen[header] ?? null, by: "CHOSEN" };
    if (names.includes(header)) return { header, column: header, by: "NAME" };
    if (Object.hasOwn(given.remembered, header)) return { header, column: given.remembered[header] ?? null, by: "REMEMBERED" };
    const column = columnCalled(file, header);
    return column === null ? { header, column: null, by: null } : { header, column, by: "SYNONYM" };
  });
  const isTaken = ({ column, by }: MappedColumn) => by === "SYNONYM" && mapped.some((other) => other.column === column && other.by !== "SYNONYM");
  const isDoubtful = ({ column, by }: MappedColumn) => by === "SYNONYM" && mapped.filter((other) => other.column === column).length > 1;
  return mapped.map((one) => (isTaken(one) || isDoubtful(one) ? { header: one.header, column: null, by: null } : one));
}

function isReasonColumn(header: string): boolean {
  return header === REASON_COLUMNS.fr || header === REASON_COLUMNS.en;
}

/** The same columns in another order are the same delivery: what a mapping is remembered by. */
export function headerSet(headers: readonly string[]): string {
  return headers.filter((header) => !isReasonColumn(header)).map(plainWords).sort().join("\n");
}

/** Small letters and digits, one space between words: `N° client` and `n_client` are the same. */
export function plainWords(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();
}

function columnCalled(file: ImportFileName, header: string): string | null {
  const words = plainWords(header);
  if (words === "") return null;
  const named = Object.keys(importColumns(file)).find((name) => plainWords(name) === words);
  return named ?? Object.entries({ ...COMMON_WORDS, ...OTHER_WORDS[file] }).find(([column, others]) => column in importColumns(file) && others.includes(words))?.[0] ?? null;
}

type OtherWords = Readonly<Record<string, readonly string[]>>;

/** What core banks call a column, in plain words. Only words that mean nothing else: an amount a month is no amount a year. */
const COMMON_WORDS: OtherWords = {
  client_ref: ["n client", "no client", "num client", "numero client", "numero de client", "id client", "identifiant client", "code client", "ref client", "reference client", "client number", "client no", "client id", "customer number", "customer no", "customer id", "customer ref"],
  branch_code: ["code agence", "n agence", "no agence", "num agence", "numero agence", "numero d agence", "agence", "branch", "branch number", "branch id"],
  product_code: ["code produit", "n produit", "no produit", "produit", "product", "product id"],
  commune: ["ville", "city", "town", "localite"],
};

const OTHER_WORDS: Readonly<Record<ImportFileName, OtherWords>> = {
  branches: { name: ["nom", "nom agence", "nom de l agence", "libelle", "branch name"] },
  products: {
    universe: ["univers"], name_fr: ["libelle", "libelle fr", "nom fr", "nom francais"], name_en: ["libelle en", "nom en", "nom anglais"],
    annual_value: ["valeur annuelle", "pnb annuel"], is_dav: ["dav", "compte courant"], min_age: ["age minimum", "age min"],
    max_age: ["age maximum", "age max"], min_income: ["revenu minimum", "revenu min"],
  },
  staff: {
    email: ["courriel", "adresse electronique", "adresse mail", "mail", "e mail"], name: ["nom", "nom complet", "full name"],
    active: ["actif"], supervised_branches: ["agences supervisees"],
  },
  clients: {
    advisor_email: ["conseiller", "email conseiller", "courriel conseiller", "mail conseiller", "email du conseiller", "advisor"],
    last_name: ["nom", "nom de famille", "surname", "family name"], first_name: ["prenom", "given name"],
    client_since_on: ["client depuis", "client depuis le", "date d entree en relation", "date entree en relation", "entree en relation", "client since"],
    household_number: ["n foyer", "no foyer", "numero foyer", "numero de foyer", "foyer"],
    birth_on: ["date de naissance", "date naissance", "ne le", "naissance", "birth date", "date of birth", "birthday"],
    marital_status: ["situation familiale", "situation de famille"], dependent_children: ["enfants a charge", "nombre d enfants", "nb enfants", "children"],
    occupation: ["csp", "pcs"], income: ["revenu annuel", "revenus annuels", "revenu net annuel", "annual income"], wealth: ["patrimoine", "epargne et placements"],
    email: ["courriel", "adresse electronique", "adresse mail", "mail", "e mail"], phone: ["telephone", "tel", "mobile", "portable", "phone number"],
    postal_code: ["code postal", "cp", "zip", "zip code", "postcode"], service_model: ["modele de service"], interests: ["centres d interet"],
    status: ["statut"], protected: ["protege", "sous protection"], fragile: ["client fragile", "fragilite financiere"],
    profiling_objected_on: ["opposition au profilage", "date d opposition au profilage"], high_value: ["haut de gamme", "forte valeur"],
    consent_phone: ["consentement telephone"], consent_email: ["consentement email", "consentement courriel"], consent_sms: ["consentement sms"],
    consent_post: ["consentement courrier"], consent_app: ["consentement application"], consents_on: ["date des consentements", "date consentement"],
    consent_proof: ["preuve des consentements", "preuve du consentement", "preuve consentement"],
  },
  holdings: {
    contract_ref: ["n contrat", "no contrat", "num contrat", "numero contrat", "numero de contrat", "id contrat", "reference contrat", "contrat", "contract number", "contract id"],
    opened_on: ["date d ouverture", "date ouverture", "ouvert le", "opening date", "open date", "opened"],
    closed_on: ["date de cloture", "date cloture", "clos le", "closing date", "close date", "closed"],
    ends_on: ["date d echeance", "date echeance", "echeance", "echeance finale", "date de fin", "maturity date", "maturity", "end date"],
    balance: ["encours", "capital restant du", "valorisation", "montant detenu", "outstanding"],
  },
  activity: {
    month: ["mois", "periode", "period"], dav_operations: ["operations", "nombre d operations", "nb operations"], money_in: ["entrees", "total credits", "credits"],
    income_in: ["revenus verses", "domiciliation de revenus"], balance: ["solde", "solde moyen"], digital_sessions: ["connexions", "sessions", "sessions digitales"],
  },
  interactions: {
    interaction_ref: ["n interaction", "no interaction", "numero interaction", "id interaction", "reference interaction", "interaction number", "interaction id"],
    occurred_at: ["date", "date de l interaction", "date interaction"], channel: ["canal"], outcome: ["resultat", "issue"],
    user_email: ["collaborateur", "email collaborateur", "conseiller", "email conseiller"], notes: ["commentaire", "commentaires", "note", "comment", "comments"],
    products_discussed: ["produits evoques"], products_sold: ["produits vendus"], next_step_on: ["prochaine etape", "date de relance"],
  },
  satisfaction: {
    answer_ref: ["n reponse", "no reponse", "numero reponse", "id reponse", "answer number", "answer id"], kind: ["enquete", "type"],
    score: ["note"], answered_on: ["date", "date de reponse", "date reponse", "answer date"], verbatim: ["commentaire", "comment"],
  },
};
