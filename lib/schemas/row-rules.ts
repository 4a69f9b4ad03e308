import type { ImportColumnName, ImportFileName } from "./import";
import type { RowProblemCode } from "./row-problem";

/** What must hold between the staged values of one row. `valueOf` gives null for an empty cell and for a column left out. */
export type RowRule = { column: string; code: RowProblemCode; detail?: string; isBroken: (valueOf: (column: string) => string | null) => boolean };

const CONSENTS = ["consent_phone", "consent_email", "consent_sms", "consent_post", "consent_app", "consent_proof"];

/** Looked at once every cell is good. */
export const ROW_RULES: { readonly [F in ImportFileName]?: readonly (RowRule & { column: ImportColumnName<F> })[] } = {
  clients: [
    {
      column: "consents_on",
      code: "consentDay",
      isBroken: (valueOf) => valueOf("consents_on") === null && CONSENTS.some((consent) => valueOf(consent) !== null),
    },
  ],
  holdings: [
    {
      column: "closed_on",
      code: "closedBeforeOpened",
      isBroken: (valueOf) => (valueOf("closed_on") ?? "9") < (valueOf("opened_on") ?? ""),
    },
  ],
  satisfaction: [
    { column: "score", code: "scoreRange", detail: "CSAT 1–5, NPS 0–10", isBroken: (valueOf) => valueOf("kind") === "CSAT" && !/^0*[1-5]$/.test(valueOf("score") ?? "") },
  ],
};
