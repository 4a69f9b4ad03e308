import { fileRequest } from "@/lib/auth/file-request";
import { beginLogReading, readBranchLog } from "@/lib/data/proof-chains";
import { AppError } from "@/lib/errors";
import { signingKey } from "@/lib/jobs/proof/signing-key";
import { logEvent, traceOf } from "@/lib/log";
import { logChainInput } from "@/lib/schemas/log-chain";

/** The log of a branch as a file, sent while it is read; `?texts=1`: with what is personal. Noted before the first of it leaves. */
export const GET = fileRequest<{ branchId: string }>("proof.export", async (viewer, request, params) => {
  const parsed = logChainInput.safeParse(params);
  if (!parsed.success) throw new AppError("NOT_FOUND", "no branch");
  const { branchId } = parsed.data;
  const texts = new URL(request.url).searchParams.get("texts") === "1";
  await beginLogReading(viewer, "proof.export", { branchId, texts });
  return new Response(streamOf(readBranchLog(viewer, { branchId, texts, signer: signingKey() })), {
    headers: {
      "Content-Type": "application/jsonl; charset=utf-8",
      "Content-Disposition": `attachment; filename="log-${branchId}${texts ? "-texts" : ""}.jsonl"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

/** Asked for as it is taken: a slow receiver makes the database wait, not the memory grow. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await lines.next();
        if (done) controller.close();
        else controller.enqueue(bytes.encode(value));
      } catch (error) {
        logEvent("export.broken", traceOf(error));
        // A file that ends early must not look whole.
        controller.error(new Error("export broken"));
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
}
