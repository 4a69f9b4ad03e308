import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { streamOf } from "@/app/api/portfolio/export/file-stream";
import { entryWords, type EntryWording } from "@/components/follow-up/trend/trend-entries-table";
import { fileRequest } from "@/lib/auth/file-request";
import { openText } from "@/lib/auth/sealed-text";
import { beginEntriesExport } from "@/lib/data/follow-up-export";
import { getTrendCalendar, trendEntriesToExport } from "@/lib/data/follow-up-trend";
import type { ExportCell } from "@/lib/domain/client-export";
import type { TrendEntry } from "@/lib/domain/follow-up-entries";
import type { FollowUpPart } from "@/lib/domain/follow-up-measures";
import { AppError } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { parseTrendEntryFilter } from "@/lib/schemas/trend-filter";

/** The entries behind one figure, as a file that is sent while they are read. Who took how many of them is noted before the first leaves. */
export const GET = fileRequest("followUp.export", async (viewer, request) => {
  const filter = parseTrendEntryFilter(Object.fromEntries(new URL(request.url).searchParams), openText);
  if (!filter) throw new AppError("INVALID", "no figure is named");
  const calendar = await getTrendCalendar(viewer);
  await beginEntriesExport(viewer, filter, calendar);
  const wording: EntryWording = { locale: await getLocale(), t: await getTranslations("trend"), domain: await getTranslations("domain") };
  const headings = (["client", "onDay", "about", "detail", "contact", "segment", "advisor"] as const).map((column) => wording.t(`entries.column.${column}`));
  return new Response(streamOf(csvFile(headings, rowsOf(trendEntriesToExport(viewer, filter, calendar), filter.part, wording), wording.locale)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="follow-up-${filter.part.toLowerCase()}-${calendar.today}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

async function* rowsOf(pages: AsyncIterable<TrendEntry[]>, part: FollowUpPart, wording: EntryWording): AsyncGenerator<ExportCell[][]> {
  const text = (value: string): ExportCell => (value === "" ? null : { type: "text", value });
  for await (const entries of pages) {
    yield entries.map((entry) => {
      const { about, detail, contact } = entryWords(entry, part, wording);
      return [
        text(`${entry.lastName} ${entry.firstName}`), entry.onDay && { type: "day" as const, value: entry.onDay }, text(about), text(detail), text(contact),
        text(wording.domain(`segment.${entry.tab}`)), text(entry.advisorName),
      ];
    });
  }
}
