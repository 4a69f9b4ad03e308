import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { streamOf } from "@/app/api/portfolio/export/file-stream";
import { trailWords } from "@/components/looks/trail-table";
import { fileRequest } from "@/lib/auth/file-request";
import { openText } from "@/lib/auth/sealed-text";
import { beginTrailExport, trailToExport } from "@/lib/data/audit-trail";
import type { TrailEntry } from "@/lib/domain/audit-trail";
import type { ExportCell } from "@/lib/domain/client-export";
import { bankDayOf } from "@/lib/domain/dates";
import { formatInstant } from "@/lib/i18n/format";
import { getLocale, getTranslations, MESSAGES } from "@/lib/i18n/translations";
import { parseTrailFilter } from "@/lib/schemas/trail-filter";

/** A trail as it was searched, as a file that is sent while it is read. Who took how much of whose trail is noted before the first line leaves. */
export const GET = fileRequest("looks.export", async (viewer, request) => {
  const today = bankDayOf(new Date());
  const filter = parseTrailFilter(Object.fromEntries(new URL(request.url).searchParams), today, openText);
  await beginTrailExport(viewer, filter);
  const [locale, t] = [await getLocale(), await getTranslations("looks")];
  const headings = (["day", "time", "who", "what", "client", "clientId", "shown"] as const).map((column) => t(`csv.${column}`));
  const says = (entry: TrailEntry) => trailWords(entry, Object.keys(MESSAGES[locale].looks.where), t);
  return new Response(streamOf(csvFile(headings, rowsOf(trailToExport(viewer, filter), says), locale)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="trail-${filter.from}-${filter.until}.csv"`,
      "Cache-Control": "no-store",
      "X-Content-Type-Options": "nosniff",
    },
  });
});

async function* rowsOf(pages: AsyncIterable<TrailEntry[]>, says: (entry: TrailEntry) => string): AsyncGenerator<ExportCell[][]> {
  const text = (value: string | null): ExportCell => (value ? { type: "text", value } : null);
  const number = (value: number | null): ExportCell => (value === null ? null : { type: "number", value });
  for await (const entries of pages) {
    yield entries.map((entry) => {
      const at = new Date(entry.at);
      return [{ type: "day", value: bankDayOf(at) }, text(formatInstant("fr", at, "time")), text(entry.userName), text(says(entry)), text(entry.clientName), number(entry.clientId), number(entry.shown)];
    });
  }
}
