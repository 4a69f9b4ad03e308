import { CONSEQUENCES, type ImportResultView, type PreviewedFile } from "@/components/imports/delivery-views";
import type { Delivery } from "@/lib/domain/deliveries";
import type { Upload } from "@/lib/domain/uploads";
import type { Locale } from "@/lib/i18n/locale";
import type { FileInspection } from "@/lib/import/inspection";
import { rowProblemWords } from "@/lib/import/messages";
import type { FilePreview } from "@/lib/import/preview";
import type { FileResult } from "@/lib/jobs/import-delivery";

/** What the latest preview found, file by file; in the order of the import. */
export function previewedFiles({ files }: Upload, delivery: Delivery, order: readonly string[], locale: Locale): PreviewedFile[] {
  return delivery.files
    .flatMap(({ id, preview, inspection, keptRefused }) => (preview === null ? [] : [previewedFile(id, preview as FilePreview, inspection as FileInspection, keptRefused, locale)]))
    .filter(({ id }) => files.some((file) => file.id === id))
    .sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind));
}

function previewedFile(id: string, { name, kind, counts, created, changed, refused }: FilePreview, { settings }: FileInspection, keptRefused: number, locale: Locale): PreviewedFile {
  const keyWords = (key: Readonly<Record<string, string>>) => Object.values(key).join(" · ");
  return {
    id, name, kind, counts, keptRefused,
    created: created.map(({ line, key }) => ({ line, key: keyWords(key) })),
    changed: changed.flatMap(({ line, key, changes }) => changes.map((change) => ({ line, key: keyWords(key), ...change }))),
    refused: refused.map(({ line, cells, problems }) => ({
      line,
      cells: cells.join(settings?.separator === "\t" ? " | " : (settings?.separator ?? ";")).slice(0, 200),
      reasons: problems.map((problem) => `${problem.column === null ? "" : `${problem.column}${locale === "fr" ? "\u00a0" : ""}: `}${rowProblemWords(locale, problem)}`),
    })),
  };
}

/** What an import did, so far as it went. */
export function importResult({ files }: Upload, delivery: Delivery): ImportResultView {
  const merged = delivery.files.flatMap(({ id, result, keptRefused }) => (result === null ? [] : [{ id, keptRefused, result: result as FileResult }]));
  const counted = CONSEQUENCES.map((name) => ({ name, count: merged.reduce((sum, { result }) => sum + (result.consequences[name] ?? 0), 0) }));
  const scored = delivery.run?.result;
  return {
    files: merged.map(({ id, keptRefused, result }) => ({ id, name: files.find((file) => file.id === id)?.name ?? "", counts: result.counts, keptRefused })),
    consequences: counted.filter(({ count }) => count > 0),
    scored: scored?.clients === undefined ? null : { clients: scored.clients, written: scored.written ?? 0, added: scored.added ?? 0 },
  };
}
