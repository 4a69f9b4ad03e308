import { getLocale } from "@/lib/i18n/translations";
import { fileRequest } from "@/lib/auth/file-request";
import { getDelivery, listRefusedRows } from "@/lib/data/deliveries";
import { getUpload } from "@/lib/data/uploads";
import type { Viewer } from "@/lib/data/viewer";
import { AppError } from "@/lib/errors";
import type { FileInspection } from "@/lib/import/inspection";
import { type RefusedCsv, refusedCsv, refusedFileName } from "@/lib/import/refused-csv";
import type { RowProblem } from "@/lib/schemas/row-problem";
import { uploadIdOf } from "@/lib/schemas/upload";

export const dynamic = "force-dynamic";

/** The refused rows of one file, as the file was written and with the reasons, to be corrected and sent again. */
export const GET = fileRequest<{ uploadId: string; fileId: string }>("imports.manage", async (viewer, _request, params) => {
  const [uploadId, fileId] = [uploadIdOf(params.uploadId), uploadIdOf(params.fileId)];
  if (uploadId === null || fileId === null) throw new AppError("NOT_FOUND", "not an id");
  const [upload, delivery, language] = await Promise.all([getUpload(viewer, uploadId), getDelivery(viewer, uploadId), getLocale()]);
  const name = upload?.files.find(({ id }) => id === fileId)?.name;
  const file = delivery?.files.find(({ id }) => id === fileId);
  const { settings = null, columns = [] } = (file?.inspection ?? {}) as Partial<FileInspection>;
  if (name === undefined || settings === null) throw new AppError("NOT_FOUND", `no refused rows of file ${fileId}`);
  return new Response(streamOf(refusedBytes(viewer, { uploadId, fileId }, refusedCsv({ settings, columns }, language))), {
    headers: {
      "Content-Type": "text/csv",
      "Content-Disposition": `attachment; filename="refused.csv"; filename*=UTF-8''${encodeURIComponent(refusedFileName(language, name)).replaceAll("'", "%27")}`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

async function* refusedBytes(viewer: Viewer, file: { uploadId: string; fileId: string }, csv: RefusedCsv): AsyncGenerator<Uint8Array> {
  yield csv.header();
  let afterLine = 0;
  for (;;) {
    const rows = await listRefusedRows(viewer, { ...file, afterLine });
    if (rows.length === 0) return;
    yield Buffer.concat(rows.map(({ cells, problems }) => csv.row(cells, problems as readonly RowProblem[])));
    afterLine = rows.at(-1)?.line ?? Number.MAX_SAFE_INTEGER;
  }
}

function streamOf(pieces: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
