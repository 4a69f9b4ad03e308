import { exportLog } from "@/lib/data/proof-log";
import { connectAsOwner } from "../owner-connection";
import type { SigningKey } from "./signing-key";

export type LogRequest = { /** The code of a branch. */ branch: string; texts: boolean; signer: SigningKey };

/** The log of a branch as the owner sees all of it, line by line. Null for a branch that does not exist. */
export async function openLogExport(ownerUrl: string, { branch, texts, signer }: LogRequest): Promise<AsyncGenerator<string> | null> {
  const db = await connectAsOwner(ownerUrl);
  const run = async <Row>(sql: string, values: readonly unknown[]) => (await db.query(sql, [...values])).rows as Row[];
  const [chain] = await run<{ branchId: number }>(`SELECT branch_id AS "branchId" FROM proof_chain WHERE name = $1`, [branch]);
  if (chain) return closing(exportLog(run, { branchId: chain.branchId, texts, signer }), () => db.end());
  await db.end();
  return null;
}

/** The codes of the branches that have a log. */
export async function listLogBranches(ownerUrl: string): Promise<string[]> {
  const db = await connectAsOwner(ownerUrl);
  const { rows } = await db.query<{ name: string }>("SELECT name FROM proof_chain ORDER BY name").finally(() => db.end());
  return rows.map(({ name }) => name);
}

async function* closing(lines: AsyncGenerator<string>, close: () => Promise<void>): AsyncGenerator<string> {
  try {
    yield* lines;
  } finally {
    await close();
  }
}
