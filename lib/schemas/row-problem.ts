/** What can be wrong in one row of a delivery; put in words by lib/import/messages.ts. */
export const ROW_PROBLEMS = [
  "required", "spaces", "control", "tooLong", "choice", "yesNo", "day", "month", "future", "instant", "amount", "amountRange", "count",
  "number", "list", "email", "cells", "quotes", "rowTooLong", "jsonType", "unknownKey", "columnsDiffer", "closedBeforeOpened", "consentDay", "scoreRange",
  "unknownBranch", "unknownUser", "notPortfolioHolder", "unknownClient", "unknownProduct", "duplicate", "alreadyRecorded",
] as const;
export type RowProblemCode = (typeof ROW_PROBLEMS)[number];

/** One thing wrong in a row. `value`: what stands there, at most 60 characters of it; `detail`: what may stand there. */
export type RowProblem = { column: string | null; code: RowProblemCode; value?: string; detail?: string };

/** What a converter answers for a cell that it cannot take. */
export type Fault = { fault: RowProblemCode; detail?: string };

export function fault(code: RowProblemCode, detail?: string): Fault {
  return detail === undefined ? { fault: code } : { fault: code, detail };
}
