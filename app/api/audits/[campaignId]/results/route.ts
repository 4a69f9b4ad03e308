import { csvFile } from "@/app/api/portfolio/export/csv-file";
import { fileRequest } from "@/lib/auth/file-request";
import { getCampaign } from "@/lib/data/control-campaigns";
import { exportResults, type ResultRow } from "@/lib/data/control-report";
import type { ExportCell } from "@/lib/domain/client-export";
import type { GridQuestion } from "@/lib/domain/control-campaign";
import { AppError } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/translations";
import { campaignIdOf } from "@/lib/schemas/control-campaign";

export const dynamic = "force-dynamic";

const COLUMNS = ["place", "interaction", "client", "stratum", "look", "reviewer", "compliant", "verdict", "remark", "doneAt"] as const;

/** Every look that may be told, a line each. Who took it is noted. */
export const GET = fileRequest<{ campaignId: string }>("control.run", async (viewer, _request, params) => {
  const id = campaignIdOf(params.campaignId);
  const file = id === null ? null : await getCampaign(viewer, id);
  if (id === null || !file) throw new AppError("NOT_FOUND", "no such campaign for this viewer");
  const [rows, t, locale] = [await exportResults(viewer, id), await getTranslations("control.csv"), await getLocale()];
  const { questions } = file.campaign;
  const pieces: Uint8Array[] = [];
  for await (const piece of csvFile([...COLUMNS.map((column) => t(column)), ...questions.map(({ code }) => code)], pageOf(rows, questions), locale)) pieces.push(piece);
  return new Response(Buffer.concat(pieces), {
    headers: { "Content-Type": "text/csv; charset=utf-8", "Content-Disposition": `attachment; filename="control-${id}.csv"`, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" },
  });
});

async function* pageOf(rows: readonly ResultRow[], questions: readonly GridQuestion[]): AsyncGenerator<ExportCell[][]> {
  yield await Promise.resolve(rows.map((row) => cellsOf(row, questions)));
}

function cellsOf(row: ResultRow, questions: readonly GridQuestion[]): ExportCell[] {
  const number = (value: number): ExportCell => ({ type: "number", value });
  const text = (value: string | undefined): ExportCell => (value === undefined ? null : { type: "text", value });
  const verdict = (value: boolean | null) => text(value === null ? undefined : String(Number(value)));
  return [
    number(row.place), text(row.interactionId), text(row.clientRef), text(row.stratum), number(row.look), text(row.reviewer), verdict(row.compliant), verdict(row.verdict), text(row.remark), text(row.doneAt),
    ...questions.map(({ code }) => text(row.answers[code])),
  ];
}
