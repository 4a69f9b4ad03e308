import type { ApiResource } from "@/lib/domain/api-key";
import type { ApiBatchAnswer } from "./api-batch";

/** One row of each resource, as the OpenAPI document and docs/api.md show it. A test holds them to the schemas. */
export const API_ROW_EXAMPLES: Readonly<Record<ApiResource, Readonly<Record<string, unknown>>>> = {
  CLIENTS: {
    client_ref: "API-0001", branch_code: "B01", advisor_email: "anne@bank.example", last_name: "Durand", first_name: "Zoé",
    client_since_on: "2015-01-02", birth_on: "1980-02-29", income: 31000.5, zone: "URBAN", interests: ["climbing"], consent_phone: true, consents_on: "2026-01-05",
  },
  HOLDINGS: { client_ref: "API-0001", contract_ref: "C-1", product_code: "DAV", opened_on: "2015-01-02", closed_on: null },
  ACTIVITY: { client_ref: "API-0001", month: "2026-10", pnb: 12.5, dav_operations: 14, money_in: 2000, income_in: 1800, balance: -35.2, digital_sessions: 4 },
  INTERACTIONS: {
    client_ref: "API-0001", interaction_ref: "I-1", occurred_at: "2026-10-03T10:30", channel: "PHONE", outcome: "DISCUSSED", products_discussed: ["LDDS"], satisfaction: 4,
  },
  SATISFACTION: { client_ref: "API-0001", answer_ref: "N-1", kind: "NPS", score: 9, answered_on: "2026-10-12", verbatim: "Quick and kind." },
};

export const API_ANSWER_EXAMPLE: ApiBatchAnswer = {
  id: "0b6f3f0a-4a6e-4c54-9d0e-2f0b8f6f1c11", resource: "clients", status: "done", atomic: false, rows: 2, applied: true, created: 1, updated: 0, unchanged: 0,
  refused: 1, month_closed: false,
  errors: [{ row: 1, column: "birth_on", code: "day", message: "“31/12/1980” is not a day of the calendar written YYYY-MM-DD", value: "31/12/1980" }],
};
