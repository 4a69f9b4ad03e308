import type { SettingOptions } from "@/components/imports/delivery-views";
import type { Locale } from "@/lib/i18n/locale";
import { SEPARATORS } from "@/lib/import/csv-cells";
import { ENCODINGS } from "@/lib/import/encodings";
import { IMPORT_FILE_NAMES } from "@/lib/import/files";
import { DECIMAL_MARKS } from "@/lib/schemas/import-cells";
import { DAY_FORMATS } from "@/lib/schemas/written-days";
import type { Wording } from "./detected-files";

const SEPARATOR_NAMES = { ";": "semicolon", ",": "comma", "\t": "tab", "|": "pipe" } as const;

/** What can be said of a file, each value with its words. */
export function settingOptions(locale: Locale, t: Wording["t"]): SettingOptions {
  return {
    kind: IMPORT_FILE_NAMES.map((kind) => ({ value: kind, label: t(`kind.${kind}`) })),
    encoding: ENCODINGS.map((encoding) => ({ value: encoding, label: encoding })),
    separator: SEPARATORS.map((separator) => ({ value: separator, label: t(`detected.separators.${SEPARATOR_NAMES[separator]}`) })),
    dates: DAY_FORMATS.map((format) => ({ value: format, label: locale === "fr" ? format.replaceAll("Y", "A").replaceAll("D", "J") : format })),
    decimals: DECIMAL_MARKS.map((mark) => ({ value: mark, label: t(`detected.decimalMarks.${mark}`) })),
  };
}
