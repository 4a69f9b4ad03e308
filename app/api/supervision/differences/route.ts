import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { streamOf } from "@/app/api/portfolio/export/file-stream";
import { fileRequest } from "@/lib/auth/file-request";
import { openText } from "@/lib/auth/sealed-text";
import { beginDifferencesExport, differencesToExport } from "@/lib/data/advisor-differences";
import { getToday } from "@/lib/data/next-actions";
import type { AdvisorDifference } from "@/lib/domain/advisor-difference";
import type { ExportCell } from "@/lib/domain/client-export";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { parseDifferenceFilter } from "@/lib/schemas/advisor-difference";

const COLUMNS = ["client", "segment", "advisor", "feed", "standing", "kind", "why", "until", "decidedBy"] as const;

/** The differences of a list as a file that is sent while they are read. Who took how many of them is noted before the first line leaves. */
export const GET = fileRequest("client.reassign", async (viewer, request) => {
  const filter = parseDifferenceFilter(Object.fromEntries(new URL(request.url).searchParams), openText);
  const [locale, t, domain, today] = [await getLocale(), await getTranslations("differences"), await getTranslations("domain"), await getToday(viewer)];
  await beginDifferencesExport(viewer, filter);
  const cells = (row: AdvisorDifference): ExportCell[] => [
    text(`${row.lastName} ${row.firstName}`), text(domain(`segment.${row.segment ?? "NEW"}`)), text(row.advisorName), text(row.feedAdvisorName), text(t(`standing.${filter.standing}`)),
    row.kind && text(t(`kind.${row.kind}`)), row.on && { type: "day", value: row.on }, row.untilOn && { type: "day", value: row.untilOn }, text(row.decidedBy),
  ];
  return new Response(streamOf(csvFile(COLUMNS.map((column) => t(`column.${column}`)), rowsOf(differencesToExport(viewer, filter), cells), locale)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="differences-${today}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

function text(value: string | null): ExportCell {
  return value === null ? null : { type: "text", value };
}

async function* rowsOf(pages: AsyncIterable<AdvisorDifference[]>, cells: (row: AdvisorDifference) => ExportCell[]): AsyncGenerator<ExportCell[][]> {
  for await (const rows of pages) yield rows.map(cells);
}
