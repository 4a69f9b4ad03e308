import type { ApiBatch } from "@/lib/data/api-batches";
import type { Locale } from "@/lib/i18n/locale";
import { rowProblemWords } from "@/lib/import/messages";
import { type ApiBatchAnswer, type ApiRowProblem, RESOURCE_FILES } from "@/lib/schemas/api-batch";
import { importColumns } from "@/lib/schemas/import";

const SHOWN_LENGTH = 60;
const STATUS = { WAITING: "waiting", DONE: "done", FAILED: "failed" } as const;

/**
 * What the HTTP door says of a batch. The values of refused rows come from the request itself (`rows`), which nobody
 * keeps: without it they are left out.
 */
export function batchAnswer(batch: ApiBatch, locale: Locale, rows?: readonly unknown[]): ApiBatchAnswer {
  const file = RESOURCE_FILES[batch.resource];
  const known = { id: batch.id, resource: file, status: STATUS[batch.status], atomic: batch.atomic, rows: batch.rowCount };
  if (!batch.result) return known;
  const { applied, created, updated, unchanged, refused, monthClosed, errors } = batch.result;
  const valueOf = rows ? sentValues(rows, Object.keys(importColumns(file))) : () => undefined;
  return { ...known, applied, created, updated, unchanged, refused, month_closed: monthClosed, errors: errors.map((error) => errorAnswer(error, locale, valueOf(error))) };
}

export function batchPath(id: string): string {
  return `/api/v1/batches/${id}`;
}

function errorAnswer({ row, column, code, detail }: ApiRowProblem, locale: Locale, value: string | undefined) {
  const shown = code === "duplicate" ? detail : value;
  const message = rowProblemWords(locale, { column, code, value: shown ?? "…", ...(detail === undefined ? {} : { detail }) });
  return { row, column, code, message, ...(value === undefined ? {} : { value }) };
}

/** What stands in the column of the row; of a name that is no column, the name: the first such of a row, then the next. */
function sentValues(rows: readonly unknown[], columns: readonly string[]): (error: ApiRowProblem) => string | undefined {
  const told = new Map<number, number>();
  return ({ row, column, code }) => {
    const sent = (rows[row] ?? {}) as Readonly<Record<string, unknown>>;
    if (code === "unknownKey") {
      const place = told.get(row) ?? 0;
      told.set(row, place + 1);
      return Object.keys(sent).filter((name) => !columns.includes(name))[place]?.slice(0, SHOWN_LENGTH);
    }
    return column === null || sent[column] == null ? undefined : shownValue(sent[column]);
  };
}

function shownValue(value: unknown): string {
  const text = typeof value === "string" ? value : Array.isArray(value) && value.every((item) => typeof item === "string") ? value.join("|") : JSON.stringify(value);
  return [...text].slice(0, SHOWN_LENGTH).join("");
}
