import { importColumns } from "@/lib/schemas/import";
import { type ColumnMapping, type MappedColumn, mapColumns } from "./column-names";
import type { CsvRecord } from "./records";
import { csvRecords } from "./records";
import { type EncodingFinding, scanEncoding } from "./encoding-scan";
import { pieceDecoder, UndecodableError } from "./encodings";
import { type KindFinding, kindOf } from "./file-kind";
import type { FileProblem } from "./file-problem";
import type { FileChoice, FileSettings } from "./file-settings";
import { isBinary, signatureOf } from "./file-signature";
import type { ImportFileName } from "./files";
import { lineEndOf, separatorOf } from "./layout";
import { type Notation, type NotationScan, scanNotation } from "./notation-scan";
import { textLines, UnreadableLineError } from "./text-lines";

/** A file of a delivery: its name and, as often as asked for, its bytes from the first on. */
export type SourceFile = { name: string; open: () => AsyncIterable<Uint8Array> };

/** What was said before of a file with these columns. */
export type RecallMapping = (kind: ImportFileName, headers: readonly string[]) => Promise<ColumnMapping>;

/**
 * What a file is and how it is written, as found or chosen, with what says so; its first rows; and what keeps it from
 * being imported. `settings` is null where the file could not be read at all. `accents`: the first words with letters
 * beyond ASCII, as this encoding reads them.
 */
export type FileInspection = {
  name: string;
  bytes: number;
  kind: KindFinding;
  settings: FileSettings | null;
  found: { encoding: EncodingFinding["reason"] | "CHOSEN"; dates: Omit<Notation<unknown>, "value">; decimals: Omit<Notation<unknown>, "value">; accents: string | null };
  columns: readonly MappedColumn[];
  rows: readonly (readonly string[])[];
  problems: readonly FileProblem[];
};

const MAX_COLUMNS = 500;
const SHOWN_ROWS = 20;
/** Where so many rows leave no doubt about the days, the others are not looked at. */
const ENOUGH_ROWS = 20_000;
const START_BYTES = 256 * 1024;

/** Looks at a whole file for its encoding, and at its beginning for all else. Holds one piece of it. */
export async function inspectFile(source: SourceFile, choice: FileChoice, recall: RecallMapping): Promise<FileInspection> {
  const seen = await lookThrough(source);
  const nothing = { name: source.name, bytes: seen.bytes, kind: null, settings: null, found: UNKNOWN, columns: [], rows: [] };
  if ("problem" in seen) return { ...nothing, problems: [{ file: source.name, ...seen.problem }] };
  const encoding = choice.encoding ?? seen.encoding.encoding;
  const found = { ...UNKNOWN, encoding: choice.encoding ? ("CHOSEN" as const) : seen.encoding.reason };
  try {
    const start = textOf(seen.start, encoding);
    if (isBinary(start)) return { ...nothing, problems: [{ file: source.name, code: "binary" }] };
    const lineEnd = choice.lineEnd ?? lineEndOf(start);
    if (!seen.isSound(encoding)) await decodeThrough(source, encoding, lineEnd);
    const separator = choice.separator ?? separatorOf(start, lineEnd, seen.bytes <= START_BYTES);
    return await inspectRecords(source, { ...choice, encoding, lineEnd, separator }, recall, { ...nothing, found: { ...found, accents: accentsOf(start) } });
  } catch (error) {
    if (!(error instanceof UnreadableLineError || error instanceof UndecodableError)) throw error;
    const line = error instanceof UnreadableLineError ? error.line : error.before.split("\n").length;
    return { ...nothing, found, problems: [{ file: source.name, code: "unreadableLine", line, detail: encoding }] };
  }
}

const NO_NOTATION = { reason: "NONE", example: null } as const;
const UNKNOWN: FileInspection["found"] = { encoding: "ASCII", dates: NO_NOTATION, decimals: NO_NOTATION, accents: null };

type Seen = { bytes: number; start: Uint8Array; encoding: EncodingFinding; isSound: (encoding: FileSettings["encoding"]) => boolean } | { bytes: number; problem: Omit<FileProblem, "file"> };

async function lookThrough(source: SourceFile): Promise<Seen> {
  const scan = scanEncoding();
  const start = new Uint8Array(START_BYTES);
  let bytes = 0;
  for await (const piece of source.open()) {
    if (bytes < START_BYTES) start.set(piece.subarray(0, START_BYTES - bytes), bytes);
    if (bytes === 0) {
      const signature = signatureOf(piece);
      if (signature !== null) return { bytes: piece.length, problem: { code: "archive", detail: signature } };
    }
    scan.add(piece);
    bytes += piece.length;
  }
  if (bytes === 0) return { bytes, problem: { code: "emptyFile" } };
  return { bytes, start: start.subarray(0, bytes), encoding: scan.result(), isSound: scan.isSound };
}

/** Throws UnreadableLineError at the first line that means nothing: nobody starts to import such a file. */
async function decodeThrough(source: SourceFile, encoding: FileSettings["encoding"], lineEnd: FileSettings["lineEnd"]): Promise<void> {
  const lines = textLines(source.open(), encoding, lineEnd);
  while (!(await lines.next()).done);
}

/** Without the letter that the cut may have gone through. */
function textOf(start: Uint8Array, encoding: FileSettings["encoding"]): string {
  return pieceDecoder(encoding)(start);
}

type Known = Omit<FileChoice, "encoding" | "lineEnd" | "separator"> & Pick<FileSettings, "encoding" | "lineEnd" | "separator">;
type Blank = Omit<FileInspection, "problems">;

async function inspectRecords(source: SourceFile, known: Known, recall: RecallMapping, blank: Blank): Promise<FileInspection> {
  const { encoding, lineEnd, separator } = known;
  const notation = scanNotation();
  const rows: (readonly string[])[] = [];
  let header: Header | null = null;
  let count = 0;
  for await (const records of csvRecords(textLines(source.open(), encoding, lineEnd), { separator, lineEnd, width: null })) {
    const body = header === null ? records.slice(1) : records;
    header ??= await headerOf(source.name, records[0], known, recall);
    if (header.problem) return { ...blank, problems: [header.problem] };
    rows.push(...body.slice(0, SHOWN_ROWS - rows.length).flatMap(({ cells }) => (cells === null ? [] : [cells])));
    scanRows(notation, header, body);
    count += body.length;
    if (count >= ENOUGH_ROWS && notation.dates().reason !== "DOUBTFUL") break;
  }
  if (header === null) return { ...blank, problems: [{ file: source.name, code: "emptyFile" }] };
  return concluded(source.name, known, header, notation, { ...blank, rows });
}

type Header = { kind: KindFinding; columns: readonly MappedColumn[]; problem: FileProblem | null };

async function headerOf(file: string, record: CsvRecord | undefined, { kind: chosen, columns = {} }: Known, recall: RecallMapping): Promise<Header> {
  const none = { kind: null, columns: [] };
  if (!record?.cells) return { ...none, problem: { file, code: record?.fault === "rowTooLong" ? "headerTooLong" : "headerQuotes" } };
  const headers = record.cells;
  if (headers.length > MAX_COLUMNS) return { ...none, problem: { file, code: "tooManyColumns", detail: `${headers.length} > ${MAX_COLUMNS}` } };
  const kind: KindFinding = chosen ? { kind: chosen, by: "CHOSEN" } : kindOf(file, headers);
  if (kind === null) return { kind, columns: headers.map((header) => ({ header, column: null, by: null })), problem: null };
  return { kind, columns: mapColumns(kind.kind, headers, { chosen: columns, remembered: await recall(kind.kind, headers) }), problem: null };
}

function scanRows(notation: NotationScan, { kind, columns }: Header, records: readonly CsvRecord[]): void {
  if (kind === null) return;
  const written = columns.flatMap(({ column }, place) => {
    const found = column === null ? null : (importColumns(kind.kind)[column]?.kind.notation ?? null);
    return found === null ? [] : [{ place, notation: found }];
  });
  for (const { cells } of records) for (const one of written) notation.add(one.notation, cells?.[one.place] ?? "");
}

function concluded(file: string, known: Known, { kind, columns }: Header, scan: NotationScan, blank: Blank): FileInspection {
  const dates = known.dates ? { value: known.dates, reason: "CHOSEN" as const, example: null } : scan.dates();
  const decimals = known.decimals ? { value: known.decimals, reason: "CHOSEN" as const, example: null } : scan.decimals();
  const { encoding, lineEnd, separator } = known;
  return {
    ...blank,
    kind,
    settings: { encoding, lineEnd, separator, dates: dates.value, decimals: decimals.value },
    found: { ...blank.found, dates: { reason: dates.reason, example: dates.example }, decimals: { reason: decimals.reason, example: decimals.example } },
    columns,
    problems: [...columnProblems(file, kind, columns), ...(dates.reason === "DOUBTFUL" ? [{ file, code: "doubtfulDates" as const, detail: dates.example ?? "" }] : [])],
  };
}

function columnProblems(file: string, kind: KindFinding, columns: readonly MappedColumn[]): FileProblem[] {
  if (kind === null) return [{ file, code: "unknownKind" }];
  const taken = columns.flatMap(({ column }) => (column === null ? [] : [column]));
  const headers = columns.map(({ header }) => header);
  const known = importColumns(kind.kind);
  const faults: [FileProblem["code"], string[]][] = [
    ["unknownColumns", columns.filter(({ column, by }) => by === null || (column !== null && !(column in known))).map(({ header }) => header)],
    ["repeatedColumns", [...repeated(headers), ...repeated(taken).filter((column) => !headers.includes(column))]],
    ["missingColumns", Object.keys(known).filter((name) => known[name]?.presence !== "OPTIONAL" && !taken.includes(name))],
  ];
  return faults.filter(([, at]) => at.length > 0).map(([code, at]) => ({ file, code, columns: at }));
}

function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, place) => names.indexOf(name) !== place))];
}

function accentsOf(text: string): string | null {
  return /[^\n;\t|"]{0,30}[^\0-\x7f][^\n\r;\t|"]{0,30}/.exec(text)?.[0] ?? null;
}
