import { createPublicKey } from "node:crypto";
import { fileRequest } from "@/lib/auth/file-request";
import { beginLogReading, findLogPart, listLogKeys, readBranchLog, type LogPart } from "@/lib/data/proof-chains";
import type { Viewer } from "@/lib/data/viewer";
import { bankDayOf } from "@/lib/domain/dates";
import type { LogVerdict } from "@/lib/domain/proof-log";
import { AppError } from "@/lib/errors";
import { formatInstant } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { sayVerdict } from "@/lib/jobs/proof/log-words";
import { signingKey } from "@/lib/jobs/proof/signing-key";
import { verifyLog } from "@/lib/jobs/proof/verify-log";
import { logChainInput, sealedDaysOf } from "@/lib/schemas/log-chain";
import { toldWhile } from "./told-while";

/**
 * Verifies the log of a branch as it stands in the database now, or what was sealed on some days of it, against every key
 * that the bank has signed with; tells how far it is while it reads. Whoever does not trust this server downloads the log
 * and verifies it elsewhere.
 */
export const GET = fileRequest<{ branchId: string }>("proof.verify", async (viewer, request, params) => {
  const parsed = logChainInput.safeParse(params);
  if (!parsed.success) throw new AppError("NOT_FOUND", "no branch");
  const { branchId } = parsed.data;
  const days = sealedDaysOf(Object.fromEntries(new URL(request.url).searchParams));
  await beginLogReading(viewer, "proof.verify", { branchId, texts: false, ...days });
  const [part, locale, t] = [days && (await findLogPart(viewer, { branchId, ...days })), await getLocale(), await getTranslations("proofLog")];
  const body = toldWhile(async (tell) => {
    let sealed = 0;
    const onLink: OnLink = ({ position, at }) => {
      const day = bankDayOf(new Date(at));
      if (days && day >= days.from && day <= days.until) sealed += 1;
      tell({ done: position - (part?.after ?? 0) });
    };
    const verdict = await verify(viewer, { branchId, part, onLink });
    const about = part && verdict.sound ? [t(`part.${partOf(part)}`, { after: part.after, upTo: part.upTo }), t("part.sealed", { count: sealed })] : [];
    return { isSound: verdict.sound, lines: [...sayVerdict(locale, withInstant(locale, verdict)).split("\n").map((line) => line.trim()), ...about] };
  });
  return new Response(body, { headers: { "Content-Type": "application/jsonl; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } });
});

type OnLink = (link: { position: number; at: string }) => void;
type Verification = { branchId: number; part: LogPart | null; onLink: OnLink };

async function verify(viewer: Viewer, { branchId, part, onLink }: Verification): Promise<LogVerdict> {
  const signer = signingKey();
  const keys = [signer.publicKey, ...(await listLogKeys(viewer))].map((pem) => createPublicKey(pem));
  const lines = readBranchLog(viewer, { branchId, texts: false, signer, span: part ?? undefined });
  return verifyLog(bytesOf(lines, onLink), { keys, part: part ? { head: { position: part.after, hash: part.hash }, erased: part.erased } : undefined });
}

const LINK = /^\{"link":\{"position":(\d+),"at":"([^"]+)"/;

async function* bytesOf(lines: AsyncGenerator<string>, onLink: OnLink): AsyncGenerator<Buffer> {
  for await (const text of lines) {
    const [, position, at] = LINK.exec(text) ?? [];
    if (position && at) onLink({ position: Number(position), at });
    for (const line of text.match(/[^\n]*\n/g) ?? []) yield Buffer.from(line);
  }
}

function withInstant(locale: Locale, verdict: LogVerdict): LogVerdict {
  if (!verdict.sound) return verdict;
  const { head } = verdict.log;
  return { ...verdict, log: { ...verdict.log, head: { ...head, at: formatInstant(locale, new Date(head.at)) } } };
}

function partOf({ isSignedBefore, isSignedAfter }: LogPart): "between" | "fromFirst" | "untilNow" | "whole" {
  if (isSignedAfter) return isSignedBefore ? "between" : "fromFirst";
  return isSignedBefore ? "untilNow" : "whole";
}
