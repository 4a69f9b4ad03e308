import type { ExportCell } from "@/lib/domain/client-export";
import type { Locale } from "@/lib/i18n/locale";
import { cellText } from "./cell-text";

/** A French spreadsheet keeps the comma for decimals. */
const SEPARATOR: Record<Locale, string> = { fr: ";", en: "," };

/** Rows as CSV in UTF-8, with the mark by which a spreadsheet knows it; written as they come. */
export async function* csvFile(headers: readonly string[], pages: AsyncIterable<readonly ExportCell[][]>, locale: Locale): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const line = (cells: readonly string[]) => `${cells.map((cell) => quoted(cell, SEPARATOR[locale])).join(SEPARATOR[locale])}\r\n`;
  yield encoder.encode(`\uFEFF${line(headers)}`);
  for await (const rows of pages) yield encoder.encode(rows.map((cells) => line(cells.map((cell) => cellText(cell, locale)))).join(""));
}

function quoted(text: string, separator: string): string {
  return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text;
}
