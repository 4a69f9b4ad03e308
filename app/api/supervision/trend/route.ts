import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { streamOf } from "@/app/api/portfolio/export/file-stream";
import { fileRequest } from "@/lib/auth/file-request";
import { beginFiguresExport } from "@/lib/data/follow-up-export";
import { getTrendCalendar, listPartCounts } from "@/lib/data/follow-up-trend";
import type { ExportCell } from "@/lib/domain/client-export";
import { monthsToShow } from "@/lib/domain/follow-up-measures";
import { followUpReport, type ReportedMeasure } from "@/lib/domain/follow-up-report";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { parseTrendFilter, periodOf } from "@/lib/schemas/trend-filter";

/** The figures of the page by month, as a file. */
export const GET = fileRequest("followUp.export", async (viewer, request) => {
  const filter = parseTrendFilter(Object.fromEntries(new URL(request.url).searchParams));
  const calendar = await getTrendCalendar(viewer);
  const months = monthsToShow(calendar.today);
  const counts = await listPartCounts(viewer, filter, calendar);
  await beginFiguresExport(viewer, filter);
  const report = followUpReport(counts, { advisorId: filter.advisorId, period: periodOf(filter, months, calendar.today), months, byKind: filter.kind !== null });
  const [t, locale] = [await getTranslations("trend"), await getLocale()];
  const headings = (["measure", "month", "value", "counted", "of", "days"] as const).map((column) => t(`csv.${column}`));
  const name = (measure: ReportedMeasure) => t(`measure.${measure.name}`);
  return new Response(streamOf(csvFile(headings, rowsOf(report, name), locale)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="follow-up-${calendar.today}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

async function* rowsOf(report: readonly ReportedMeasure[], name: (measure: ReportedMeasure) => string): AsyncGenerator<ExportCell[][]> {
  for (const measure of report) {
    yield measure.byMonth.map(({ month, value, counted, of }) => {
      const figure: ExportCell = value === null ? null : { type: "number", value: Math.round(value * 10_000) / 10_000 };
      const isDays = measure.name === "DAYS";
      return [{ type: "text", value: name(measure) }, { type: "day", value: month }, isDays ? null : figure, { type: "number", value: counted }, { type: "number", value: of }, isDays ? figure : null];
    });
  }
}
