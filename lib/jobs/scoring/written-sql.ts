import pg from "pg";

export type WrittenValue = string | number | boolean | null | readonly number[];

/**
 * A statement of prisma/sql with its values written into it: CREATE TABLE AS takes no parameters, and the planner sees
 * at once which halves of a statement have nothing to do.
 */
export function writtenSql(sql: string, values: readonly WrittenValue[]): string {
  return sql.replace(/\$(\d)/g, (_, place: string) => literalOf(values[Number(place) - 1] ?? null));
}

function literalOf(value: WrittenValue): string {
  if (value === null) return "NULL";
  if (typeof value === "string") return pg.escapeLiteral(value);
  if (typeof value === "object") return `'{${value.map(Number).join(",")}}'`;
  return String(value);
}
