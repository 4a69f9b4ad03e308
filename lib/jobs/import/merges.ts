import type { ImportFileName } from "@/lib/import/files";
import type { ImportColumnName } from "@/lib/schemas/import";

/** A column of the target: the column of the file that it comes from, and how. */
type MergedColumn<Column extends string> = {
  from: Column;
  sql: string;
  /**
   * The SQL of what the file's word is compared with, of the table's row `t`, where that is not the column: the column is
   * written only when the word is a new one.
   */
  said?: string;
  /** The SQL of what people are shown of a value: an address for the number of a user. */
  shown?: (value: string) => string;
};

const asEuros = (value: string) => `to_char(${value} / 100.0, 'FM999999999999990.00')`;
const asEmail = (value: string) => `(SELECT email FROM app_user WHERE id = ${value})`;
const asBranchCode = (value: string) => `(SELECT code FROM branch WHERE id = ${value})`;

/**
 * How a staging table `s` becomes rows of `table`. `key` names the row; `columns` are compared and written, when the
 * file has the column they come from. `onCreate` and `onUpdate`: what is written besides.
 */
export type Merge<Column extends string = string> = {
  table: string;
  /** The staging rows joined with what their codes stand for. */
  source: string;
  key: Readonly<Record<string, string>>;
  columns: Readonly<Record<string, MergedColumn<Column>>>;
  onCreate?: Readonly<Record<string, string>>;
  /** In which order new rows are added. */
  order: string;
  /** The client whose scores may rest on a row: its own column, or the client itself. */
  clientId?: "client_id" | "id";
  onUpdate?: Readonly<Record<string, string>>;
  /** Recorded rows are never changed: a row that differs is refused. */
  appendOnly?: true;
};

/** Whom the core bank named last; a client given to someone else in the workbench stays there until it names another. */
const FEED_ADVISOR = "coalesce(t.feed_advisor_id, t.advisor_id)";

const INSTANT = `CASE WHEN s.occurred_at ~ '(Z|[+-][0-9]{2}:[0-9]{2})$' THEN s.occurred_at::timestamptz
  ELSE s.occurred_at::timestamp AT TIME ZONE 'Europe/Paris' END`;

const INTERACTION_ID = idOf("s.client_ref || E'\\n' || s.interaction_ref");
const ANSWER_ID = idOf("s.client_ref || E'\\nsatisfaction\\n' || s.answer_ref");

export const MERGES: { readonly [F in ImportFileName]: Merge<ImportColumnName<F>> } = {
  branches: {
    table: "branch",
    source: "import_branches s",
    key: { code: "s.branch_code" },
    order: "line",
    columns: { ...plain("name", "commune", "region") },
  },
  products: {
    table: "product",
    source: "import_products s",
    key: { code: "s.product_code" },
    order: "line",
    columns: {
      universe: { from: "universe", sql: "s.universe::universe" },
      annual_value_cents: { from: "annual_value", sql: "s.annual_value", shown: asEuros },
      min_income_cents: { from: "min_income", sql: "s.min_income", shown: asEuros },
      min_age: { from: "min_age", sql: "s.min_age::smallint" },
      max_age: { from: "max_age", sql: "s.max_age::smallint" },
      ...plain("name_fr", "name_en", "prior_successes", "prior_failures", "is_dav", "entry_level", "offerable", "for_fragile"),
    },
  },
  staff: {
    table: "app_user",
    source: "import_staff s LEFT JOIN branch b ON b.code = s.branch_code",
    key: { email: "s.email" },
    order: "line",
    columns: {
      role: { from: "role", sql: "s.role::role" },
      branch_id: { from: "branch_code", sql: "b.id", shown: asBranchCode },
      ...plain("name", "active"),
    },
    // No password fits it: someone new cannot sign in before a password is set.
    onCreate: { password_hash: "'none'" },
  },
  clients: {
    table: "client",
    source: "import_clients s JOIN branch b ON b.code = s.branch_code JOIN app_user u ON u.email = s.advisor_email",
    key: { external_ref: "s.client_ref" },
    order: "line",
    clientId: "id",
    columns: {
      advisor_id: { from: "advisor_email", sql: "u.id", said: FEED_ADVISOR, shown: asEmail },
      branch_id: { from: "branch_code", sql: "b.id", shown: asBranchCode },
      household_id: { from: "household_number", sql: "s.household_number" },
      marital_status: { from: "marital_status", sql: "s.marital_status::marital_status" },
      dependent_children: { from: "dependent_children", sql: "s.dependent_children::smallint" },
      occupation: { from: "occupation", sql: "s.occupation::smallint" },
      income_cents: { from: "income", sql: "s.income", shown: asEuros },
      wealth_cents: { from: "wealth", sql: "s.wealth", shown: asEuros },
      zone: { from: "zone", sql: "s.zone::zone" },
      service_model: { from: "service_model", sql: "s.service_model::service_model" },
      status: { from: "status", sql: "s.status::client_status" },
      ...plain("first_name", "last_name", "birth_on", "client_since_on", "email", "phone", "commune", "postal_code", "region"),
      ...plain("interests", "protected", "fragile", "profiling_objected_on"),
      high_value_marked: { from: "high_value", sql: "s.high_value" },
    },
    onUpdate: { updated_at: "now()", feed_advisor_id: `CASE WHEN source.advisor_id = ${FEED_ADVISOR} THEN t.feed_advisor_id END` },
  },
  holdings: {
    table: "holding",
    source: "import_holdings s JOIN client c ON c.external_ref = s.client_ref",
    key: { client_id: "c.id", contract_ref: "s.contract_ref" },
    order: "client_id, contract_ref",
    clientId: "client_id",
    columns: { ...plain("product_code", "opened_on", "closed_on", "ends_on"), balance_cents: { from: "balance", sql: "s.balance", shown: asEuros } },
  },
  activity: {
    table: "monthly_activity",
    source: "import_activity s JOIN client c ON c.external_ref = s.client_ref",
    key: { client_id: "c.id", month: "s.month" },
    order: "client_id, month",
    clientId: "client_id",
    columns: {
      pnb_cents: { from: "pnb", sql: "s.pnb", shown: asEuros },
      money_in_cents: { from: "money_in", sql: "s.money_in", shown: asEuros },
      income_in_cents: { from: "income_in", sql: "s.income_in", shown: asEuros },
      balance_cents: { from: "balance", sql: "s.balance", shown: asEuros },
      ...plain("dav_operations", "digital_sessions"),
    },
  },
  interactions: {
    table: "interaction",
    source: "import_interactions s JOIN client c ON c.external_ref = s.client_ref LEFT JOIN app_user u ON u.email = s.user_email",
    key: { client_id: "c.id", external_ref: "s.interaction_ref" },
    order: "client_id, occurred_at",
    clientId: "client_id",
    columns: {
      user_id: { from: "user_email", sql: "u.id" },
      occurred_at: { from: "occurred_at", sql: INSTANT },
      channel: { from: "channel", sql: "s.channel::interaction_channel" },
      outcome: { from: "outcome", sql: "s.outcome::interaction_outcome" },
      satisfaction: { from: "satisfaction", sql: "s.satisfaction::smallint" },
      ...plain("commercial", "review", "notes", "products_discussed", "products_sold", "next_step_on"),
    },
    onCreate: { id: INTERACTION_ID },
    appendOnly: true,
  },
  satisfaction: {
    table: "satisfaction_answer",
    source: "import_satisfaction s JOIN client c ON c.external_ref = s.client_ref",
    key: { client_id: "c.id", id: ANSWER_ID },
    order: "client_id, answered_on",
    clientId: "client_id",
    columns: {
      kind: { from: "kind", sql: "s.kind::satisfaction_kind" },
      score: { from: "score", sql: "s.score::smallint" },
      ...plain("answered_on", "verbatim"),
    },
    appendOnly: true,
  },
};

/** The same client and number always give the same id: a UUID of version 8, from a SHA-256. */
function idOf(text: string): string {
  return `overlay(overlay(encode(substring(sha256(convert_to(${text}, 'UTF8')) FOR 16), 'hex')
    PLACING '8' FROM 13 FOR 1) PLACING 'a' FROM 17 FOR 1)::uuid`;
}

/** Columns that have the same name and type in the file and in the table. */
function plain<const C extends string>(...columns: readonly C[]): Record<C, { from: C; sql: string }> {
  return Object.fromEntries(columns.map((column) => [column, { from: column, sql: `s.${column}` }])) as Record<C, { from: C; sql: string }>;
}
