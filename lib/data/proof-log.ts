import { createHash, type Hash } from "node:crypto";
import { LOG_FORMAT, signedEndText, type EntryState, type LogEnd, type LogEntry, type LogLine, type LogLink, type SignedHead, type StrayRow } from "@/lib/domain/proof-log";
import type { SqlRunner } from "./statement";

/** Signs a text with the bank's key of the day; the signature is base64. */
export type LogSigner = { keyId: string; sign: (text: string) => string };

/** The links after one position, up to another. */
export type LogSpan = { after: number; upTo: number };

/** `span`: these links alone; they are no whole log, and only who knows what comes before can verify them. */
export type LogExport = { branchId: number; /** With what is personal, for whoever may read it. */ texts: boolean; signer: LogSigner; span?: LogSpan };

const LINKS_A_ROUND = 200;
const ENTRIES_A_ROUND = 2_000;

/**
 * The log of a branch, line by line: its chain from the first link to the present head, with what the database says of each
 * entry now. Lines come while they are read. Whoever may not see the branch gets nothing. Format: docs/log-format.md.
 */
export async function* exportLog(run: SqlRunner, { branchId, texts, signer, span }: LogExport): AsyncGenerator<string> {
  const chain = await chainName(run, branchId);
  if (chain === null) return;
  const file = createHash("sha256");
  const said = (line: LogLine) => written(file, line);
  // Rows and chains as of one instant: what is logged from now on is in both.
  const strays = span ? [] : await readStrays(run, branchId);
  const { after, upTo } = span ?? { after: 0, upTo: Number.MAX_SAFE_INTEGER };
  const heads = (await readSignedHeads(run, branchId)).filter(({ position }) => !span || (position >= after && position <= upTo));
  yield said({ log: LOG_FORMAT, chain, texts });
  yield* heads.filter(({ position }) => position === after).map((signature) => said({ signature }));
  let last: LogLink | null = null;
  let entries = 0;
  // Until there is none: what is erased meanwhile stands further on in the chain.
  for (let links = await readLinks(run, branchId, { after, upTo }); links.length > 0; links = await readLinks(run, branchId, { after: last?.position ?? after, upTo })) {
    for await (const { link, entries: sealed } of withEntries(run, { branchId, texts }, links)) {
      yield said({ link }) + sealed.map((entry) => said({ entry })).join("");
      yield* heads.filter(({ position }) => position === link.position).map((signature) => said({ signature }));
      last = link;
      entries += sealed.length;
    }
  }
  const position = last?.position ?? after;
  yield* heads.filter((head) => head.position > position).map((signature) => said({ signature }));
  yield* strays.map((stray) => said({ stray }));
  yield `${JSON.stringify({ end: signedEnd(chain, signer, { position, hash: last?.hash ?? (await hashAt(run, branchId, position)), at: new Date().toISOString(), links: position, entries, sha256: file.digest("hex") }) })}\n`;
}

function written(file: Hash, line: LogLine): string {
  const text = `${JSON.stringify(line)}\n`;
  file.update(text);
  return text;
}

function signedEnd(chain: string, { keyId, sign }: LogSigner, end: Omit<LogEnd, "key" | "signature">): LogEnd {
  return { ...end, key: keyId, signature: sign(signedEndText(chain, end)) };
}

async function chainName(run: SqlRunner, branchId: number): Promise<string | null> {
  const [row] = await run<{ name: string }>("SELECT name FROM proof_chain WHERE branch_id = $1", [branchId]);
  return row?.name ?? null;
}

/** Of the link at a position; of the head where there is none. */
async function hashAt(run: SqlRunner, branchId: number, position: number): Promise<string> {
  const [row] = await run<{ hash: string }>(
    "SELECT encode(coalesce((SELECT l.hash FROM proof_link l WHERE l.branch_id = c.branch_id AND l.position = $2::bigint), c.hash), 'hex') AS hash FROM proof_chain c WHERE c.branch_id = $1",
    [branchId, position],
  );
  return row?.hash ?? "";
}

function readStrays(run: SqlRunner, branchId: number): Promise<StrayRow[]> {
  return run<StrayRow>(`SELECT kind, client_id AS client, row_id AS id FROM proof_strays($1::int) ORDER BY 1, 2, 3`, [branchId]);
}

function readSignedHeads(run: SqlRunner, branchId: number): Promise<SignedHead[]> {
  return run<SignedHead>(
    `SELECT position::float8 AS position, encode(hash, 'hex') AS hash, proof_instant(signed_at) AS at, key_id AS key, translate(encode(signature, 'base64'), E'\\n', '') AS signature
     FROM proof_signature WHERE branch_id = $1 ORDER BY signed_at`,
    [branchId],
  );
}

function readLinks(run: SqlRunner, branchId: number, { after, upTo }: LogSpan): Promise<LogLink[]> {
  return run<LogLink>(
    `SELECT position::float8 AS position, proof_instant(linked_at) AS at, kind, cardinality(row_ids) AS entries, encode(previous, 'hex') AS previous, encode(hash, 'hex') AS hash
     FROM proof_link WHERE branch_id = $1 AND position > $2::bigint AND position <= $3::bigint ORDER BY proof_link.position LIMIT ${LINKS_A_ROUND}`,
    [branchId, after, upTo],
  );
}

type SealedLink = { link: LogLink; entries: LogEntry[] };

/** Few links of many entries, or many of few: never more at once than a process of little memory can hold. */
async function* withEntries(run: SqlRunner, { branchId, texts }: Pick<LogExport, "branchId" | "texts">, links: readonly LogLink[]): AsyncGenerator<SealedLink> {
  for (let first = 0; first < links.length; ) {
    const group = smallGroup(links.slice(first));
    const entries = await readEntries(run, { branchId, texts, first: group[0]?.position ?? 0, last: group.at(-1)?.position ?? 0 });
    for (const link of group) yield { link, entries: entries.filter(({ position }) => position === link.position) };
    first += group.length;
  }
}

function smallGroup(links: readonly LogLink[]): readonly LogLink[] {
  let entries = 0;
  const end = links.findIndex((link) => (entries += link.entries) > ENTRIES_A_ROUND);
  return end === -1 ? links : links.slice(0, Math.max(1, end));
}

type Range = { branchId: number; texts: boolean; first: number; last: number };

function readEntries(run: SqlRunner, { branchId, first, last, texts }: Range): Promise<LogEntry[]> {
  return run<LogEntry & { state: EntryState }>(
    `SELECT position::float8 AS position, place, client_id AS client, row_id AS id, encode(hash, 'hex') AS hash, state, content, erased, encode(salt, 'hex') AS salt, body AS text
     FROM proof_entries($1::int, $2::bigint, $3::bigint, $4::boolean)`,
    [branchId, first, last, texts],
  );
}
