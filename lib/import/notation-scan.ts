import type { CellKind, DecimalMark } from "@/lib/schemas/import-cells";
import { DAY_FORMATS, type DayFormat, dayReader, monthReader } from "@/lib/schemas/written-days";

/**
 * Why a way of writing was chosen. NONE: nothing of the kind was found · FITS: the only one that fits, `example` shows it ·
 * DOUBTFUL: more than one fits every value, as for 03/04/2026 · MIXED: none fits all, this one fits most · OTHER_FILES: as
 * in the other files of the delivery · CHOSEN: someone said so.
 */
export type NotationReason = "NONE" | "FITS" | "DOUBTFUL" | "MIXED" | "OTHER_FILES" | "CHOSEN";
export type Notation<T> = { value: T; reason: NotationReason; example: string | null };

/** Is shown cells, and says how they are written. */
export type NotationScan = {
  add: (notation: CellKind["notation"], cell: string) => void;
  dates: () => Notation<DayFormat>;
  decimals: () => Notation<DecimalMark>;
};

const MARKS = { COMMA: /^-?\d{1,15},\d{1,6}$/, POINT: /^-?\d{1,15}\.\d{1,6}$/ } as const;

export function scanNotation(): NotationScan {
  const formats = DAY_FORMATS.map((format) => ({ value: format, readDay: dayReader(format), readMonth: monthReader(format), fits: 0, example: null as string | null }));
  const marks = { COMMA: null as string | null, POINT: null as string | null };
  const seen: SeenDays = { iso: null, isoDays: 0, days: 0, doubt: null };
  const addDay = (cell: string, isMonth: boolean) => {
    // Understood whatever the format.
    if (/^\d{4}-\d{2}(-\d{2})?$/.test(cell)) {
      seen.iso ??= cell;
      seen.isoDays++;
      return;
    }
    const readings = formats.map(({ readDay, readMonth }) => (isMonth ? readMonth : readDay)(cell));
    const fitting = formats.filter((_, place) => readings[place] !== undefined);
    if (fitting.length === 0) return;
    seen.days++;
    if (new Set(readings.filter((reading) => reading !== undefined)).size > 1) seen.doubt ??= cell;
    for (const format of fitting) {
      format.fits++;
      // What another format cannot read is the better example.
      if (format.example === null || fitting.length === 1) format.example = cell;
    }
  };
  return {
    add: (notation, cell) => {
      if (cell === "" || notation === null) return;
      if (notation === "DECIMAL") addAmount(marks, cell);
      else addDay(notation === "INSTANT" ? (/^[^T ]*/.exec(cell)?.[0] ?? "") : cell, notation === "MONTH");
    },
    dates: () => datesOf(formats, seen),
    decimals: () => decimalsOf(marks),
  };
}

type Fitting = { value: DayFormat; fits: number; example: string | null };

/** `iso`: a cell written YYYY-MM-DD; `doubt`: one that is another day in another format. */
type SeenDays = { iso: string | null; isoDays: number; days: number; doubt: string | null };

function datesOf(formats: readonly Fitting[], { iso, isoDays, days, doubt }: SeenDays): Notation<DayFormat> {
  // A few cells that are written otherwise are bad cells, not another way of writing.
  if (isoDays >= days) return { value: "YYYY-MM-DD", reason: iso === null ? "NONE" : days === 0 ? "FITS" : "MIXED", example: iso };
  const most = Math.max(...formats.map(({ fits }) => fits));
  const [best, ...others] = formats.filter(({ fits }) => fits === most);
  const { value, example } = best as Fitting;
  if (others.length > 0 && doubt !== null) return { value, reason: "DOUBTFUL", example: doubt };
  return { value, reason: most === days ? "FITS" : "MIXED", example };
}

function addAmount(marks: { COMMA: string | null; POINT: string | null }, cell: string): void {
  if (MARKS.COMMA.test(cell)) marks.COMMA ??= cell;
  else if (MARKS.POINT.test(cell)) marks.POINT ??= cell;
}

/** A file that writes both is read as it is: with two decimals at most, neither can be mistaken. */
function decimalsOf({ COMMA, POINT }: { COMMA: string | null; POINT: string | null }): Notation<DecimalMark> {
  if (COMMA !== null && POINT !== null) return { value: "EITHER", reason: "MIXED", example: COMMA };
  if (COMMA !== null) return { value: "COMMA", reason: "FITS", example: COMMA };
  return POINT === null ? { value: "EITHER", reason: "NONE", example: null } : { value: "POINT", reason: "FITS", example: POINT };
}
