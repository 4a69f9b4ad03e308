import type { ExportCell } from "@/lib/domain/client-export";
import { isFormula } from "./cell-text";
import { zipFile } from "./zip-file";

/** Places in the styles below. A text that looks like a formula is marked as text: it stays one when it is edited. */
const STYLE = { plain: 0, heading: 1, day: 2, euros: 3, text: 4 };

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Rows as a workbook of one sheet (ECMA-376), written as they come: numbers, amounts and days are what they are, a text is never a formula. */
export function xlsxFile(sheetName: string, headers: readonly string[], pages: AsyncIterable<readonly ExportCell[][]>): AsyncGenerator<Uint8Array> {
  return zipFile([
    { name: "[Content_Types].xml", content: [CONTENT_TYPES] },
    { name: "_rels/.rels", content: [`${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`] },
    { name: "xl/workbook.xml", content: [`${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheetName)}" sheetId="1" r:id="rId1"/></sheets></workbook>`] },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: [`${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`],
    },
    { name: "xl/styles.xml", content: [STYLES] },
    { name: "xl/worksheets/sheet1.xml", content: sheet(headers, pages) },
  ]);
}

async function* sheet(headers: readonly string[], pages: AsyncIterable<readonly ExportCell[][]>): AsyncGenerator<string> {
  yield `${HEAD}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
  yield `<cols><col min="1" max="${headers.length}" width="20" customWidth="1"/></cols><sheetData>`;
  yield `<row r="1">${headers.map((header, column) => textCell(`${nameOf(column)}1`, header, STYLE.heading)).join("")}</row>`;
  let row = 1;
  for await (const page of pages) {
    yield page.map((cells) => {
      row += 1;
      return `<row r="${row}">${cells.map((cell, column) => cellXml(`${nameOf(column)}${row}`, cell)).join("")}</row>`;
    }).join("");
  }
  yield "</sheetData></worksheet>";
}

function cellXml(place: string, cell: ExportCell): string {
  if (cell === null) return "";
  if (cell.type === "text") return textCell(place, cell.value, isFormula(cell.value) ? STYLE.text : STYLE.plain);
  if (cell.type === "day") return `<c r="${place}" s="${STYLE.day}"><v>${serialDay(cell.value)}</v></c>`;
  if (cell.type === "euros") return `<c r="${place}" s="${STYLE.euros}"><v>${cell.cents / 100}</v></c>`;
  return `<c r="${place}"><v>${cell.value}</v></c>`;
}

function textCell(place: string, text: string, style: number): string {
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/** A, B … Z, AA. */
function nameOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : `${nameOf(Math.floor(column / 26) - 1)}${last}`;
}

/** Days since 30 December 1899, as spreadsheets count. */
function serialDay(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
}

/** What XML 1.0 has no place for is left out. */
function escaped(text: string): string {
  const known = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "");
  return known.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const CONTENT_TYPES = `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`;

const STYLES = `${HEAD}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00\\ &quot;€&quot;"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/></cellXfs></styleSheet>`;
