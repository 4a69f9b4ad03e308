import type { DeliveryFacts, RowCounts } from "./deliveries";

/** Files sent to be imported, and how far their import is. */
export type UploadCard = {
  id: string;
  createdAt: Date;
  createdByName: string;
  fileCount: number;
  totalBytes: number;
  /** The first few names, as the sender's machine called them. */
  fileNames: readonly string[];
  facts: DeliveryFacts;
  /** Of all its files that were imported; null before. */
  counts: RowCounts | null;
};

export type UploadedFile = { id: string; name: string; sizeBytes: number; receivedAt: Date };

export type Upload = UploadCard & { files: readonly UploadedFile[] };

export const MAX_UPLOAD_BYTES = 10_000_000_000;
export const MAX_UPLOAD_FILES = 50;
const MAX_FILE_NAME_LENGTH = 200;

/** Why a file is not taken, in words by `imports.refusal`. */
export const UPLOAD_REFUSALS = [
  "ARCHIVE", "SPREADSHEET", "PDF", "BINARY", "ENDING", "NAME", "SAME_NAME", "EMPTY", "TOO_LARGE", "TOO_MANY", "DISK_FULL", "CUT", "NO_LENGTH", "CLOSED",
] as const;
export type UploadRefusal = (typeof UPLOAD_REFUSALS)[number];

const TEXT_FILE = /\.(csv|txt|tsv)$/i;
const ARCHIVE = /\.(zip|gz|tgz|tar|7z|rar|bz2|xz|zst|lz4)$/i;
const SPREADSHEET = /\.(xlsx?|xlsm|xlsb|ods|numbers)$/i;

/** What is wrong with the name of a file; null when it may be sent. It is shown, and never used as a path. */
export function refusalOfName(name: string): UploadRefusal | null {
  if (ARCHIVE.test(name)) return "ARCHIVE";
  if (SPREADSHEET.test(name)) return "SPREADSHEET";
  if (/\.pdf$/i.test(name)) return "PDF";
  if (!TEXT_FILE.test(name)) return "ENDING";
  // Control characters, and those that turn the direction of what is shown.
  return name.length > MAX_FILE_NAME_LENGTH || /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069/\\]/u.test(name) ? "NAME" : null;
}

/** So many bytes tell what a file is. */
export const FIRST_BYTES = 4096;

const ANY = -1;
const SIGNATURES: readonly (readonly [UploadRefusal, readonly number[]])[] = [
  ["ARCHIVE", [0x1f, 0x8b]], // gzip
  ["ARCHIVE", [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]], // 7z
  ["ARCHIVE", [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07]], // rar
  ["ARCHIVE", [0x42, 0x5a, 0x68, ANY, 0x31, 0x41, 0x59]], // bzip2
  ["ARCHIVE", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]], // xz
  ["ARCHIVE", [0x28, 0xb5, 0x2f, 0xfd]], // zstandard
  ["SPREADSHEET", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]], // the older Excel
  ["PDF", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["BINARY", [0x89, 0x50, 0x4e, 0x47]], // png
  ["BINARY", [0xff, 0xd8, 0xff]], // jpeg
  ["BINARY", [0x50, 0x41, 0x52, 0x31, 0x15]], // parquet
  ["BINARY", [0x7f, 0x45, 0x4c, 0x46]], // a program
];
const ZIP = [0x50, 0x4b];
const ZIP_KINDS: readonly number[] = [0x0304, 0x0506, 0x0708];

/** What the first bytes of a file show it to be, whatever its name; null when it may be text. */
export function refusalOfContent(first: Uint8Array): UploadRefusal | null {
  if (startsWith(first, ZIP) && ZIP_KINDS.includes(((first[2] ?? 0) << 8) | (first[3] ?? 0))) return refusalOfZip(first);
  const known = SIGNATURES.find(([, signature]) => startsWith(first, signature));
  if (known) return known[0];
  return hasStrayZeros(first) ? "BINARY" : null;
}

/** Spreadsheets are zip archives, too: their first entries have names of their own. */
function refusalOfZip(first: Uint8Array): UploadRefusal {
  const text = String.fromCharCode(...first.subarray(0, 400));
  return /\[Content_Types\]\.xml|opendocument|xl\/|_rels\//.test(text) ? "SPREADSHEET" : "ARCHIVE";
}

/** Text has zero bytes in UTF-16 alone: there, at every other place. */
function hasStrayZeros(first: Uint8Array): boolean {
  const zeros = [0, 0];
  for (let at = 0; at < first.length; at++) if (first[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return false;
  const marked = startsWith(first, [0xff, 0xfe]) || startsWith(first, [0xfe, 0xff]);
  return !marked && Math.min(even, odd) > Math.max(even, odd) / 10;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, at) => byte === ANY || bytes[at] === byte);
}
