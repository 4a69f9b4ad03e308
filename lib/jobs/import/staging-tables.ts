import type { ImportFileName } from "@/lib/import/files";
import type { ImportColumn } from "@/lib/schemas/import";

type SqlType = "text" | "text[]" | "int" | "bigint" | "float8" | "boolean" | "date";

/** The columns of each staging table: those of the file, typed as the converted cells are. */
const STAGING_COLUMNS: { readonly [F in ImportFileName]: Record<ImportColumn<F>, SqlType> } = {
  branches: { branch_code: "text", name: "text", commune: "text", region: "text" },
  products: {
    product_code: "text", universe: "text", name_fr: "text", name_en: "text", annual_value: "int", prior_successes: "float8",
    prior_failures: "float8", is_dav: "boolean", entry_level: "boolean", offerable: "boolean", min_age: "int", max_age: "int",
    min_income: "bigint",
  },
  staff: { email: "text", name: "text", role: "text", branch_code: "text", supervised_branches: "text[]", active: "boolean" },
  clients: {
    client_ref: "text", branch_code: "text", advisor_email: "text", last_name: "text", first_name: "text", client_since_on: "date",
    household_number: "int", birth_on: "date", marital_status: "text", dependent_children: "int", occupation: "int", income: "bigint",
    wealth: "bigint", email: "text", phone: "text", commune: "text", postal_code: "text", zone: "text", region: "text",
    service_model: "text", interests: "text[]", status: "text", protected: "boolean", high_value: "boolean", consent_phone: "boolean",
    consent_email: "boolean", consent_sms: "boolean", consent_post: "boolean", consent_app: "boolean", consents_on: "date",
  },
  holdings: { client_ref: "text", contract_ref: "text", product_code: "text", opened_on: "date", closed_on: "date" },
  activity: {
    client_ref: "text", month: "date", pnb: "int", dav_operations: "int", money_in: "bigint", income_in: "bigint", balance: "bigint",
    digital_sessions: "int",
  },
  interactions: {
    client_ref: "text", interaction_ref: "text", occurred_at: "text", channel: "text", outcome: "text", user_email: "text",
    commercial: "boolean", review: "boolean", notes: "text", products_discussed: "text[]", products_sold: "text[]", satisfaction: "int",
    next_step_on: "date",
  },
};

/**
 * `line` and the columns of the file; `problems` lists what is wrong with the row (RowProblem[]), null for a good one.
 * `parsed`: the row itself was readable, so that it can be checked against the bank.
 */
export function stagingTableSql(file: ImportFileName): string {
  const columns = Object.entries(STAGING_COLUMNS[file]).map(([column, type]) => `${column} ${type}`);
  return `CREATE TEMP TABLE ${stagingTable(file)} (line int, parsed boolean, problems jsonb, ${columns.join(", ")}) ON COMMIT DROP`;
}

export function stagingTable(file: ImportFileName): string {
  return `import_${file}`;
}
