import type { ImportFileName } from "@/lib/import/files";
import { type Merge, MERGES } from "./merges";

/**
 * One statement that makes the table what the good staging rows say and answers { good, created, updated }. Update and
 * insert are two branches of it rather than ON CONFLICT, which would lock every unchanged row and burn a serial number
 * for each known client.
 */
export function mergeSql(file: ImportFileName, present: readonly string[]): string {
  const merge: Merge = MERGES[file];
  const columns = presentColumns(merge, present);
  const written = { ...merge.key, ...sqlOf(columns), ...merge.onCreate };
  const names = Object.keys(columns);
  return `
    WITH source AS NOT MATERIALIZED (${sourceSql(merge, written)}),
    ${merge.appendOnly ? "" : `updated AS (
      UPDATE ${merge.table} t SET ${[...names.map((name) => `${name} = source.${name}`), ...assignments(merge.onUpdate)].join(", ")}
      FROM source WHERE ${keyMatch(merge)} AND ${differs(names)} RETURNING 1
    ),`}
    created AS (
      INSERT INTO ${merge.table} (${Object.keys(written).join(", ")}) SELECT ${Object.keys(written).join(", ")} FROM source
      WHERE NOT EXISTS (SELECT 1 FROM ${merge.table} t WHERE ${keyMatch(merge)}) RETURNING 1
    )
    SELECT (SELECT count(*)::int FROM import_${file} WHERE problems IS NULL) AS good, (SELECT count(*)::int FROM created) AS created,
           ${merge.appendOnly ? "0" : "(SELECT count(*)::int FROM updated)"} AS updated`;
}

/** Refuses the rows that would change a recorded row of an append-only table. */
export function refuseChangedSql(file: ImportFileName, present: readonly string[]): string {
  const merge: Merge = MERGES[file];
  const columns = presentColumns(merge, present);
  return `UPDATE import_${file} refused SET problems = jsonb_build_array(jsonb_build_object('column', NULL, 'code', 'alreadyRecorded'))
    FROM (${sourceSql(merge, { ...merge.key, ...sqlOf(columns), line: "s.line" })}) source, ${merge.table} t
    WHERE refused.line = source.line AND ${keyMatch(merge)} AND ${differs(Object.keys(columns))}`;
}

type Columns = Merge["columns"];

function presentColumns(merge: Merge, present: readonly string[]): Columns {
  return Object.fromEntries(Object.entries(merge.columns).filter(([, column]) => present.includes(column.from)));
}

function sqlOf(columns: Columns): Record<string, string> {
  return Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.sql]));
}

function sourceSql(merge: Merge, selected: Readonly<Record<string, string>>): string {
  const list = Object.entries(selected).map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT ${list.join(", ")} FROM ${merge.source} WHERE s.problems IS NULL`;
}

function keyMatch(merge: Merge): string {
  return Object.keys(merge.key).map((name) => `t.${name} = source.${name}`).join(" AND ");
}

function differs(names: readonly string[]): string {
  return `(${names.map((name) => `t.${name}`).join(", ")}) IS DISTINCT FROM (${names.map((name) => `source.${name}`).join(", ")})`;
}

function assignments(values: Readonly<Record<string, string>> = {}): string[] {
  return Object.entries(values).map(([name, sql]) => `${name} = ${sql}`);
}
