import type { ExportCell } from "@/lib/domain/client-export";
import type { Locale } from "@/lib/i18n/locale";

/** Spreadsheets run a cell that begins so as a formula; some look past spaces and quotes, and know the wide signs of Asian keyboards. */
const FORMULA = /^[\s"'`]*[=+\-@|%\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}]|^[\t\r\n]/u;

export function isFormula(text: string): boolean {
  return FORMULA.test(text);
}

/** A cell as the spreadsheets of this language read it: `193,50`, `2026-11-22`; a text that would be run as a formula begins with an apostrophe. */
export function cellText(cell: ExportCell, locale: Locale): string {
  if (cell === null) return "";
  if (cell.type === "text") return isFormula(cell.value) ? `'${cell.value}` : cell.value;
  if (cell.type === "day") return cell.value;
  const number = cell.type === "euros" ? (cell.cents / 100).toFixed(2) : String(cell.value);
  return locale === "fr" ? number.replace(".", ",") : number;
}
