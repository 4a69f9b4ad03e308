import { z } from "zod";
import type { Day } from "@/lib/domain/dates";

/** What can be wrong in one row of an imported file; put in words by lib/import/messages.ts. */
export const ROW_PROBLEMS = [
  "required", "spaces", "control", "tooLong", "choice", "yesNo", "day", "month", "future", "instant", "amount", "amountRange", "count",
  "number", "list", "email", "cells", "quotes", "closedBeforeOpened", "consentDay", "unknownBranch", "unknownUser", "notPortfolioHolder",
  "unknownClient", "unknownProduct", "duplicate", "alreadyRecorded",
] as const;
export type RowProblemCode = (typeof ROW_PROBLEMS)[number];

/** A converted cell, ready for COPY. Amounts are whole cents written out; null is an empty cell. */
export type CellValue = string | number | boolean | readonly string[] | null;

type Fault = { fault: RowProblemCode; detail?: string };
type Convert<T> = (text: string) => T | Fault;

/** A cell that may be empty. A space before or after the value is never trimmed away: it is a fault. */
function cell<T extends Exclude<CellValue, null>>(convert: Convert<T>, options = { outerSpaces: false }) {
  return z.string().transform((text, context): T | null => {
    if (text === "") return null;
    const result = options.outerSpaces || text === text.trim() ? convert(text) : fault("spaces");
    if (!isFault(result)) return result;
    context.issues.push({ code: "custom", input: text, message: result.fault, params: { detail: result.detail } });
    return z.NEVER;
  });
}

/** The same cell, refused when empty. */
export function needed<T>(schema: z.ZodType<T | null, string>) {
  return schema.refine((value): value is T & NonNullable<T> => value !== null, "required");
}

/** The same cell with the value that an empty one stands for. */
export function orElse<T>(schema: z.ZodType<T | null, string>, value: T) {
  return schema.transform((found) => found ?? value);
}

export function text(maxLength: number) {
  return cell((value) => plainText(value, maxLength));
}

/** Notes are kept as they are, with their spaces, line breaks and tabs. */
export function longText(maxLength: number) {
  return cell((value) => (CONTROL.test(value.replace(/[\n\t]/g, "")) ? fault("control") : shortEnough(value, maxLength)), { outerSpaces: true });
}

/** Addresses of staff identify a person: compared and kept in small letters. */
export const email = cell((value) => (/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(value) ? value.toLowerCase() : fault("email")));

export function choice<const T extends string>(values: readonly T[]) {
  return cell((value) => values.find((known) => known === value) ?? fault("choice", values.join(", ")));
}

const YES_NO: Readonly<Record<string, boolean>> = { yes: true, oui: true, true: true, 1: true, no: false, non: false, false: false, 0: false };
export const yesNo = cell((value) => YES_NO[value.toLowerCase()] ?? fault("yesNo"));

/** Values separated by `|`. */
export const list = cell((value): readonly string[] | Fault => {
  const values = value.split("|");
  return values.every((item) => item !== "" && item === item.trim() && !CONTROL.test(item)) ? values : fault("list");
});

/** A day of the calendar, `YYYY-MM-DD`. */
export const day = cell((value) => (isDay(value) ? value : fault("day")));

/** A day that has come: not after `today`. */
export function pastDay(today: Day) {
  return cell((value) => (isDay(value) ? notAfter(value, today) : fault("day")));
}

/** `YYYY-MM`, or the first day of the month; converted to its first day. */
export function pastMonth(today: Day) {
  return cell((value) => {
    const first = /^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value;
    return isDay(first) && first.endsWith("-01") ? notAfter(first, today) : fault("month");
  });
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-][01]\d:[0-5]\d)?$/;

/** A day (noon in Paris), or a day and a time: in Paris, unless an offset or `Z` says otherwise. */
export function pastInstant(today: Day) {
  return cell((value) => {
    const found = isDay(value) ? value : INSTANT.exec(value)?.[1];
    if (found === undefined || !isDay(found)) return fault("instant");
    if (found > today) return fault("future", today);
    return value === found ? `${value}T12:00` : value.replace(" ", "T");
  });
}

const AMOUNT = /^(-?)(\d{1,15})(?:[.,](\d{1,2}))?$/;
const INT4_MAX = 2_147_483_647n;

/** Euros with a decimal comma or point, without thousands separator; converted to cents. */
export const amount = cell((value) => centsOf(value)?.toString() ?? fault("amount"));

/** An amount that is no more than 21 million euros either way. */
export const smallAmount = cell((value) => {
  const cents = centsOf(value);
  if (cents === undefined) return fault("amount");
  return cents <= INT4_MAX && cents >= -INT4_MAX ? cents.toString() : fault("amountRange");
});

export function wholeNumber(min: number, max: number) {
  return cell((value) => {
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    return number >= min && number <= max ? number : fault("count", `${min}–${max}`);
  });
}

/** A number that is not negative, with a decimal comma or point. */
export const positiveNumber = cell((value) => (/^\d{1,9}([.,]\d{1,6})?$/.test(value) ? Number(value.replace(",", ".")) : fault("number")));

const CONTROL = /[\u0000-\u001f\u007f]/;

function plainText(value: string, maxLength: number): string | Fault {
  return CONTROL.test(value) ? fault("control") : shortEnough(value, maxLength);
}

function shortEnough(value: string, maxLength: number): string | Fault {
  return value.length > maxLength ? fault("tooLong", String(maxLength)) : value;
}

function isDay(value: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function notAfter(value: string, today: Day): string | Fault {
  return value > today ? fault("future", today) : value;
}

function centsOf(value: string): bigint | undefined {
  const [, sign, whole, fraction = ""] = AMOUNT.exec(value) ?? [];
  return whole === undefined ? undefined : BigInt(`${sign}${whole}${fraction.padEnd(2, "0")}`);
}

function fault(code: RowProblemCode, detail?: string): Fault {
  return detail === undefined ? { fault: code } : { fault: code, detail };
}

function isFault(value: CellValue | Fault): value is Fault {
  return typeof value === "object" && value !== null && "fault" in value;
}
