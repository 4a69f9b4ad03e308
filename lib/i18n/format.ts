import type { Day } from "@/lib/domain/dates";
import type { Locale } from "./locale";

/** Instants are stored in UTC and shown in the bank's own zone. */
export const TIME_ZONE = "Europe/Paris";

export type DayStyle = "short" | "long" | "month" | "weekday";

const DAY_STYLES: Record<DayStyle, Intl.DateTimeFormatOptions> = {
  short: { day: "numeric", month: "short", year: "numeric" },
  long: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  month: { month: "short", year: "numeric" },
  weekday: { weekday: "short", day: "numeric", month: "short" },
};

export type InstantStyle = "dateTime" | "time";

const TIME: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: TIME_ZONE };
const INSTANT_STYLES: Record<InstantStyle, Intl.DateTimeFormatOptions> = { dateTime: { ...DAY_STYLES.short, ...TIME }, time: TIME };

const kept = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>();

const MOST_DAYS = 5_000;
const keptDays = new Map<string, string>();

/** A calendar day in words: `12 mars 2025`. A day has no zone, so none is applied. */
export function formatDay(locale: Locale, day: Day, style: DayStyle = "short"): string {
  const key = `${locale}.${style}.${day}`;
  const known = keptDays.get(key);
  if (known !== undefined) return known;
  const format = once(`day.${locale}.${style}`, () => new Intl.DateTimeFormat(regionOf(locale), { ...DAY_STYLES[style], timeZone: "UTC" }));
  const words = format.format(Date.parse(`${day}T00:00:00Z`));
  // Lists name the same few hundred days again and again.
  if (keptDays.size >= MOST_DAYS) keptDays.clear();
  keptDays.set(key, words);
  return words;
}

/** An instant as the clocks of the bank show it: `12 mars 2025, 14:05`, or `14:05`. */
export function formatInstant(locale: Locale, instant: Date, style: InstantStyle = "dateTime"): string {
  return once(`instant.${locale}.${style}`, () => new Intl.DateTimeFormat(regionOf(locale), INSTANT_STYLES[style])).format(instant);
}

/** An amount in cents as whole euros: `1 284 €`; with `cents`, to the cent. */
export function formatEuros(locale: Locale, cents: number, options: { cents?: boolean } = {}): string {
  const digits = options.cents ? 2 : 0;
  const format = once(`euros.${locale}.${digits}`, () => new Intl.NumberFormat(regionOf(locale), {
    // "negative": forty cents less than nothing is not « -0 € ».
    style: "currency", currency: "EUR", minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: "negative",
  }));
  return format.format(cents / 100);
}

export function formatNumber(locale: Locale, value: number, maximumFractionDigits = 0): string {
  const format = once(`number.${locale}.${maximumFractionDigits}`, () => new Intl.NumberFormat(regionOf(locale), { maximumFractionDigits, signDisplay: "negative" }));
  return format.format(value);
}

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A size in bytes in the unit that reads best, 1,000 of one making the next: `12,4 Mo`, `12.4 MB`. */
export function formatBytes(locale: Locale, bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = BYTE_UNITS[step] ?? "byte";
  const value = bytes / 1000 ** step;
  const digits = step === 0 || value >= 100 ? 0 : 1;
  const unitDisplay = step === 0 ? "long" : "short";
  return once(`bytes.${locale}.${unit}.${digits}`, () => new Intl.NumberFormat(regionOf(locale), { style: "unit", unit, unitDisplay, maximumFractionDigits: digits })).format(value);
}

/** A share from 0 to 1 as whole percents: `62 %`. */
export function formatPercent(locale: Locale, share: number): string {
  const format = once(`percent.${locale}`, () => new Intl.NumberFormat(regionOf(locale), { style: "percent", maximumFractionDigits: 0 }));
  return format.format(share);
}

function regionOf(locale: Locale): string {
  return locale === "fr" ? "fr-FR" : "en-GB";
}

/** Making an Intl format costs a hundred times what using it does, and a page of rows uses thousands. */
function once<T extends Intl.DateTimeFormat | Intl.NumberFormat>(key: string, make: () => T): T {
  const found = kept.get(key) as T | undefined;
  if (found) return found;
  const made = make();
  kept.set(key, made);
  return made;
}
