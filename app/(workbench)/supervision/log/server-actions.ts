"use server";
import { createPublicKey } from "node:crypto";
import { serverAction } from "@/lib/auth/server-action";
import { beginLogReading, listLogKeys, readBranchLog } from "@/lib/data/proof-chains";
import { getLocale } from "@/lib/i18n/translations";
import { sayVerdict } from "@/lib/jobs/proof/log-words";
import { signingKey } from "@/lib/jobs/proof/signing-key";
import { verifyLog } from "@/lib/jobs/proof/verify-log";
import { logChainInput } from "@/lib/schemas/log-chain";

/**
 * Verifies the log of a branch as it stands in the database now, against every key that the bank has signed with. Whoever does
 * not trust this server downloads it and verifies it elsewhere.
 */
export const verifyLogAction = serverAction("proof.verify", logChainInput, async (viewer, { branchId }) => {
  await beginLogReading(viewer, "proof.verify", { branchId, texts: false });
  const signer = signingKey();
  const keys = [signer.publicKey, ...(await listLogKeys(viewer))].map((pem) => createPublicKey(pem));
  const verdict = await verifyLog(bytesOf(readBranchLog(viewer, { branchId, texts: false, signer })), { keys });
  return { isSound: verdict.sound, lines: sayVerdict(await getLocale(), verdict).split("\n").map((line) => line.trim()) };
});

async function* bytesOf(lines: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  for await (const text of lines) for (const line of text.match(/[^\n]*\n/g) ?? []) yield Buffer.from(line);
}
