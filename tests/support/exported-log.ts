import { createPublicKey, generateKeyPairSync } from "node:crypto";
import type pg from "pg";
import { exportLog } from "@/lib/data/proof-log";
import type { LogLine, LogVerdict } from "@/lib/domain/proof-log";
import { linesOf } from "@/lib/jobs/proof/log-lines";
import { signerOf, type SigningKey } from "@/lib/jobs/proof/signing-key";
import { verifyLog, type VerifyOptions } from "@/lib/jobs/proof/verify-log";

/** A key of one test file. */
export function newKey(): SigningKey {
  return signerOf(generateKeyPairSync("ed25519").privateKey);
}

/** The log of a branch as the owner's command writes it. */
export async function exportedLog(owner: pg.Pool, branchId: number, signer: SigningKey, texts = true): Promise<Buffer> {
  const run = async <Row>(sql: string, values: readonly unknown[]) => (await owner.query<Row & pg.QueryResultRow>(sql, [...values])).rows as Row[];
  const lines: string[] = [];
  for await (const line of exportLog(run, { branchId, texts, signer })) lines.push(line);
  return Buffer.from(lines.join(""));
}

export function verified(log: Buffer, signer: SigningKey, earlier?: VerifyOptions["earlier"]): Promise<LogVerdict> {
  return verifyLog(linesOf(oneChunk(log)), { keys: [createPublicKey(signer.publicKey)], earlier });
}

/** The code of what is wrong first; null where nothing is. */
export async function faultOf(log: Buffer, signer: SigningKey): Promise<string | null> {
  const verdict = await verified(log, signer);
  return verdict.sound ? null : verdict.fault.code;
}

export function parsedLines(log: Buffer): LogLine[] {
  return log.toString().trimEnd().split("\n").map((line) => JSON.parse(line) as LogLine);
}

async function* oneChunk(log: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(log);
}
