import { createHash, type Hash, type KeyObject, verify } from "node:crypto";
import { contentFields, genesisText, LOG_FORMAT, linkText, signedEndText, signedHeadText, type LogEnd, type LogEntry, type LogFault, type LogFaultCode, type LogLine, type LogLink, type LogVerdict, type SignedHead, type StrayRow } from "@/lib/domain/proof-log";
import { readLogLine } from "./log-lines";
import { keyIdOf } from "./signing-key";

/**
 * `keys`: public keys that the reader trusts. `earlier`: the end of a log exported before, which must be part of this one.
 * `part`: these are the links after a head, not the whole log; `erased`: clients whose erasure stands after them.
 */
export type VerifyOptions = { keys: readonly KeyObject[]; earlier?: Pick<LogEnd, "position" | "hash">; part?: { head: Pick<LogEnd, "position" | "hash">; erased: readonly number[] } };

/**
 * Whether an exported log is as it was sealed: every byte of it, in one pass, line by line. Names what is wrong first. Needs
 * no database. Rules: docs/log-format.md.
 */
export async function verifyLog(lines: AsyncIterable<Buffer> | Iterable<Buffer>, options: VerifyOptions): Promise<LogVerdict> {
  const verifier = new LogVerifier(options);
  try {
    for await (const line of lines) verifier.take(line);
    return { sound: true, log: verifier.finish() };
  } catch (error) {
    if (error instanceof FaultFound) return { sound: false, fault: error.fault };
    throw error;
  }
}

class FaultFound extends Error {
  constructor(readonly fault: LogFault) {
    super(fault.code);
  }
}

type OpenLink = { link: LogLink; hashes: Hash; taken: number };

/** Takes the lines of one log in their order; throws FaultFound at the first that is wrong. */
class LogVerifier {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly file: Hash = createHash("sha256");
  private line = 0;
  private chain: string | null = null;
  private texts = false;
  private head = { position: 0, hash: "" };
  private open: OpenLink | null = null;
  private end: LogEnd | null = null;
  private counts = { entries: 0, erased: 0, withheld: 0, texts: 0, signedHeads: 0 };
  /** Clients of whom something is gone, with the first such entry; and those whose erasure stands in the chain. */
  private readonly gone = new Map<number, LogFault>();
  private readonly erasedClients = new Set<number>();

  constructor(private readonly options: VerifyOptions) {
    this.keys = new Map(options.keys.map((key) => [keyIdOf(key), key]));
    for (const client of options.part?.erased ?? []) this.erasedClients.add(client);
  }

  take(bytes: Buffer): void {
    this.line += 1;
    if (this.end) throw this.fault("GOES_ON");
    const line = readLogLine(bytes);
    if (this.chain === null) this.begin(line);
    else if (line === null || "log" in line) throw this.fault("UNREADABLE", this.open ? this.open.link : { position: this.head.position + 1 });
    else if ("entry" in line) this.takeEntry(line.entry);
    else if (this.open) throw this.fault("OUT_OF_PLACE", { ...this.open.link, place: this.open.taken + 1 });
    else if ("link" in line) this.takeLink(line.link);
    else if ("signature" in line) this.takeSignature(line.signature);
    else if ("stray" in line) this.takeStray(line.stray);
    else this.takeEnd(line.end);
    this.file.update(bytes);
  }

  private begin(line: LogLine | null): void {
    if (line === null || !("log" in line) || line.log !== LOG_FORMAT) throw this.fault("NOT_A_LOG");
    this.chain = line.chain;
    this.texts = line.texts;
    this.head = { ...(this.options.part?.head ?? { position: 0, hash: sha256(genesisText(line.chain)) }) };
    this.checkEarlier();
  }

  finish() {
    if (this.chain === null || !this.end) throw this.fault("ENDS_EARLY", this.open ? this.open.link : { position: this.head.position });
    const { at } = this.end;
    return { chain: this.chain, links: this.head.position - (this.options.part?.head.position ?? 0), ...this.counts, head: { ...this.head, at } };
  }

  private takeLink(link: LogLink): void {
    if (link.position !== this.head.position + 1) throw this.fault("OUT_OF_PLACE", { ...link, position: this.head.position + 1 });
    if (link.previous !== this.head.hash) throw this.fault("NOT_CHAINED", link);
    if (link.entries < 1) throw this.fault("LINK_CHANGED", link);
    this.open = { link, hashes: createHash("sha256"), taken: 0 };
  }

  private takeEntry(entry: LogEntry): void {
    const { open } = this;
    if (!open || entry.position !== open.link.position || entry.place !== open.taken + 1) {
      throw this.fault("OUT_OF_PLACE", open ? { ...open.link, place: open.taken + 1 } : { position: this.head.position + 1 });
    }
    const where = { ...entry, kind: open.link.kind };
    this.checkContent(entry, open.link.kind);
    open.hashes.update(Buffer.from(entry.hash, "hex"));
    open.taken += 1;
    this.counts.entries += 1;
    if (entry.state === "WITHHELD") this.counts.withheld += 1;
    if (open.link.kind === "erasure") this.erasedClients.add(entry.client);
    if (entry.erased) this.noteGone(entry.client, this.fault("TEXT_GONE", where).fault);
    if (open.taken === open.link.entries) this.closeLink(open);
  }

  private closeLink({ link, hashes }: OpenLink): void {
    if (sha256(linkText(this.chain ?? "", link, hashes.digest("hex"))) !== link.hash) throw this.fault("LINK_CHANGED", link);
    this.head = { position: link.position, hash: link.hash };
    this.open = null;
    this.checkEarlier();
  }

  private checkContent(entry: LogEntry, kind: string): void {
    const where = { ...entry, kind };
    if (entry.state === "MISSING") throw this.fault("ENTRY_MISSING", where);
    if (entry.state === "WITHHELD") {
      if (entry.content !== null || entry.text !== null || entry.salt !== null || entry.erased) throw this.fault("ENTRY_CHANGED", where);
      return;
    }
    if (entry.content === null || sha256(entry.content) !== entry.hash) throw this.fault("ENTRY_CHANGED", where);
    const said = contentFields(entry.content);
    if (said.kind !== kind || said.fields.get("client_id") !== String(entry.client) || said.fields.get("id") !== entry.id) throw this.fault("ENTRY_CHANGED", where);
    this.checkText(entry, said.fields.get("personal"), where);
  }

  private checkText(entry: LogEntry, commitment: string | undefined, where: Partial<LogFault>): void {
    const isTold = entry.text !== null || entry.salt !== null;
    if (isTold && (!this.texts || entry.erased || commitmentOf(entry) !== commitment)) throw this.fault("TEXT_CHANGED", where);
    if (!isTold && !entry.erased && this.texts && commitment !== undefined) throw this.fault("TEXT_GONE", where);
    if (entry.erased && commitment === undefined) throw this.fault("TEXT_CHANGED", where);
    this.counts.texts += Number(isTold);
    this.counts.erased += Number(entry.erased);
  }

  private takeSignature(signature: SignedHead): void {
    if (signature.position > this.head.position) throw this.fault("HEAD_GONE", signature);
    if (signature.position !== this.head.position || signature.hash !== this.head.hash) throw this.fault("HEAD_REPLACED", signature);
    this.checkSignature(signature, signedHeadText(this.chain ?? "", signature), signature.position);
    this.counts.signedHeads += 1;
  }

  private takeStray({ kind, client, id }: StrayRow): void {
    throw this.fault("STRAY_ROW", { kind, client, id });
  }

  private takeEnd(end: LogEnd): void {
    const { position, hash } = this.head;
    if (end.position !== position || end.hash !== hash || end.links !== position || end.entries !== this.counts.entries) throw this.fault("ENDS_EARLY", { position: position + 1 });
    for (const [client, fault] of this.gone) if (!this.erasedClients.has(client)) throw new FaultFound(fault);
    if (end.sha256 !== this.file.copy().digest("hex")) throw this.fault("FILE_CHANGED");
    this.checkSignature(end, signedEndText(this.chain ?? "", end), position);
    const { earlier } = this.options;
    if (earlier && earlier.position > position) throw this.fault("EARLIER_REPLACED", { position: earlier.position });
    this.end = end;
  }

  private checkEarlier(): void {
    const { earlier } = this.options;
    if (earlier?.position === this.head.position && earlier.hash !== this.head.hash) throw this.fault("EARLIER_REPLACED", this.head);
  }

  private checkSignature({ key: id, signature }: Pick<LogEnd, "key" | "signature">, text: string, position: number): void {
    const key = this.keys.get(id);
    if (!key) throw this.fault("KEY_UNKNOWN", { position });
    const bytes = Buffer.from(signature, "base64");
    if (bytes.toString("base64") !== signature || !verify(null, Buffer.from(text), key, bytes)) throw this.fault("SIGNATURE_WRONG", { position });
  }

  private noteGone(client: number, fault: LogFault): void {
    if (!this.gone.has(client)) this.gone.set(client, fault);
  }

  private fault(code: LogFaultCode, where: Partial<LogFault> = {}): FaultFound {
    const { position = null, place = null, kind = null, client = null, id = null } = where;
    return new FaultFound({ code, line: this.line, chain: this.chain, position, place, kind, client, id });
  }
}

function commitmentOf({ salt, text }: LogEntry): string | null {
  return salt === null || text === null ? null : sha256(Buffer.from(salt, "hex"), text);
}

function sha256(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
}
