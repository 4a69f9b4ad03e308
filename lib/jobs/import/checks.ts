import type pg from "pg";
import { IMPORT_FILES, type ImportFileName } from "@/lib/import/files";
import type { ImportColumnName } from "@/lib/schemas/import";
import type { RowProblem, RowProblemCode } from "@/lib/schemas/row-problem";
import { differentRowsSql } from "./merge-sql";
import { MERGES } from "./merges";
import type { Refusals } from "./refusals";
import { refusedTable, type StagedFile, stagingTable } from "./staging-tables";

/** `when`: a condition on the staging row `s` and what it is joined with; `value`: what is shown of it. */
type Check<Column extends string = string> = { column: Column; code: RowProblemCode; value: string; when: string };

/** `joins`: the rows that a staging row refers to. */
type FileChecks<Column extends string = string> = { joins: string; checks: readonly Check<Column>[] };

const CLIENT = "LEFT JOIN client c ON c.external_ref = s.client_ref";
const UNKNOWN_CLIENT = { column: "client_ref", code: "unknownClient", value: "s.client_ref", when: "c.id IS NULL" } as const;

/** What a row refers to must exist in the bank, or in the files imported before it. */
const CHECKS: { readonly [F in ImportFileName]: FileChecks<ImportColumnName<F>> } = {
  branches: { joins: "", checks: [] },
  products: { joins: "", checks: [] },
  staff: {
    joins: "LEFT JOIN branch b ON b.code = s.branch_code",
    checks: [
      { column: "branch_code", code: "unknownBranch", value: "s.branch_code", when: "s.branch_code IS NOT NULL AND b.code IS NULL" },
      unknownInList("supervised_branches", "unknownBranch", "branch", "code"),
    ],
  },
  clients: {
    joins: "LEFT JOIN branch b ON b.code = s.branch_code LEFT JOIN app_user u ON u.email = s.advisor_email",
    checks: [
      { column: "branch_code", code: "unknownBranch", value: "s.branch_code", when: "b.code IS NULL" },
      { column: "advisor_email", code: "unknownUser", value: "s.advisor_email", when: "u.email IS NULL" },
      { column: "advisor_email", code: "notPortfolioHolder", value: "s.advisor_email", when: "u.role NOT IN ('ADVISOR', 'RELATIONSHIP_MANAGER')" },
    ],
  },
  holdings: {
    joins: `${CLIENT} LEFT JOIN product p ON p.code = s.product_code`,
    checks: [UNKNOWN_CLIENT, { column: "product_code", code: "unknownProduct", value: "s.product_code", when: "p.code IS NULL" }],
  },
  activity: { joins: CLIENT, checks: [UNKNOWN_CLIENT] },
  interactions: {
    joins: `${CLIENT} LEFT JOIN app_user u ON u.email = s.user_email`,
    checks: [
      UNKNOWN_CLIENT,
      { column: "user_email", code: "unknownUser", value: "s.user_email", when: "s.user_email IS NOT NULL AND u.email IS NULL" },
      unknownInList("products_discussed", "unknownProduct", "product", "code"),
      unknownInList("products_sold", "unknownProduct", "product", "code"),
    ],
  },
  satisfaction: { joins: CLIENT, checks: [UNKNOWN_CLIENT] },
};

/**
 * Takes out of the staging table what the bank cannot take: unknown codes, repeated keys, changed interactions. Returns
 * how many rows are left.
 */
export async function refuseBadRows(db: pg.ClientBase, file: StagedFile, refusals: Refusals): Promise<number> {
  let rows = file.rows;
  if (CHECKS[file.name].checks.length > 0) rows -= await refuse(db, file.name, brokenSql(file.name, CHECKS[file.name]));
  if (!file.isDistinct) rows -= await refuse(db, file.name, duplicateSql(file.name));
  if (MERGES[file.name].appendOnly) rows -= await refuse(db, file.name, alreadyRecordedSql(file));
  await tellRefused(db, file.name, refusals);
  return rows;
}

const FETCHED = 2_000;

/** In the order of their lines. */
async function tellRefused(db: pg.ClientBase, file: ImportFileName, refusals: Refusals): Promise<void> {
  await db.query(`DECLARE refused CURSOR FOR SELECT line, problems FROM ${refusedTable(file)} ORDER BY line`);
  for (;;) {
    const { rows } = await db.query<{ line: number; problems: RowProblem[] }>(`FETCH ${FETCHED} FROM refused`);
    for (const { line, problems } of rows) refusals.add(line, problems);
    if (rows.length < FETCHED) break;
  }
  await db.query("CLOSE refused");
}

/** Moves the rows that `found` (line, problems) names. */
async function refuse(db: pg.ClientBase, file: ImportFileName, found: string): Promise<number> {
  const { rowCount } = await db.query(`INSERT INTO ${refusedTable(file)} (line, problems) ${found}`);
  if (!rowCount) return 0;
  await db.query(`ANALYZE ${refusedTable(file)}`);
  await db.query(`DELETE FROM ${stagingTable(file)} s USING ${refusedTable(file)} r WHERE r.line = s.line`);
  return rowCount;
}

function unknownInList<const C extends string>(column: C, code: RowProblemCode, table: string, key: string) {
  const value = `(SELECT min(item) FROM unnest(s.${column}) item WHERE NOT EXISTS (SELECT 1 FROM ${table} t WHERE t.${key} = item))`;
  return { column, code, value, when: `s.${column} <> '{}' AND ${value} IS NOT NULL` };
}

/** One pass over the rows, whatever is wrong with them. */
function brokenSql(file: ImportFileName, { joins, checks }: FileChecks): string {
  const problems = checks.map(
    ({ column, code, value, when }, place) => `(${place}, (${when}), jsonb_build_object('column', '${column}', 'code', '${code}', 'value', left(${value}, 60)))`,
  );
  return `SELECT s.line, jsonb_agg(found.problem ORDER BY found.place)
    FROM ${stagingTable(file)} s ${joins} CROSS JOIN LATERAL (VALUES ${problems.join(", ")}) found(place, is_broken, problem)
    WHERE (${checks.map(({ when }) => `(${when})`).join(" OR ")}) AND found.is_broken
    GROUP BY s.line`;
}

/** Of rows with the same key the first good one is kept. */
function duplicateSql(file: ImportFileName): string {
  const key = IMPORT_FILES[file].key;
  return `SELECT s.line, jsonb_build_array(jsonb_build_object('column', '${key.at(-1)}', 'code', 'duplicate', 'value', first.line::text))
    FROM (SELECT ${key.join(", ")}, min(line) AS line FROM ${stagingTable(file)} GROUP BY ${key.join(", ")} HAVING count(*) > 1) first
    JOIN ${stagingTable(file)} s ON s.line > first.line AND ${key.map((column) => `s.${column} = first.${column}`).join(" AND ")}`;
}

/** Rows that would change a recorded row of an append-only table. */
function alreadyRecordedSql(file: StagedFile): string {
  return `SELECT line, '[{"column": null, "code": "alreadyRecorded"}]'::jsonb FROM (${differentRowsSql(file)}) changed WHERE NOT is_new`;
}
