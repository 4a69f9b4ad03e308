import type { Day } from "@/lib/domain/dates";

/** The ways to write a day that a file may use. YYYY-MM-DD is always understood besides. */
export const DAY_FORMATS = ["YYYY-MM-DD", "DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "YYYYMMDD", "YYYY/MM/DD", "MM/DD/YYYY"] as const;
export type DayFormat = (typeof DAY_FORMATS)[number];

/** A day of the calendar, or a month as its first day; undefined for any other text. */
export type ReadDay = (text: string) => Day | undefined;

const ZERO = 48;
const DASH = 45;

/** Reads days written in the format, or as YYYY-MM-DD, of the years 1900 to 2199. */
export function dayReader(format: DayFormat): ReadDay {
  if (format === "YYYY-MM-DD") return isoDay;
  const at = { year: format.indexOf("YYYY"), month: format.indexOf("MM"), day: format.indexOf("DD") };
  const signs = [...format].flatMap((sign, place) => (/[A-Z]/.test(sign) ? [] : [[place, sign] as const]));
  return (text) => {
    if (text.length !== format.length || !signs.every(([place, sign]) => text[place] === sign)) return isoDay(text);
    const [year, month, day] = [digits(text, at.year, 4), digits(text, at.month, 2), digits(text, at.day, 2)];
    if (!isCalendarDay(year, month, day)) return isoDay(text);
    return `${text.slice(at.year, at.year + 4)}-${text.slice(at.month, at.month + 2)}-${text.slice(at.day, at.day + 2)}` as Day;
  };
}

/** Reads months as YYYY-MM, as the format without its day (MM/YYYY, YYYYMM…), or as the month's first day. */
export function monthReader(format: DayFormat): ReadDay {
  const readDay = dayReader(format);
  const short = format.replace(/DD[./-]|[./-]?DD$/, "");
  const withFirstDay = monthCompleter(format, short);
  return (text) => {
    const found = text.length === 7 && text.charCodeAt(4) === DASH ? isoDay(`${text}-01`) : readDay(text.length === short.length ? withFirstDay(text) : text);
    return found?.endsWith("-01") ? found : undefined;
  };
}

/** `03/2026` becomes `01/03/2026` (or `03/01/2026`), `202603` becomes `20260301`. */
function monthCompleter(format: DayFormat, short: string): (text: string) => string {
  const sign = /[./-]/.exec(short)?.[0] ?? "";
  if (format.startsWith("DD")) return (text) => `01${sign}${text}`;
  if (format.startsWith("MM")) return (text) => `${text.slice(0, 2)}${sign}01${text.slice(2)}`;
  return (text) => `${text}${sign}01`;
}

/** YYYY-MM-DD, the text itself. */
function isoDay(text: string): Day | undefined {
  if (text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return undefined;
  return isCalendarDay(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)) ? (text as Day) : undefined;
}

/** The number that so many digits write; NaN when one is no digit. */
function digits(text: string, start: number, count: number): number {
  let number = 0;
  for (let at = start; at < start + count; at++) {
    const digit = text.charCodeAt(at) - ZERO;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  return year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
