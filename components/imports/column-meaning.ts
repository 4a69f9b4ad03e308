import { z } from "zod";
import type { ImportColumn } from "@/lib/schemas/import";

/** What may stand in a column, for `imports.format.meaning`; `values` with those that are the only ones. */
export type ColumnMeaning = {
  kind: "text" | "email" | "list" | "choice" | "yesNo" | "day" | "month" | "instant" | "amount" | "count" | "number";
  values: { list?: string; min?: number; max?: number };
};

type Shape = { enum?: readonly string[]; type?: string; format?: string; pattern?: string; maxLength?: number; minimum?: number; maximum?: number; anyOf?: readonly Shape[] };

/** Read out of the schema itself, so that the words cannot fall behind the rules. */
export function columnMeaning({ kind }: ImportColumn): ColumnMeaning {
  const shape = z.toJSONSchema(kind.json, { io: "input" }) as Shape;
  const number = shape.anyOf?.find(({ type }) => type === "integer" || type === "number") ?? shape;
  if (shape.enum) return { kind: "choice", values: { list: shape.enum.join(" · ") } };
  if (number.type === "integer") return { kind: "count", values: { min: number.minimum, max: number.maximum } };
  if (kind.type === "text" && kind.isPlain) return { kind: "instant", values: {} };
  if (kind.type === "text") return shape.format === "email" ? { kind: "email", values: {} } : { kind: "text", values: { max: shape.maxLength } };
  if (kind.type === "date") return { kind: shape.pattern ? "month" : "day", values: {} };
  return { kind: BY_TYPE[kind.type], values: {} };
}

const BY_TYPE = { "text[]": "list", boolean: "yesNo", float8: "number", int: "amount", bigint: "amount" } as const;
