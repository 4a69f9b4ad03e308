/** Files that are no text, told by how they begin. */
export const SIGNATURES = ["ZIP", "XLSX", "XLS", "GZIP", "7Z", "RAR", "BZIP2", "XZ", "ZSTD", "PDF", "PARQUET", "IMAGE", "PROGRAM", "UTF-32"] as const;
export type Signature = (typeof SIGNATURES)[number];

const BEGINNINGS: readonly (readonly [Signature, string])[] = [
  ["ZIP", "504b0304"], ["ZIP", "504b0506"], ["XLS", "d0cf11e0a1b11ae1"], ["GZIP", "1f8b"], ["7Z", "377abcaf271c"], ["RAR", "526172211a07"],
  ["BZIP2", "425a68"], ["XZ", "fd377a585a00"], ["ZSTD", "28b52ffd"], ["PDF", "255044462d"], ["PARQUET", "50415231"],
  ["IMAGE", "89504e470d0a1a0a"], ["IMAGE", "ffd8ff"], ["IMAGE", "47494638"], ["PROGRAM", "7f454c46"], ["PROGRAM", "4d5a9000"],
  ["UTF-32", "fffe0000"], ["UTF-32", "0000feff"],
];

/** What a file is that begins with these bytes (some thousands, if it has as many); null for what may be text. */
export function signatureOf(start: Uint8Array): Signature | null {
  const found = BEGINNINGS.find(([, hex]) => startsWith(start, hex))?.[0] ?? null;
  return found === "ZIP" && isWorkbook(start) ? "XLSX" : found;
}

/** Not text in any encoding: zero bytes, or more control characters than a stray one. `start` as decoded. */
export function isBinary(start: string): boolean {
  let controls = 0;
  for (let at = 0; at < start.length; at++) {
    const unit = start.charCodeAt(at);
    if (unit < 32 && unit !== 9 && unit !== 10 && unit !== 13) controls++;
  }
  return controls > Math.max(2, start.length / 100);
}

function startsWith(start: Uint8Array, hex: string): boolean {
  return hex.match(/../g)?.every((byte, at) => start[at] === Number.parseInt(byte, 16)) === true;
}

function isWorkbook(start: Uint8Array): boolean {
  const names = String.fromCharCode(...start.subarray(0, 4_000));
  return names.includes("[Content_Types].xml") || names.includes("xl/");
}
