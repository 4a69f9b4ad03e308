import type pg from "pg";
import { IMPORT_FILES, type ImportFileName } from "@/lib/import/files";
import type { ImportColumnName } from "@/lib/schemas/import";
import type { RowProblemCode } from "@/lib/schemas/row-problem";
import { refuseChangedSql } from "./merge-sql";
import { MERGES } from "./merges";
import { type StagedFile, stagingTable } from "./staging-tables";

/** `when` is a condition on the staging row `s`; `value` what is shown of it. */
type Check<Column extends string = string> = { column: Column; code: RowProblemCode; value: string; when: string };

const UNKNOWN_CLIENT = {
  column: "client_ref",
  code: "unknownClient",
  value: "s.client_ref",
  when: "NOT EXISTS (SELECT 1 FROM client c WHERE c.external_ref = s.client_ref)",
} as const;

/** What a row refers to must exist in the bank, or in the files imported before it. */
const CHECKS: { readonly [F in ImportFileName]: readonly Check<ImportColumnName<F>>[] } = {
  branches: [],
  products: [],
  staff: [
    unknown("branch_code", "unknownBranch", "branch", "code"),
    unknownInList("supervised_branches", "unknownBranch", "branch", "code"),
  ],
  clients: [
    unknown("branch_code", "unknownBranch", "branch", "code"),
    unknown("advisor_email", "unknownUser", "app_user", "email"),
    {
      column: "advisor_email",
      code: "notPortfolioHolder",
      value: "s.advisor_email",
      when: "EXISTS (SELECT 1 FROM app_user u WHERE u.email = s.advisor_email AND u.role NOT IN ('ADVISOR', 'RELATIONSHIP_MANAGER'))",
    },
  ],
  holdings: [UNKNOWN_CLIENT, unknown("product_code", "unknownProduct", "product", "code")],
  activity: [UNKNOWN_CLIENT],
  interactions: [
    UNKNOWN_CLIENT,
    unknown("user_email", "unknownUser", "app_user", "email"),
    unknownInList("products_discussed", "unknownProduct", "product", "code"),
    unknownInList("products_sold", "unknownProduct", "product", "code"),
  ],
  satisfaction: [UNKNOWN_CLIENT],
};

/** Marks the staging rows that the bank cannot take: unknown codes, repeated keys, changed interactions. */
export async function refuseBadRows(db: pg.ClientBase, file: StagedFile): Promise<void> {
  for (const check of CHECKS[file.name]) await db.query(checkSql(file.name, check));
  await db.query(duplicateSql(file.name));
  if (MERGES[file.name].appendOnly) await db.query(refuseChangedSql(file.name, file.columns));
}

function unknown<const C extends string>(column: C, code: RowProblemCode, table: string, key: string) {
  const when = `s.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = s.${column})`;
  return { column, code, value: `s.${column}`, when };
}

function unknownInList<const C extends string>(column: C, code: RowProblemCode, table: string, key: string) {
  const value = `(SELECT min(item) FROM unnest(s.${column}) item WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = item))`;
  return { column, code, value, when: `s.${column} <> '{}' AND ${value} IS NOT NULL` };
}

function checkSql(file: ImportFileName, check: Check): string {
  return `UPDATE ${stagingTable(file)} s SET problems = coalesce(problems, '[]') || jsonb_build_array(jsonb_build_object(
      'column', '${check.column}', 'code', '${check.code}', 'value', left(${check.value}, 60)))
    WHERE s.parsed AND ${check.when}`;
}

/** Of rows with the same key the first good one is kept. */
function duplicateSql(file: ImportFileName): string {
  const key = IMPORT_FILES[file].key;
  return `UPDATE ${stagingTable(file)} s
    SET problems = jsonb_build_array(jsonb_build_object('column', '${key.at(-1)}', 'code', 'duplicate', 'value', first.line::text))
    FROM (SELECT ${key.join(", ")}, min(line) AS line FROM ${stagingTable(file)} WHERE problems IS NULL
          GROUP BY ${key.join(", ")} HAVING count(*) > 1) first
    WHERE s.problems IS NULL AND s.line > first.line AND ${key.map((column) => `s.${column} = first.${column}`).join(" AND ")}`;
}
