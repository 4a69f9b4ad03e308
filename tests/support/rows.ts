import type pg from "pg";

/** A row of a Prisma model as tests write it: days and instants as ISO text, which no time zone can move. */
export type RowOf<Model> = { [Column in keyof Model]: Written<Model[Column]> };
type Written<T> = T extends Date ? string : T extends bigint ? number | bigint : T;

/** Inserts one row, given by the field names of the Prisma schema, and returns its `id` if the table has one. */
export async function insertRow(owner: pg.Pool, table: string, row: Readonly<Record<string, unknown>>): Promise<unknown> {
  const fields = Object.keys(row).filter((field) => row[field] !== undefined);
  const columns = fields.map(columnOf).join(", ");
  const places = fields.map((_, index) => `$${index + 1}`).join(", ");
  const sql = `INSERT INTO ${table} AS inserted (${columns}) VALUES (${places}) RETURNING to_jsonb(inserted)->'id' AS id`;
  const { rows } = await owner.query<{ id: unknown }>(sql, fields.map((field) => row[field]));
  return rows[0]?.id;
}

/** `davOperations3` is the column `dav_operations_3`. */
function columnOf(field: string): string {
  return field.replace(/[A-Z]|\d+/g, (part) => `_${part.toLowerCase()}`);
}
