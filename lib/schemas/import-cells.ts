import { z } from "zod";
import type { Day } from "@/lib/domain/dates";
import { fault, type Fault } from "./row-problem";
import { type DayFormat, dayReader, monthReader } from "./written-days";

/** What the author of a delivery writes his own way. `today` bounds the days of the past. */
export type CellSettings = { today: Day; dates: DayFormat; decimals: DecimalMark };

export const DECIMAL_MARKS = ["EITHER", "COMMA", "POINT"] as const;
export type DecimalMark = (typeof DECIMAL_MARKS)[number];

export type StagedType = "text" | "text[]" | "int" | "bigint" | "float8" | "boolean" | "date";

/** A cell that is not empty becomes the text that PostgreSQL reads for its value, or what is wrong with it. */
export type ReadCell = (text: string) => string | Fault;

/**
 * What a column holds, said once for files and for JSON. `type`: of the staged value. `isPlain`: the staged text never
 * needs escaping. `json`: what JSON may hold instead, transformed to the text of a cell, so that one converter decides.
 */
export type CellKind = {
  /** What a file writes its own way. */
  notation: "DAY" | "MONTH" | "INSTANT" | "DECIMAL" | null;
  type: StagedType;
  isPlain: boolean;
  reader: (settings: CellSettings) => ReadCell;
  json: z.ZodType<string>;
};

const WRONG_TYPE = { error: ({ input }: { input?: unknown }) => (input == null ? "required" : "jsonType") };

export function text(maxLength: number): CellKind {
  return textKind((value) => (SUSPECT.test(value) && CONTROL.test(value) ? fault("control") : shortEnough(value, maxLength)), { maxLength });
}

/** Notes are kept as they are, with their spaces, line breaks and tabs. */
export function longText(maxLength: number): CellKind {
  const read: ReadCell = (value) => (CONTROL_BUT_BREAKS.test(value) ? fault("control") : shortEnough(value, maxLength));
  return { notation: null, type: "text", isPlain: false, reader: () => read, json: jsonText({ maxLength }) };
}

/** Addresses of staff identify a person: compared and kept in small letters. */
export const email = textKind(
  (value) => (/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(value) && !CONTROL.test(value) ? value.toLowerCase() : fault("email")),
  { format: "email" },
);

export function choice<const T extends string>(values: readonly T[]): CellKind {
  const known: ReadonlySet<string> = new Set(values);
  return plainKind("text", () => (value) => (known.has(value) ? value : fault("choice", values.join(", "))), jsonText({ enum: values }));
}

const YES = ["yes", "y", "oui", "o", "true", "t", "1"];
const NO = ["no", "n", "non", "false", "f", "0"];
const YES_NO: ReadonlyMap<string, string> = new Map([...YES.map((word) => [word, "t"] as const), ...NO.map((word) => [word, "f"] as const)]);
export const yesNo = plainKind(
  "boolean",
  () => (value) => YES_NO.get(value) ?? YES_NO.get(value.toLowerCase()) ?? fault("yesNo"),
  z.boolean(WRONG_TYPE).transform(String),
);

/** Values separated by `|`; in JSON an array. */
export const list: CellKind = {
  ...textKind((value) => {
    const values = value.split("|");
    return values.every(isListItem) ? arrayText(values) : fault("list");
  }),
  type: "text[]",
  json: z
    .array(z.string(WRONG_TYPE), WRONG_TYPE)
    .refine((items) => items.every((item) => item !== "" && !item.includes("|")), "list")
    .transform((items) => items.join("|")),
};

/** A day of the calendar. */
export const day = written("DAY", plainKind("date", ({ dates }) => {
  const read = dayReader(dates);
  return (value) => read(value) ?? fault("day", dates);
}, jsonText({ format: "date" })));

/** A day that has come: not after today. */
export const pastDay = written("DAY", plainKind("date", ({ dates, today }) => {
  const read = dayReader(dates);
  return (value) => notAfter(read(value) ?? fault("day", dates), today);
}, jsonText({ format: "date" })));

/** `YYYY-MM`, or the first day of the month; staged as its first day. */
export const pastMonth = written("MONTH", plainKind("date", ({ dates, today }) => {
  const read = monthReader(dates);
  return (value) => notAfter(read(value) ?? fault("month"), today);
}, jsonText({ pattern: "^\\d{4}-\\d{2}(-01)?$" })));

const TIME = /^[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-][01]\d:[0-5]\d)?$/;

/** A day (noon in Paris), or a day and a time: in Paris, unless an offset or `Z` says otherwise. */
export const pastInstant = written("INSTANT", plainKind("text", ({ dates, today }) => {
  const read = dayReader(dates);
  return (value) => {
    const end = /[T ]/.exec(value)?.index ?? value.length;
    const found = read(value.slice(0, end));
    const time = value.slice(end);
    if (found === undefined || !(time === "" || TIME.test(time))) return fault("instant");
    return found > today ? fault("future", today) : `${found}T${time.slice(1) || "12:00"}`;
  };
}, jsonText({ description: "a day, or a day and a time; in Paris, unless an offset or Z says otherwise" })));

const INT4_MAX = 2_147_483_647;

/** Euros without thousands separator; staged as cents. */
export const amount = written("DECIMAL", plainKind("bigint", ({ decimals }) => {
  const marks = marksOf(decimals);
  return (value) => centsOf(value, marks) ?? fault("amount");
}, jsonNumber({ description: "euros, at most two decimals" })));

/** An amount that is no more than 21 million euros either way. */
export const smallAmount = written("DECIMAL", plainKind("int", ({ decimals }) => {
  const marks = marksOf(decimals);
  return (value) => {
    const cents = centsOf(value, marks);
    if (cents === undefined) return fault("amount");
    return cents.length < 10 || Math.abs(Number(cents)) <= INT4_MAX ? cents : fault("amountRange");
  };
}, jsonNumber({ description: "euros, at most two decimals", minimum: -INT4_MAX / 100, maximum: INT4_MAX / 100 })));

export function wholeNumber(min: number, max: number): CellKind {
  const outside = fault("count", `${min}–${max}`);
  return plainKind("int", () => (value) => {
    if (value.length > 9 || !areDigits(value, 0, value.length)) return outside;
    const number = Number(value);
    return number >= min && number <= max ? value : outside;
  }, jsonNumber({ type: "integer", minimum: min, maximum: max }));
}

/** A number that is not negative. */
export const positiveNumber = written("DECIMAL", plainKind("float8", ({ decimals }) => {
  const marks = marksOf(decimals);
  return (value) => {
    const [, whole, mark, fraction] = /^(\d{1,9})(?:([.,])(\d{1,6}))?$/.exec(value) ?? [];
    if (whole === undefined || (mark !== undefined && !marks.includes(mark))) return fault("number");
    return fraction === undefined ? whole : `${whole}.${fraction}`;
  };
}, jsonNumber({ minimum: 0 })));

// A lone half of a character, too: no encoding could keep it.
const CONTROL = /[\u0000-\u001f\u007f]|\p{Surrogate}/u;
const CONTROL_BUT_BREAKS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]|\p{Surrogate}/u;
/** Quick to rule out: a text without any of these has no control character either. */
const SUSPECT = /[\u0000-\u001f\u007f\ud800-\udfff]/;

/** A space before or after the value is never trimmed away: it is a fault. */
function textKind(read: ReadCell, constraints: JsonConstraints = {}): CellKind {
  const reader: ReadCell = (value) => (value === value.trim() ? read(value) : fault("spaces"));
  return { notation: null, type: "text", isPlain: false, reader: () => reader, json: jsonText(constraints) };
}

/** Kinds that refuse every space anyway look for one only to say so. */
function plainKind(type: StagedType, reader: CellKind["reader"], json: CellKind["json"]): CellKind {
  return {
    notation: null,
    type,
    isPlain: true,
    json,
    reader: (settings) => {
      const read = reader(settings);
      return (value) => {
        const result = read(value);
        return typeof result === "string" || value === value.trim() ? result : fault("spaces");
      };
    },
  };
}

function written(notation: CellKind["notation"], kind: CellKind): CellKind {
  return { ...kind, notation };
}

/** What the OpenAPI document says of a value; the converter holds it to that. */
type JsonConstraints = Readonly<Record<string, unknown>>;

function jsonText(constraints: JsonConstraints): CellKind["json"] {
  return z.string(WRONG_TYPE).meta(constraints);
}

/** A number, or its digits as text where a number would lose some. */
function jsonNumber(constraints: JsonConstraints): CellKind["json"] {
  return z.union([z.number().meta(constraints), z.string()], WRONG_TYPE).transform(String);
}

function isListItem(item: string): boolean {
  return item !== "" && item === item.trim() && !CONTROL.test(item);
}

/** A list as PostgreSQL writes an array of texts. */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replace(/["\\]/g, "\\$&")}"`).join(",")}}`;
}

function shortEnough(value: string, maxLength: number): string | Fault {
  return value.length > maxLength ? fault("tooLong", String(maxLength)) : value;
}

function notAfter(value: Day | Fault, today: Day): string | Fault {
  return typeof value === "string" && value > today ? fault("future", today) : value;
}

function marksOf(decimals: DecimalMark): string {
  return { EITHER: ",.", COMMA: ",", POINT: "." }[decimals];
}

/** `-12,5` in cents: `-1250`. At most 15 digits before the mark and two after it. */
function centsOf(value: string, marks: string): string | undefined {
  const first = value.charCodeAt(0) === 45 ? 1 : 0;
  const last = value.length;
  const mark = value.length > 2 ? markAt(value) : -1;
  const whole = (mark === -1 ? last : mark) - first;
  if (whole < 1 || whole > 15 || !areDigits(value, first, first + whole)) return undefined;
  if (mark === -1) return `${value}00`;
  if (!marks.includes(value.charAt(mark)) || !areDigits(value, mark + 1, last)) return undefined;
  const cents = value.slice(0, mark) + value.slice(mark + 1);
  return last - mark === 3 ? cents : `${cents}0`;
}

/** The place of a decimal mark with one or two digits after it, or -1. */
function markAt(value: string): number {
  for (let at = value.length - 2; at >= value.length - 3; at--) {
    const sign = value.charCodeAt(at);
    if (sign === 44 || sign === 46) return at;
  }
  return -1;
}

function areDigits(value: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const sign = value.charCodeAt(at);
    if (sign < 48 || sign > 57) return false;
  }
  return end > start;
}
