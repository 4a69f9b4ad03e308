import {
  ClientStatus, InteractionChannel, InteractionOutcome, MaritalStatus, Role, SatisfactionKind, ServiceModel, Universe, Zone,
} from "@/prisma/generated/enums";
import {
  amount, type CellKind, choice, day, email, list, longText, pastDay, pastInstant, pastMonth, positiveNumber, smallAmount, text, wholeNumber, yesNo,
} from "./import-cells";

/**
 * A column of the import. `presence`: NEEDED in every row; EMPTIABLE: the column must be there, its cells may be empty;
 * OPTIONAL: the column itself may be left out, and then what the bank holds stays. `emptyMeans`: the staged text that an
 * empty cell stands for; null: no value.
 */
export type ImportColumn = { kind: CellKind; presence: "NEEDED" | "EMPTIABLE" | "OPTIONAL"; emptyMeans: string | null };

const code = text(64);
const name = text(120);
const no = optional(yesNo, "f");
const yes = optional(yesNo, "t");

/**
 * The columns of each file of a delivery, described in docs/import-format.md: the one definition from which files are
 * read, JSON is checked (import-json.ts), and staging tables are made.
 */
export const IMPORT_COLUMNS = {
  branches: { branch_code: needed(code), name: needed(name), commune: needed(name), region: optional(name) },
  products: {
    product_code: needed(code),
    universe: needed(choice(Object.values(Universe))),
    name_fr: needed(name),
    name_en: needed(name),
    annual_value: needed(smallAmount),
    prior_successes: needed(positiveNumber),
    prior_failures: needed(positiveNumber),
    is_dav: no,
    entry_level: no,
    offerable: yes,
    for_fragile: no,
    min_age: optional(wholeNumber(0, 120)),
    max_age: optional(wholeNumber(0, 120)),
    min_income: optional(amount),
  },
  staff: {
    email: needed(email),
    name: needed(name),
    role: needed(choice(Object.values(Role))),
    branch_code: optional(code),
    supervised_branches: optional(list, "{}"),
    active: yes,
  },
  clients: {
    client_ref: needed(code),
    branch_code: needed(code),
    advisor_email: needed(email),
    last_name: needed(name),
    first_name: needed(name),
    client_since_on: needed(pastDay),
    household_number: optional(wholeNumber(1, 999_999_999)),
    birth_on: optional(pastDay),
    marital_status: optional(choice(Object.values(MaritalStatus))),
    dependent_children: optional(wholeNumber(0, 20)),
    occupation: optional(wholeNumber(1, 8)),
    income: optional(amount),
    wealth: optional(amount),
    email: optional(text(254)),
    phone: optional(text(40)),
    commune: optional(name),
    postal_code: optional(text(12)),
    zone: optional(choice(Object.values(Zone))),
    region: optional(name),
    service_model: optional(choice(Object.values(ServiceModel)), "HYBRID"),
    interests: optional(list, "{}"),
    status: optional(choice(Object.values(ClientStatus)), "ACTIVE"),
    protected: no,
    fragile: no,
    profiling_objected_on: optional(pastDay),
    high_value: no,
    consent_phone: optional(yesNo),
    consent_email: optional(yesNo),
    consent_sms: optional(yesNo),
    consent_post: optional(yesNo),
    consent_app: optional(yesNo),
    consents_on: optional(pastDay),
    consent_proof: optional(text(200)),
  },
  holdings: {
    client_ref: needed(code),
    contract_ref: needed(code),
    product_code: needed(code),
    opened_on: needed(pastDay),
    closed_on: { ...needed(pastDay), presence: "EMPTIABLE" },
    ends_on: optional(day),
    balance: optional(amount),
  },
  activity: {
    client_ref: needed(code),
    month: needed(pastMonth),
    pnb: needed(smallAmount),
    dav_operations: needed(wholeNumber(0, 999_999)),
    money_in: needed(amount),
    income_in: needed(amount),
    balance: needed(amount),
    digital_sessions: needed(wholeNumber(0, 999_999)),
  },
  interactions: {
    client_ref: needed(code),
    interaction_ref: needed(code),
    occurred_at: needed(pastInstant),
    channel: needed(choice(Object.values(InteractionChannel))),
    outcome: needed(choice(Object.values(InteractionOutcome))),
    user_email: optional(email),
    commercial: no,
    review: no,
    notes: optional(longText(10_000), ""),
    products_discussed: optional(list, "{}"),
    products_sold: optional(list, "{}"),
    satisfaction: optional(wholeNumber(1, 5)),
    next_step_on: optional(day),
  },
  satisfaction: {
    client_ref: needed(code),
    answer_ref: needed(code),
    kind: needed(choice(Object.values(SatisfactionKind))),
    score: needed(wholeNumber(0, 10)),
    answered_on: needed(pastDay),
    verbatim: optional(longText(10_000)),
  },
} as const satisfies Record<string, Record<string, ImportColumn>>;

export type ImportFileName = keyof typeof IMPORT_COLUMNS;
export type ImportColumnName<F extends ImportFileName> = keyof (typeof IMPORT_COLUMNS)[F] & string;

/** The columns of a file by name, in their order. */
export function importColumns(file: ImportFileName): Readonly<Record<string, ImportColumn>> {
  return IMPORT_COLUMNS[file];
}

function needed(kind: CellKind): ImportColumn {
  return { kind, presence: "NEEDED", emptyMeans: null };
}

function optional(kind: CellKind, emptyMeans: string | null = null): ImportColumn {
  return { kind, presence: "OPTIONAL", emptyMeans };
}
