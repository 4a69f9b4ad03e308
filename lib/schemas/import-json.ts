import { z } from "zod";
import { type ImportColumn, type ImportFileName, importColumns } from "./import";

/**
 * The zod schema of one row in JSON, made of the columns of its file: an object with the same names, null for an empty
 * cell. It gives the cells as text, so that one converter decides for files and JSON. `jsonRowReader` reads rows by it
 * and says what is wrong with them; for OpenAPI: `z.toJSONSchema(apiRowSchema(file), { io: "input" })`.
 */
export function apiRowSchema(file: ImportFileName) {
  return z.strictObject(Object.fromEntries(Object.entries(importColumns(file)).map(([name, column]) => [name, jsonColumn(column)])));
}

function jsonColumn({ kind, presence }: ImportColumn): z.ZodType<string | undefined> {
  if (presence === "NEEDED") return kind.json;
  const emptiable = kind.json.nullable().transform((value) => value ?? "");
  return presence === "EMPTIABLE" ? emptiable : emptiable.optional();
}
