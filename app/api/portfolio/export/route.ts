import { readWording } from "@/app/(workbench)/portfolio/wording";
import { fileRequest } from "@/lib/auth/file-request";
import { openText } from "@/lib/auth/sealed-text";
import { beginClientExport, clientsToExport } from "@/lib/data/client-export";
import { getToday } from "@/lib/data/next-actions";
import type { ExportCell, ExportFormat } from "@/lib/domain/client-export";
import type { PortfolioCard } from "@/lib/domain/portfolio";
import { AppError } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/translations";
import { clientExportInput } from "@/lib/schemas/client-export";
import { openSelection } from "@/lib/schemas/client-selection";
import { DEFAULT_COLUMNS } from "@/lib/schemas/list-layout";
import { csvFile } from "./csv-file";
import { exportColumns, type ExportColumn } from "./export-columns";
import { streamOf } from "./file-stream";
import { xlsxFile } from "./xlsx-file";

const TYPES: Record<ExportFormat, string> = { csv: "text/csv; charset=utf-8", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };

/** The clients of a list as a file, sent while they are read. Who took how many of them is noted before the first leaves. */
export const POST = fileRequest("client.export", async (viewer, request) => {
  const parsed = clientExportInput.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new AppError("INVALID", "not an export");
  const { format } = parsed.data;
  const selection = openSelection(parsed.data.selection, openText);
  const [wording, words, today] = [await readWording(), await getTranslations("export"), await getToday(viewer)];
  const count = await beginClientExport(viewer, selection, format);
  const columns = exportColumns(selection.filter.columns ?? DEFAULT_COLUMNS[viewer.role === "SUPERVISOR" ? "supervised" : "own"], { ...wording, words });
  const [headings, pages] = [columns.map(({ heading }) => heading), cellsOf(columns, clientsToExport(viewer, selection))];
  const file = format === "csv" ? csvFile(headings, pages, wording.locale) : xlsxFile(words("sheet"), headings, pages);
  return new Response(streamOf(file), {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename="clients-${today}.${format}"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
      "X-Clients": String(count),
    },
  });
});

async function* cellsOf(columns: readonly ExportColumn[], pages: AsyncIterable<PortfolioCard[]>): AsyncGenerator<ExportCell[][]> {
  for await (const cards of pages) yield cards.map((card) => columns.map(({ cellOf }) => cellOf(card)));
}
