/** The log as it leaves the bank: docs/log-format.md. Hashes are in small hexadecimal digits, instants as ISO 8601 in UTC. */
export const LOG_FORMAT = "mireille-log-1";

export type LogHeader = { log: typeof LOG_FORMAT; chain: string; texts: boolean };

/** A link of the chain; its entries follow it. */
export type LogLink = { position: number; at: string; kind: string; entries: number; previous: string; hash: string };

/** PRESENT: with its content. MISSING: the row is gone from the database. WITHHELD: the client is not the reader's to see. */
export const ENTRY_STATES = ["PRESENT", "MISSING", "WITHHELD"] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** `text`: what is personal, with its salt, where it was asked for and is still there; `erased`: it was erased. */
export type LogEntry = {
  position: number; place: number; client: number; id: string; hash: string; state: EntryState; content: string | null; erased: boolean; salt: string | null; text: string | null;
};

/** A head of the chain that was signed on its day. */
export type SignedHead = { position: number; hash: string; at: string; key: string; signature: string };

/** A row that stands in the database and in no chain. */
export type StrayRow = { kind: string; client: number; id: string };

/** The head on which the export ends, and the SHA-256 of every byte before this line. */
export type LogEnd = { position: number; hash: string; at: string; links: number; entries: number; sha256: string; key: string; signature: string };

export type LogLine = LogHeader | { link: LogLink } | { entry: LogEntry } | { signature: SignedHead } | { stray: StrayRow } | { end: LogEnd };

/** What the first link of a chain follows, before it is hashed. */
export function genesisText(chain: string): string {
  return `${LOG_FORMAT}\nchain ${chain}`;
}

/** What the hash of a link is of. `content`: the SHA-256 of the hashes of its entries, one after the other. */
export function linkText(chain: string, { position, at, kind, entries, previous }: LogLink, content: string): string {
  return [LOG_FORMAT, `chain ${chain}`, `position ${position}`, `at ${at}`, `kind ${kind}`, `entries ${entries}`, `content ${content}`, `previous ${previous}`].join("\n");
}

export function signedHeadText(chain: string, { position, hash, at }: Pick<SignedHead, "position" | "hash" | "at">): string {
  return [LOG_FORMAT, "head", `chain ${chain}`, `position ${position}`, `hash ${hash}`, `at ${at}`].join("\n");
}

export function signedEndText(chain: string, { position, hash, at, links, entries, sha256 }: Omit<LogEnd, "key" | "signature">): string {
  return [LOG_FORMAT, "export", `chain ${chain}`, `position ${position}`, `hash ${hash}`, `at ${at}`, `links ${links}`, `entries ${entries}`, `sha256 ${sha256}`].join("\n");
}

/** The values of an entry by name, as they were sealed; its kind is the first line. */
export function contentFields(content: string): { kind: string; fields: ReadonlyMap<string, string> } {
  const [kind = "", ...lines] = content.split("\n");
  return { kind, fields: new Map(lines.map((line) => [line.slice(0, Math.max(0, line.indexOf(" "))), line.slice(line.indexOf(" ") + 1)])) };
}

/** What is wrong first in an exported log, and where. Words: the namespace "proofLog". */
export const LOG_FAULTS = [
  "NOT_A_LOG", "UNREADABLE", "OUT_OF_PLACE", "NOT_CHAINED", "LINK_CHANGED", "ENTRY_CHANGED", "ENTRY_MISSING", "TEXT_CHANGED", "TEXT_GONE",
  "SIGNATURE_WRONG", "KEY_UNKNOWN", "HEAD_REPLACED", "HEAD_GONE", "STRAY_ROW", "ENDS_EARLY", "GOES_ON", "FILE_CHANGED", "EARLIER_REPLACED",
] as const;
export type LogFaultCode = (typeof LOG_FAULTS)[number];

/** `line`: of the file, from 1. */
export type LogFault = { code: LogFaultCode; line: number; chain: string | null; position: number | null; place: number | null; kind: string | null; client: number | null; id: string | null };

/** What a log that is as it was sealed holds. `signedHeads` were signed day by day, by the keys that the reader brought. */
export type SoundLog = { chain: string; links: number; entries: number; erased: number; withheld: number; texts: number; signedHeads: number; head: { position: number; hash: string; at: string } };

export type LogVerdict = { sound: true; log: SoundLog } | { sound: false; fault: LogFault };
