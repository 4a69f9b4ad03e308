import { readFileSync } from "node:fs";
import path from "node:path";

/** Runs hand-written SQL: a job's own connection, or a viewer's. Row types are what the statement's author says. */
export type SqlRunner = <Row>(sql: string, values: readonly unknown[]) => Promise<Row[]>;

const read = new Map<string, string>();

/** The text of `prisma/sql/<name>.sql`, read once. */
export function statement(name: string): string {
  const known = read.get(name);
  if (known !== undefined) return known;
  const sql = readFileSync(path.join(process.cwd(), "prisma", "sql", `${name}.sql`), "utf8");
  read.set(name, sql);
  return sql;
}
